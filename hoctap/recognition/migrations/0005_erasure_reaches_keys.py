"""A decided dossier still never changes, but for what is no part of the decision and holds a name: the key by which it is listed, a reason."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION recognition_decided_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'sort_key' - 'return_reason' = to_jsonb(OLD) - 'sort_key' - 'return_reason' THEN
        RETURN NEW;
    END IF;
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
"""


class Migration(migrations.Migration):
    dependencies = [("recognition", "0004_annex_takes_no_line")]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
