-- The ledger keeps its own rules, also against whoever holds the database's password and means well (S9): rows never
-- change, and a transaction has at least two entries that sum to zero whenever a database transaction commits.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_transactions"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
--> statement-breakpoint
-- An entry checks the sum of its transaction, so that also one that is added later has to keep it at zero.
CREATE FUNCTION check_ledger_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked text := CASE TG_TABLE_NAME WHEN 'ledger_entries' THEN to_jsonb(NEW) ->> 'transaction_key'
                                     ELSE to_jsonb(NEW) ->> 'key' END;
  entries bigint;
  total numeric;
BEGIN
  SELECT count(*), coalesce(sum(amount_minor), 0) INTO entries, total
    FROM ledger_entries WHERE transaction_key = checked;
  IF entries < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % has % entries that sum to %', checked, entries, total
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_transactions_balanced AFTER INSERT ON "ledger_transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_sum();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_entries_balanced AFTER INSERT ON "ledger_entries"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_sum();
--> statement-breakpoint
-- Refunds of a payment, settled and pending, never exceed what was captured, whoever asks for how many at once. The
-- lock is a statement of its own, so that the sum is read after it was granted and sees what was committed meanwhile.
CREATE FUNCTION check_refund_within_captured() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  captured bigint;
  refunded bigint;
BEGIN
  PERFORM 1 FROM payments WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  SELECT captured_minor INTO captured FROM payments WHERE id = NEW.payment_id;
  SELECT coalesce(sum(amount_minor), 0) INTO refunded
    FROM refunds WHERE payment_id = NEW.payment_id AND state <> 'failed' AND id <> NEW.id;
  IF refunded + NEW.amount_minor > captured THEN
    RAISE EXCEPTION 'refund % of % exceeds what is left of %', NEW.id, NEW.amount_minor, captured - refunded
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_captured';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER refunds_within_captured BEFORE INSERT ON "refunds"
  FOR EACH ROW EXECUTE FUNCTION check_refund_within_captured();
