"""A line cannot be moved into the annex of a decision in effect either."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION recognition_annex_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM recognition_recognitiondecision
        WHERE effective_on IS NOT NULL
          AND ((TG_OP <> 'INSERT' AND id = OLD.decision_id) OR (TG_OP <> 'DELETE' AND id = NEW.decision_id))
    ) THEN
        RAISE EXCEPTION 'the decision has effect: its annex never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("recognition", "0003_meeting_keeps_its_list")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
