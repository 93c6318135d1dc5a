ALTER TABLE "passes" ADD COLUMN "edition" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "passes" ADD COLUMN "changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
-- Gates ask for what changed since they last asked; whoever changes a pass must not have to remember them.
CREATE FUNCTION note_pass_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := now();
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER passes_note_change BEFORE UPDATE ON "passes" FOR EACH ROW EXECUTE FUNCTION note_pass_change();
