"""A signed paper never changes; it may only be filed."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION papers_signed_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('signed', 'filed') AND (
        TG_OP = 'DELETE'
        OR NEW.state NOT IN ('signed', 'filed')
        OR (OLD.state = 'filed' AND NEW.state <> 'filed')
        OR to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state'
    ) THEN
        RAISE EXCEPTION 'paper % is signed: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER papers_signed_never_changes BEFORE UPDATE OR DELETE ON papers_paper
    FOR EACH ROW EXECUTE FUNCTION papers_signed_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
