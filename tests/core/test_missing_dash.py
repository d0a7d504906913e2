"""What is missing is one dash on every screen: "—", which `vn_number` and its kind say aloud. "–" stands between two ends only."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "hoctap"
ALONE = re.compile(r"%\}–(?=\{%|<)|>–<|[\",]–\"")


def test_no_screen_has_a_dash_of_its_own_for_what_is_missing():
    own = [
        f"{path.relative_to(HOUSE)}: {line.strip()[:80]}"
        for path in sorted(HOUSE.glob("*/templates/**/*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if ALONE.search(line)
    ]
    assert own == []
