"""One council: its files and votes, its day and minutes."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core.refusals import Refused
from hoctap.papers.content import RecordContent
from hoctap.papers.serial import from_json
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_its_minutes_tell_the_votes_on_each_file(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    council = hands.council_of(bench)
    officer = sign_in(bench.officer)
    here = reverse("council_detail", args=[council.pk])
    assert "chưa kết luận hồ sơ nào" in shown(
        officer.post(here, {"met_on": "2025-03-12", "venue": "Phòng họp"})
    )
    hands.voted(bench, one, council, agree=6)
    actions.conclude_file(one, agrees=True, by=bench.by(bench.officer))
    page = shown(officer.get(here))
    assert "7 trong 7" in page
    assert officer.post(here, {"met_on": "2025-03-12", "venue": "Phòng họp"}).status_code == 302
    council.refresh_from_db()
    assert council.minutes is not None
    last = council.minutes.versions.order_by("-version").first()
    assert last is not None
    content = from_json(last.content)
    assert isinstance(content, RecordContent)
    (row,) = content.parts[1].checks
    assert (row.text, row.found, row.result) == ("Xã Tân Kiều", "6 đồng ý, 1 không", "đề nghị công nhận")
    assert sign_in(world.lan).get(here).status_code == 404


@pytest.mark.parametrize(
    ("met_on", "venue", "words"),
    [
        (None, "Phòng", "Ghi ngày họp"),
        (dt.date(2099, 1, 1), "Phòng", "ở sau ngày hôm nay"),
        (dt.date(2025, 2, 1), "Phòng", "trước ngày thành lập"),
        (dt.date(2025, 3, 12), " ", "Ghi địa điểm"),
    ],
)
def test_its_day_and_place(world: World, met_on: dt.date | None, venue: str, words: str):
    bench = hands.district_of_2024(world)
    council = hands.council_of(bench)
    with pytest.raises(Refused, match=words):
        actions.end_council(council, met_on=met_on, venue=venue, by=bench.by(bench.officer))
