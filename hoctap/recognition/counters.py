"""What dossiers add to the counters: registered, recognised, and of these late ones, per title."""

from hoctap.measures.registry import CountedTable

DOSSIERS = CountedTable(
    table="recognition_dossier",
    contributions="""
        SELECT title || '.registered', hamlet_id, year::int, 1 FROM {rows} WHERE registered_on IS NOT NULL
        UNION ALL
        SELECT title || '.recognised', hamlet_id, year::int, 1 FROM {rows} WHERE state = 'recognised'
        UNION ALL
        SELECT title || '.recognised_late', hamlet_id, year::int, 1 FROM {rows} WHERE state = 'recognised' AND is_late""",
)
