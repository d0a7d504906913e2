"""One judgement with what it rests on."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.culture.actions import assess_reading
from hoctap.reading.culture.rules import QUESTIONS
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_earlier_ones_of_the_year_stay_readable(world: World, librarian: User, by: Actor):
    made = [
        assess_reading(
            world.commune,
            year=2025,
            as_of=dt.date(2025, month, 1),
            answers=dict.fromkeys(QUESTIONS, grade),
            evidence=f"Biên bản tháng {month}",
            by=by,
        )
        for month, grade in ((6, 1), (11, 3))
    ]
    url = f"/reading/culture/{made[1].pk}/"
    page = shown(sign_in(librarian).get(url))
    assert "Biên bản tháng 11" in page
    assert "01/06/2025" in page
    assert sign_in(world.oanh).get(url).status_code == 404
