"""SQL that keeps counters: one set of statement triggers per counted table, made from one SELECT of contributions.

`contributions` is a SELECT with the columns (counter, place_id, year, value) from `{rows}`, where `place_id` is a hamlet. The same SELECT over
the whole table is the recount, so that the kept figures and the recount cannot mean different things. Rows are upserted
in one order, the commune's before its hamlets', so that two transactions of a commune that each change several
hamlets, statement by statement and in any order, queue at the commune and never wait for each other crosswise.
"""

import re

_UPSERT = """
    INSERT INTO measures_summary (counter, place_id, year, value)
    SELECT c.counter, spread.place_id, c.year, sum(c.value)
    FROM ({contributions}) AS c (counter, place_id, year, value)
    JOIN places_place AS hamlet ON hamlet.id = c.place_id
    CROSS JOIN LATERAL (VALUES (hamlet.id, 2), (hamlet.parent_id, 1)) AS spread (place_id, turn)
    GROUP BY c.counter, spread.place_id, c.year, spread.turn
    HAVING sum(c.value) <> 0
    ORDER BY spread.turn, c.counter, spread.place_id, c.year
    ON CONFLICT (counter, place_id, year)
    DO UPDATE SET value = measures_summary.value + excluded.value;
"""


def create_triggers(table: str, contributions: str) -> str:
    """CREATE statements for insert, update and delete on `table`. Safe to run again."""
    assert re.fullmatch(r"[a-z_]+", table)
    added = contributions.format(rows="new_rows")
    taken = f"SELECT counter, place_id, year, -value FROM ({contributions.format(rows='old_rows')}) AS o (counter, place_id, year, value)"
    bodies = {
        "insert": (added, "NEW TABLE AS new_rows"),
        "update": (f"{added} UNION ALL {taken}", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        "delete": (taken, "OLD TABLE AS old_rows"),
    }
    statements = []
    for event, (select, tables) in bodies.items():
        name = f"{table}_counted_on_{event}"
        statements.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN"
            f"{_UPSERT.format(contributions=select)}    RETURN NULL;\nEND $$;\n"
            f"DROP TRIGGER IF EXISTS {name} ON {table};\n"
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        )
    return "\n".join(statements)


def recount_select(table: str, contributions: str) -> str:
    """SELECT (counter, place_id, year, value) of the whole table, at hamlets and communes."""
    return f"""
    SELECT c.counter, spread.place_id, c.year, sum(c.value)
    FROM ({contributions.format(rows=table)}) AS c (counter, place_id, year, value)
    JOIN places_place AS hamlet ON hamlet.id = c.place_id
    CROSS JOIN LATERAL (VALUES (hamlet.id), (hamlet.parent_id)) AS spread (place_id)
    GROUP BY 1, 2, 3 HAVING sum(c.value) <> 0"""


COPY_AGAIN = """
    DELETE FROM measures_communecount;
    INSERT INTO measures_communecount (id, place_id, year, counter, value)
    SELECT s.id, s.place_id, s.year, s.counter, s.value
    FROM measures_summary AS s JOIN places_place AS place ON place.id = s.place_id
    WHERE place.level = 'commune'
    ORDER BY s.year, s.counter, s.place_id;
"""

# A row's place, year and counter never change: only its value does.
COPIED_BY_ROW = """
CREATE OR REPLACE FUNCTION measures_commune_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE measures_communecount SET value = NEW.value WHERE id = NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM measures_communecount WHERE id = OLD.id;
    ELSE
        INSERT INTO measures_communecount (id, place_id, year, counter, value)
        SELECT NEW.id, NEW.place_id, NEW.year, NEW.counter, NEW.value
        FROM places_place WHERE id = NEW.place_id AND level = 'commune';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER measures_commune_counted AFTER INSERT OR DELETE OR UPDATE OF value ON measures_summary
    FOR EACH ROW EXECUTE FUNCTION measures_commune_counted();
"""
