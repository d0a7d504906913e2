"""What the register adds to the counters: a household enters in its year and leaves in its year."""

from hoctap.measures.registry import CountedTable

HOUSEHOLDS = CountedTable(
    table="people_household",
    contributions="""
        SELECT 'household.listed', hamlet_id, listed_year::int, 1 FROM {rows}
        UNION ALL
        SELECT 'household.listed', hamlet_id, left_year::int, -1 FROM {rows} WHERE left_year IS NOT NULL""",
)
