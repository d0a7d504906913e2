"""What was ranked stays as it was decided, and so do its points: PostgreSQL refuses the rest."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION assessments_ranked_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'ranked' AND (
        TG_OP = 'DELETE'
        OR (OLD.state, OLD.centre_id, OLD.year, OLD.edition_id, OLD.self_total, OLD.self_grade, OLD.inspected_total, OLD.proposed_grade,
            OLD.proposed_why, OLD.grade, OLD.frozen, OLD.decided_on, OLD.decision_number, OLD.decision_by, OLD.confirmed_by, OLD.confirmed_at)
        IS DISTINCT FROM
           (NEW.state, NEW.centre_id, NEW.year, NEW.edition_id, NEW.self_total, NEW.self_grade, NEW.inspected_total, NEW.proposed_grade,
            NEW.proposed_why, NEW.grade, NEW.frozen, NEW.decided_on, NEW.decision_number, NEW.decision_by, NEW.confirmed_by, NEW.confirmed_at)
    ) THEN
        RAISE EXCEPTION 'ranking % is decided: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessments_ranked_never_changes BEFORE UPDATE OR DELETE ON assessments_ranking
    FOR EACH ROW EXECUTE FUNCTION assessments_ranked_never_changes();

CREATE OR REPLACE FUNCTION assessments_points_of_ranked_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ranking uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.ranking_id ELSE OLD.ranking_id END;
BEGIN
    IF EXISTS (SELECT FROM assessments_ranking WHERE id = ranking AND state = 'ranked') THEN
        RAISE EXCEPTION 'ranking % is decided: its points never change', ranking USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessments_points_of_ranked_never_change BEFORE INSERT OR UPDATE OR DELETE ON assessments_rankingline
    FOR EACH ROW EXECUTE FUNCTION assessments_points_of_ranked_never_change();
"""

UNDO = """
DROP TRIGGER IF EXISTS assessments_ranked_never_changes ON assessments_ranking;
DROP TRIGGER IF EXISTS assessments_points_of_ranked_never_change ON assessments_rankingline;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_ranking")]
    operations = [migrations.RunSQL(SQL, UNDO)]
