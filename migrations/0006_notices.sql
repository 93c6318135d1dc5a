CREATE TABLE "notification_templates" (
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"subject" text,
	"paragraph" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_templates_event_id_kind_language_pk" PRIMARY KEY("event_id","kind","language"),
	CONSTRAINT "notification_templates_kind" CHECK ("notification_templates"."kind" IN ('order_confirmation', 'refund', 'event_reminder', 'sale_opening', 'sale_opening_asked', 'orders_link')),
	CONSTRAINT "notification_templates_words" CHECK ("notification_templates"."subject" IS NOT NULL OR "notification_templates"."paragraph" IS NOT NULL),
	CONSTRAINT "notification_templates_length" CHECK (octet_length("notification_templates"."subject") <= 1000 AND octet_length("notification_templates"."paragraph") <= 8000)
);
--> statement-breakpoint
CREATE TABLE "sale_reminders" (
	"event_id" uuid NOT NULL,
	"email" text NOT NULL,
	"language" text NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "sale_reminders_event_id_email_pk" PRIMARY KEY("event_id","email")
);
--> statement-breakpoint
CREATE TABLE "unsubscriptions" (
	"organization_id" text NOT NULL,
	"email" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unsubscriptions_organization_id_email_kind_pk" PRIMARY KEY("organization_id","email","kind"),
	CONSTRAINT "unsubscriptions_kind" CHECK ("unsubscriptions"."kind" = 'sale_opening')
);
--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_kind";--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_state";--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "organization_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "order_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "buyer_phone" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "channel" text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "event_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_templates" ADD CONSTRAINT "notification_templates_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_reminders" ADD CONSTRAINT "sale_reminders_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsubscriptions" ADD CONSTRAINT "unsubscriptions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sale_reminders_by_email" ON "sale_reminders" USING btree ("email","asked_at");--> statement-breakpoint
CREATE INDEX "sale_reminders_to_tell" ON "sale_reminders" USING btree ("event_id","confirmed_at") WHERE confirmed_at IS NOT NULL AND told_at IS NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_channel" CHECK ("notifications"."channel" IN ('email', 'sms'));--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_facts" CHECK (octet_length("notifications"."facts"::text) <= 4096);--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_subject" CHECK ("notifications"."kind" = 'orders_link' OR ("notifications"."organization_id" IS NOT NULL
        AND ("notifications"."order_id" IS NOT NULL OR "notifications"."event_id" IS NOT NULL)));--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_kind" CHECK ("notifications"."kind" IN ('order_confirmation', 'refund', 'event_reminder', 'sale_opening', 'sale_opening_asked', 'orders_link'));--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_state" CHECK ("notifications"."state" IN ('due', 'sending', 'sent', 'dead', 'uncertain', 'skipped'));