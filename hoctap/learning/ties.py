"""How learning takes part in a centre's file: its registries filled in one place."""

from hoctap.centres.registry import (
    centre_books,
    centre_carriers,
    last_activity,
    requirements,
    teaching_counts,
)
from hoctap.learning import books, compliance, merging
from hoctap.learning.last_activity import last_held, sessions_taught


def tie_to_the_file() -> None:
    last_activity.register("learning", last_held)
    teaching_counts.register("learning", sessions_taught)
    requirements.register("programme", compliance.programme)
    requirements.register("activities", compliance.activities)
    centre_carriers.register("activities", merging.ACTIVITIES)
    centre_carriers.register("lines", merging.LINES)
    centre_books.register("activities", books.ACTIVITIES)
