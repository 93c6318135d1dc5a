CREATE TABLE "door_hours" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"opens_at" timestamp (3) with time zone,
	"closes_at" timestamp (3) with time zone,
	CONSTRAINT "door_hours_order" CHECK ("door_hours"."opens_at" < "door_hours"."closes_at")
);
--> statement-breakpoint
CREATE TABLE "scans" (
	"event_id" uuid NOT NULL,
	"nonce" uuid NOT NULL,
	"pass_id" uuid,
	"place" text NOT NULL,
	"gate" text NOT NULL,
	"scanned_at" timestamp (3) with time zone NOT NULL,
	"offline" boolean NOT NULL,
	"outcome" text NOT NULL,
	"objection" text,
	"scanned_by" text NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scans_event_id_nonce_pk" PRIMARY KEY("event_id","nonce"),
	CONSTRAINT "scans_outcome" CHECK ("scans"."outcome" IN ('admitted', 'not_genuine', 'other_event', 'too_early', 'event_over', 'unknown', 'refunded', 'replaced', 'already_inside')),
	CONSTRAINT "scans_objection" CHECK ("scans"."objection" IN ('not_genuine', 'other_event', 'too_early', 'event_over', 'unknown', 'refunded', 'replaced', 'already_inside')),
	CONSTRAINT "scans_undone" CHECK ("scans"."undone_at" IS NULL OR "scans"."outcome" = 'admitted')
);
--> statement-breakpoint
ALTER TABLE "door_hours" ADD CONSTRAINT "door_hours_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scans" ADD CONSTRAINT "scans_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "scans_admitted_once" ON "scans" USING btree ("event_id","pass_id") WHERE outcome = 'admitted' AND NOT offline AND undone_at IS NULL;--> statement-breakpoint
CREATE INDEX "scans_of_pass" ON "scans" USING btree ("event_id","pass_id","scanned_at","nonce");--> statement-breakpoint
CREATE INDEX "scans_by_change" ON "scans" USING btree ("event_id","changed_at");--> statement-breakpoint
CREATE INDEX "passes_by_change" ON "passes" USING btree ("changed_at");