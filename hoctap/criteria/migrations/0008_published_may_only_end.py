"""A published edition changes in one way: it is given the day on which it ends. Its pages stay as its lines do."""

from django.db import migrations

BEFORE = """
CREATE OR REPLACE FUNCTION criteria_edition_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'edition % is published: it never changes', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

SQL = """
CREATE OR REPLACE FUNCTION criteria_edition_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
            AND to_jsonb(OLD) - 'valid_to' = to_jsonb(NEW) - 'valid_to' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'edition % is published: it never changes', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER criteria_edition_page_is_immutable BEFORE INSERT OR UPDATE OR DELETE ON criteria_edition_page
    FOR EACH ROW EXECUTE FUNCTION criteria_criterion_is_immutable();
"""

NO_PAGES = "DROP TRIGGER criteria_edition_page_is_immutable ON criteria_edition_page;"


class Migration(migrations.Migration):
    dependencies = [("criteria", "0007_edition_drafts")]
    operations = [migrations.RunSQL(SQL, NO_PAGES + BEFORE)]
