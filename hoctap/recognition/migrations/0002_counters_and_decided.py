"""Counters of dossiers; and after the decision nothing changes but by another decision: PostgreSQL refuses the rest."""

from django.db import migrations

from hoctap.measures.triggers import create_triggers
from hoctap.recognition.counters import DOSSIERS

SQL = """
CREATE OR REPLACE FUNCTION recognition_decided_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('recognised', 'revoked') AND (
        TG_OP = 'DELETE'
        OR OLD.state = 'revoked'
        OR NEW.state <> 'revoked'
        OR to_jsonb(NEW) - 'state' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'version'
    ) THEN
        RAISE EXCEPTION 'dossier % is decided: only another decision changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER recognition_decided_never_changes BEFORE UPDATE OR DELETE ON recognition_dossier
    FOR EACH ROW EXECUTE FUNCTION recognition_decided_never_changes();

CREATE OR REPLACE FUNCTION recognition_effective_decision_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.effective_on IS NOT NULL THEN
        RAISE EXCEPTION 'decision % has effect: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER recognition_effective_decision_never_changes BEFORE UPDATE OR DELETE ON recognition_recognitiondecision
    FOR EACH ROW EXECUTE FUNCTION recognition_effective_decision_never_changes();

CREATE OR REPLACE FUNCTION recognition_annex_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decision uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.decision_id ELSE OLD.decision_id END;
BEGIN
    IF EXISTS (SELECT FROM recognition_recognitiondecision WHERE id = decision AND effective_on IS NOT NULL) THEN
        RAISE EXCEPTION 'the decision has effect: its annex never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER recognition_annex_never_changes BEFORE INSERT OR UPDATE OR DELETE ON recognition_decisionline
    FOR EACH ROW EXECUTE FUNCTION recognition_annex_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial"), ("people", "0002_counters")]
    operations = [
        migrations.RunSQL(create_triggers(DOSSIERS.table, DOSSIERS.contributions), migrations.RunSQL.noop),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
