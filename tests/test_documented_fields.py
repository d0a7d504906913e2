"""docs/operations/access.md names every field that is written: whatever an example sends is there."""

import re

from scripts import house
from scripts.generate_docs import fields_of
from tests.examples import url_examples
from tests.season import preview_import, protect, walk
from tests.world import World

# Sent by every form or by every page, not a field of the matter.
COMMON = {"csrfmiddlewaretoken", "form_key", "next", "capacity_id"}


def test_every_field_that_an_example_sends_is_documented(world: World):
    season = walk(world)
    protect(season)
    preview_import(season)
    screens = {screen.name: screen for screen in house.own_screens()}
    missing = set()
    for name, example in url_examples.items():
        if name not in screens:
            continue
        known = fields_of(screens[name])
        visits = example(season)
        for visit in visits if isinstance(visits, list | tuple) else [visits]:
            missing |= {
                f"{name}: {field}"
                for field in (visit.post or {})
                if field not in COMMON and not any(covers(one, field) for one in known)
            }
    assert not missing, "\n".join(sorted(missing))


def covers(documented: str, field: str) -> bool:
    return re.fullmatch(".+".join(map(re.escape, documented.split("…"))), field) is not None
