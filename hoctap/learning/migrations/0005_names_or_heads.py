"""A session is counted by names or by heads, never by both: the database holds it too, whoever writes. Each takes the session's row first,
so that of two who write at once the second sees what the first wrote.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION learning_names_without_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.removed_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM learning_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM learning_headcount WHERE session_id = NEW.session_id) THEN
        RAISE EXCEPTION 'session % is counted by heads: no name is written', NEW.session_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER learning_names_without_heads BEFORE INSERT OR UPDATE OF session_id, removed_at ON learning_attendance
    FOR EACH ROW EXECUTE FUNCTION learning_names_without_heads();

CREATE FUNCTION learning_heads_without_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM learning_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM learning_attendance name LEFT JOIN people_person person ON person.id = name.person_id
        WHERE name.session_id = NEW.session_id AND name.removed_at IS NULL AND person.merged_into_id IS NULL
    ) THEN
        RAISE EXCEPTION 'session % is counted by names: no heads are written', NEW.session_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER learning_heads_without_names BEFORE INSERT OR UPDATE OF session_id ON learning_headcount
    FOR EACH ROW EXECUTE FUNCTION learning_heads_without_names();
"""

UNDO = """
DROP TRIGGER learning_heads_without_names ON learning_headcount;
DROP FUNCTION learning_heads_without_names();
DROP TRIGGER learning_names_without_heads ON learning_attendance;
DROP FUNCTION learning_names_without_heads();
"""


class Migration(migrations.Migration):
    dependencies = [("learning", "0004_clubs"), ("people", "0016_account_link")]
    operations = [migrations.RunSQL(SQL, UNDO)]
