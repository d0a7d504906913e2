"""A published edition never changes: PostgreSQL refuses, whatever the code does."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION criteria_edition_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'edition % is published: it never changes', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER criteria_edition_is_immutable BEFORE UPDATE OR DELETE ON criteria_criteriaedition
    FOR EACH ROW EXECUTE FUNCTION criteria_edition_is_immutable();

CREATE OR REPLACE FUNCTION criteria_criterion_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    edition uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
BEGIN
    IF EXISTS (SELECT FROM criteria_criteriaedition WHERE id = edition AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the edition is published: its criteria never change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER criteria_criterion_is_immutable BEFORE INSERT OR UPDATE OR DELETE ON criteria_criterion
    FOR EACH ROW EXECUTE FUNCTION criteria_criterion_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
