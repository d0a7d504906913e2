"""What the register adds to the counters: a household enters a hamlet in its year and leaves it in its year."""

from hoctap.measures.registry import CountedTable

HOUSEHOLDS = CountedTable(
    table="people_residence",
    contributions="""
        SELECT 'household.listed', hamlet_id, from_year::int, 1 FROM {rows}
        UNION ALL
        SELECT 'household.listed', hamlet_id, to_year::int, -1 FROM {rows} WHERE to_year IS NOT NULL""",
)
