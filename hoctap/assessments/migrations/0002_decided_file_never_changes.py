"""After the decision a file changes by another decision only, and neither do the figures it was judged by: PostgreSQL refuses the rest."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION assessments_decided_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('recognised', 'refused', 'revoked') AND (
        TG_OP = 'DELETE'
        OR NOT (NEW.state = OLD.state OR (OLD.state = 'recognised' AND NEW.state = 'revoked'))
        OR (OLD.title, OLD.year, OLD.edition_id, OLD.level, OLD.place_id, OLD.unit_id, OLD.clan_id, OLD.kinds, OLD.variants,
            OLD.frozen, OLD.grade, OLD.concluded_level, OLD.concluded_ok, OLD.refusal_reasons, OLD.decided_on, OLD.decision_number,
            OLD.decision_by, OLD.valid_until)
        IS DISTINCT FROM
           (NEW.title, NEW.year, NEW.edition_id, NEW.level, NEW.place_id, NEW.unit_id, NEW.clan_id, NEW.kinds, NEW.variants,
            NEW.frozen, NEW.grade, NEW.concluded_level, NEW.concluded_ok, NEW.refusal_reasons, NEW.decided_on, NEW.decision_number,
            NEW.decision_by, NEW.valid_until)
    ) THEN
        RAISE EXCEPTION 'file % is decided: only another decision changes it', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessments_decided_never_changes BEFORE UPDATE OR DELETE ON assessments_assessment
    FOR EACH ROW EXECUTE FUNCTION assessments_decided_never_changes();

CREATE OR REPLACE FUNCTION assessments_figure_of_decided_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    file uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.assessment_id ELSE OLD.assessment_id END;
BEGIN
    IF EXISTS (SELECT FROM assessments_assessment WHERE id = file AND state IN ('recognised', 'refused', 'revoked')) THEN
        RAISE EXCEPTION 'file % is decided: its figures never change', file USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessments_figure_of_decided_never_changes BEFORE INSERT OR UPDATE OR DELETE ON assessments_figure
    FOR EACH ROW EXECUTE FUNCTION assessments_figure_of_decided_never_changes();
"""

UNDO = """
DROP TRIGGER IF EXISTS assessments_decided_never_changes ON assessments_assessment;
DROP TRIGGER IF EXISTS assessments_figure_of_decided_never_changes ON assessments_figure;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_files_councils_decisions")]
    operations = [migrations.RunSQL(SQL, UNDO)]
