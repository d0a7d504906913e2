"""Who registered last year too, and who kept his title: a row for each dossier of the present year of whom the first holds.

A household is itself wherever it lived; a citizen also under a row of the register that was merged with his. Triggers on the dossiers of both
years and on merges in the register keep the rows, in the transaction of the change; counters are kept from them like any other. What is
counted again at night is not these rows but the dossiers themselves.
"""

from hoctap.measures.registry import CountedTable

_COLUMNS = """now.id, now.title, now.hamlet_id, now.year,
    now.state = 'recognised' AND bool_or(was.state = 'recognised') AS kept"""
_TRUTH = """
    SELECT {columns}
    FROM recognition_dossier AS now
    JOIN recognition_dossier AS was ON was.household_id = now.household_id AND was.person_id IS NULL
     AND was.title = now.title AND was.year = now.year - 1 AND was.registered_on IS NOT NULL
    WHERE now.person_id IS NULL AND now.registered_on IS NOT NULL {which}
    GROUP BY now.id
    UNION ALL
    SELECT {columns}
    FROM recognition_dossier AS now
    CROSS JOIN LATERAL recognition_same_person(now.person_id) AS same (id)
    JOIN recognition_dossier AS was ON was.person_id = same.id
     AND was.title = now.title AND was.year = now.year - 1 AND was.registered_on IS NOT NULL
    WHERE now.person_id IS NOT NULL AND now.registered_on IS NOT NULL {which}
    GROUP BY now.id"""
_STORE = """
    WITH truth (id, title, hamlet_id, year, kept) AS ({truth}),
    gone AS (
        DELETE FROM recognition_again WHERE {held} NOT EXISTS (SELECT FROM truth WHERE truth.id = recognition_again.dossier_id)
    )
    INSERT INTO recognition_again (dossier_id, title, hamlet_id, year, kept)
    SELECT id, title, hamlet_id, year, kept FROM truth ORDER BY id
    ON CONFLICT (dossier_id) DO UPDATE SET kept = excluded.kept, hamlet_id = excluded.hamlet_id
    WHERE (recognition_again.kept, recognition_again.hamlet_id) IS DISTINCT FROM (excluded.kept, excluded.hamlet_id)"""

ALL = _TRUTH.format(columns=_COLUMNS, which="")
SETTLE = _STORE.format(truth=ALL, held="")
_SOME = _STORE.format(
    truth=_TRUTH.format(columns=_COLUMNS, which="AND now.id = ANY(ids)"), held="dossier_id = ANY(ids) AND"
)

AGAIN = CountedTable(
    table="recognition_again",
    contributions="""
        SELECT title || '.registered_again', hamlet_id, year::int, 1 FROM {rows}
        UNION ALL
        SELECT title || '.recognised_kept', hamlet_id, year::int, 1 FROM {rows} WHERE kept""",
    counted_from=f"({ALL}) AS truth (id, title, hamlet_id, year, kept)",
    settle=SETTLE,
)

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
BEGIN
    WITH changed AS MATERIALIZED ({changed}),
    later AS (
        SELECT changed.* FROM changed WHERE EXISTS (
            SELECT FROM recognition_recognitionround AS season
            WHERE season.title = changed.title AND season.year = changed.year + 1)
    )
    SELECT array_agg(id) INTO ids FROM (
        SELECT id FROM changed WHERE EXISTS (
            SELECT FROM recognition_recognitionround AS season
            WHERE season.title = changed.title AND season.year = changed.year - 1)
        UNION
        SELECT next.id FROM later JOIN recognition_dossier AS next ON next.household_id = later.household_id
         AND next.person_id IS NULL AND next.title = later.title AND next.year = later.year + 1
        WHERE later.person_id IS NULL
        UNION
        SELECT next.id FROM later CROSS JOIN LATERAL recognition_same_person(later.person_id) AS same (id)
        JOIN recognition_dossier AS next ON next.person_id = same.id AND next.title = later.title AND next.year = later.year + 1
        WHERE later.person_id IS NOT NULL
    ) AS those;
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
