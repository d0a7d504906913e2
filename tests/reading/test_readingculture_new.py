"""A commune is judged."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.reading.culture import rules
from hoctap.reading.culture.actions import assess_reading
from hoctap.reading.models import ReadingAssessment
from tests.reading.hands import BY
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/culture/new/"


@pytest.mark.parametrize(("grade", "result"), [(3, "good"), (2, "fair"), (1, "weak"), (0, "weak")])
def test_the_answers_propose_a_result(grade: int, result: str):
    assert rules.result_of(dict.fromkeys(rules.QUESTIONS, grade)) == result


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": ""}, "năm được đánh giá"),
        ({"year": "2099"}, "không sau năm nay"),
        ({"as_of": "2099-01-01"}, "chưa tới"),
        ({"as_of": "2024-01-01"}, "không thể trước năm"),
        ({"families": ""}, "Chưa trả lời"),
        ({"evidence": ""}, "Hãy ghi minh chứng"),
    ],
)
def test_what_is_missing_is_said(world: World, librarian: User, change: dict[str, str], words: str):
    good = {
        "place": str(world.commune.pk),
        "year": "2025",
        "as_of": "2025-11-01",
        **dict.fromkeys(rules.QUESTIONS, "2"),
        "evidence": "Biên bản họp",
        "remarks": "",
        "result": "",
    }
    client = sign_in(librarian)
    answer = client.post(HERE, good | change)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert client.post(HERE, good | {"result": "average"}).status_code == 302
    assert ReadingAssessment.objects.get().result == "average"
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert client.post(HERE, good | {"place": str(world.other_commune.pk)}).status_code == 422


def test_what_is_judged_is_a_commune(world: World):
    answers = dict.fromkeys(rules.QUESTIONS, 2)
    on = dt.date(2025, 11, 1)
    for place in (world.district, world.hamlet):
        with pytest.raises(Refused, match="của một xã, phường"):
            assess_reading(place, year=2025, as_of=on, answers=answers, evidence="Biên bản", by=BY)
