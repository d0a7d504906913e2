"""Who registered last year too, and who kept his title: a row for each dossier of the present year of whom the first holds.

A household is itself wherever it lived; a citizen also under a row of the register that was merged with his. Triggers on the dossiers of both
years and on merges in the register keep the rows, in the transaction of the change; counters are kept from them like any other. What is
counted again at night is not these rows but the dossiers themselves.
"""

from hoctap.measures.registry import CountedTable

# Rows merged in the register → the one kept, over however many merges.
ALL = """
    WITH RECURSIVE merging (id, kept) AS (
        SELECT id, merged_into_id FROM people_person WHERE merged_into_id IS NOT NULL
        UNION ALL
        SELECT merging.id, person.merged_into_id FROM merging
        JOIN people_person AS person ON person.id = merging.kept WHERE person.merged_into_id IS NOT NULL
    ), same (id, kept) AS (
        SELECT merging.id, merging.kept FROM merging
        JOIN people_person AS person ON person.id = merging.kept WHERE person.merged_into_id IS NULL
    ), registered AS (
        SELECT dossier.id, dossier.title, dossier.year, dossier.hamlet_id, dossier.state = 'recognised' AS held,
               coalesce(same.kept, dossier.person_id, dossier.household_id) AS subject
        FROM recognition_dossier AS dossier LEFT JOIN same ON same.id = dossier.person_id
        WHERE dossier.registered_on IS NOT NULL
    )
    SELECT now.id, now.title, now.hamlet_id, now.year, now.held AND bool_or(was.held)
    FROM registered AS now
    JOIN registered AS was ON was.subject = now.subject AND was.title = now.title AND was.year = now.year - 1
    GROUP BY now.id, now.title, now.hamlet_id, now.year, now.held"""
_STORE = """
    WITH truth (id, title, hamlet_id, year, kept) AS MATERIALIZED ({truth}),
    gone AS (
        DELETE FROM recognition_again WHERE {held} NOT EXISTS (SELECT FROM truth WHERE truth.id = recognition_again.dossier_id)
    )
    INSERT INTO recognition_again (dossier_id, title, hamlet_id, year, kept)
    SELECT id, title, hamlet_id, year, kept FROM truth ORDER BY id
    ON CONFLICT (dossier_id) DO UPDATE SET kept = excluded.kept, hamlet_id = excluded.hamlet_id
    WHERE (recognition_again.kept, recognition_again.hamlet_id) IS DISTINCT FROM (excluded.kept, excluded.hamlet_id)"""
SETTLE = _STORE.format(truth=ALL, held="")
_SOME = _STORE.format(truth="SELECT * FROM recognition_again_of(ids)", held="dossier_id = ANY(ids) AND")

AGAIN = CountedTable(
    table="recognition_again",
    contributions="""
        SELECT title || '.registered_again', hamlet_id, year::int, 1 FROM {rows}
        UNION ALL
        SELECT title || '.recognised_kept', hamlet_id, year::int, 1 FROM {rows} WHERE kept""",
    counted_from=f"({ALL}) AS truth (id, title, hamlet_id, year, kept)",
    settle=SETTLE,
)

# Row by row along the indexes, whatever the statistics say: a season that was just entered has none yet.
_BY_INDEX = "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION recognition_same_person(one uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id) AS (
        SELECT one UNION
        SELECT person.merged_into_id FROM up JOIN people_person AS person ON person.id = up.id
        WHERE person.merged_into_id IS NOT NULL
    ), family (id) AS (
        SELECT id FROM up UNION
        SELECT person.id FROM family JOIN people_person AS person ON person.merged_into_id = family.id
    )
    SELECT id FROM family
$$;

CREATE OR REPLACE FUNCTION recognition_again_of(ids uuid[])
RETURNS TABLE (id uuid, title text, hamlet_id uuid, year int, kept bool) LANGUAGE sql STABLE {_BY_INDEX} AS $$
    SELECT now.id, now.title, now.hamlet_id, now.year, now.state = 'recognised' AND bool_or(was.state = 'recognised')
    FROM unnest(ids) AS asked (id) JOIN recognition_dossier AS now ON now.id = asked.id
    JOIN recognition_dossier AS was ON was.household_id = now.household_id AND was.person_id IS NULL
     AND was.title = now.title AND was.year = now.year - 1 AND was.registered_on IS NOT NULL
    WHERE now.person_id IS NULL AND now.registered_on IS NOT NULL
    GROUP BY now.id
    UNION ALL
    SELECT now.id, now.title, now.hamlet_id, now.year, now.state = 'recognised' AND bool_or(was.state = 'recognised')
    FROM unnest(ids) AS asked (id) JOIN recognition_dossier AS now ON now.id = asked.id
    CROSS JOIN LATERAL recognition_same_person(now.person_id) AS same (id)
    JOIN recognition_dossier AS was ON was.person_id = same.id
     AND was.title = now.title AND was.year = now.year - 1 AND was.registered_on IS NOT NULL
    WHERE now.person_id IS NOT NULL AND now.registered_on IS NOT NULL
    GROUP BY now.id
$$;

CREATE OR REPLACE FUNCTION recognition_again_next(titles text[], years int[], households uuid[], persons uuid[])
RETURNS SETOF uuid LANGUAGE sql STABLE {_BY_INDEX} AS $$
    SELECT next.id FROM unnest(titles, years, households, persons) AS was (title, year, household_id, person_id)
    JOIN recognition_dossier AS next ON next.household_id = was.household_id AND next.person_id IS NULL
     AND next.title = was.title AND next.year = was.year + 1
    WHERE was.person_id IS NULL
    UNION ALL
    SELECT next.id FROM unnest(titles, years, households, persons) AS was (title, year, household_id, person_id)
    CROSS JOIN LATERAL recognition_same_person(was.person_id) AS same (id)
    JOIN recognition_dossier AS next ON next.person_id = same.id AND next.title = was.title AND next.year = was.year + 1
    WHERE was.person_id IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION recognition_again_store(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(ids) > 0 THEN {_SOME};
    END IF;
END $$;
"""

# By its name each trigger runs after the one that counts dossiers: whoever changes a commune queues at its counters in one order.
# Dossiers that changed in what matters, and those that their citizens or households have a year later.
_FOLLOW = """
CREATE OR REPLACE FUNCTION recognition_again_on_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
    later uuid[];
BEGIN
    WITH changed AS MATERIALIZED ({changed}),
    seasons AS MATERIALIZED (SELECT DISTINCT title, year FROM recognition_recognitionround)
    SELECT array_agg(changed.id) FILTER (WHERE before.year IS NOT NULL),
           CASE WHEN count(after.year) > 0 THEN (
               SELECT array_agg(found.id) FROM recognition_again_next(
                   array_agg(changed.title::text) FILTER (WHERE after.year IS NOT NULL),
                   array_agg(changed.year::int) FILTER (WHERE after.year IS NOT NULL),
                   array_agg(changed.household_id) FILTER (WHERE after.year IS NOT NULL),
                   array_agg(changed.person_id) FILTER (WHERE after.year IS NOT NULL)
               ) AS found (id)
           ) END
    INTO ids, later
    FROM changed
    LEFT JOIN seasons AS before ON before.title = changed.title AND before.year = changed.year - 1
    LEFT JOIN seasons AS after ON after.title = changed.title AND after.year = changed.year + 1;
    SELECT array_agg(DISTINCT one) INTO ids FROM unnest(ids || later) AS one;
    PERFORM recognition_again_store(ids);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS recognition_dossier_followed_on_{event} ON recognition_dossier;
CREATE TRIGGER recognition_dossier_followed_on_{event} AFTER {operation} ON recognition_dossier REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION recognition_again_on_{event}();
"""
_SUBJECT = "{rows}.id, {rows}.title, {rows}.year, {rows}.household_id, {rows}.person_id"
_MATTERS = """(new_rows.registered_on IS NULL) <> (old_rows.registered_on IS NULL)
    OR (new_rows.state = 'recognised') <> (old_rows.state = 'recognised')
    OR (new_rows.hamlet_id, new_rows.household_id, new_rows.person_id)
       IS DISTINCT FROM (old_rows.hamlet_id, old_rows.household_id, old_rows.person_id)"""
_BOTH = f"FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id WHERE {_MATTERS}"
_CHANGED = {
    "insert": (
        f"SELECT {_SUBJECT.format(rows='new_rows')} FROM new_rows WHERE registered_on IS NOT NULL",
        "NEW TABLE AS new_rows",
    ),
    "update": (
        f"SELECT {_SUBJECT.format(rows='new_rows')} {_BOTH} UNION SELECT {_SUBJECT.format(rows='old_rows')} {_BOTH}",
        "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    ),
    "delete": (
        f"SELECT {_SUBJECT.format(rows='old_rows')} FROM old_rows WHERE registered_on IS NOT NULL",
        "OLD TABLE AS old_rows",
    ),
}

_MERGED = """
CREATE OR REPLACE FUNCTION recognition_again_on_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    WITH merged AS MATERIALIZED (
        SELECT new_rows.id, new_rows.merged_into_id AS kept, old_rows.merged_into_id AS before
        FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE new_rows.merged_into_id IS DISTINCT FROM old_rows.merged_into_id
    )
    SELECT array_agg(dossier.id) INTO ids FROM recognition_dossier AS dossier WHERE dossier.person_id IN (
        SELECT same.id FROM merged
        CROSS JOIN LATERAL unnest(ARRAY[merged.id, merged.kept, merged.before]) AS each (id)
        CROSS JOIN LATERAL recognition_same_person(each.id) AS same (id)
        WHERE each.id IS NOT NULL
    );
    PERFORM recognition_again_store(ids);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS recognition_again_on_merge ON people_person;
CREATE TRIGGER recognition_again_on_merge AFTER UPDATE ON people_person
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION recognition_again_on_merge();
"""

TRIGGERS = (
    FUNCTIONS
    + "".join(
        _FOLLOW.format(event=event, operation=event.upper(), changed=changed, tables=tables)
        for event, (changed, tables) in _CHANGED.items()
    )
    + _MERGED
)
