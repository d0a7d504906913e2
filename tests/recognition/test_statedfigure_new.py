"""A dated figure with source and evidence where no record gives one; records take its place."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions as evidence
from hoctap.measures import queries
from hoctap.measures.registry import measures
from hoctap.people.models import UnitMembership, WorkUnit
from hoctap.recognition.models import StatedFigure
from hoctap.recognition.stated_figures import actions
from hoctap.recognition.stated_figures.actions import StatedTyped
from tests.figures import add_member, make_citizen, make_citizen_round, make_file
from tests.recognition.beside import STAFF, typed
from tests.recognition.hands import refused, shown, sign_in
from tests.world import World, make_household

TYPED = typed(2024)


def state(world: World, given: StatedTyped = TYPED, **more: Any) -> StatedFigure:
    return actions.state_figure(
        world.commune, given, **{"evidence_text": "Bản sao", **more}, by=world.actor(world.lan)
    )


@pytest.mark.requirement("S3-13")
def test_it_stands_where_no_record_gives_one_and_gives_way_to_records(world: World):
    state(world)
    figure = queries.figure(measures[STAFF], world.commune, 2024)
    assert (figure.numerator, figure.denominator, figure.stated) == (12, 40, 1)
    assert "1 xã ghi số theo văn bản" in figure.incomplete
    above = queries.figure(measures[STAFF], world.district, 2024)
    assert (above.numerator, above.denominator, above.missing) == (12, 40, ("xã Hưng Thạnh",))
    # Nobody divided it among the hamlets.
    assert queries.figure(measures[STAFF], world.hamlet, 2024).numerator is None
    unit = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    season = make_citizen_round(world.commune, world.edition)
    family = make_household(world.hamlet, "Lê Văn Một", birth_year=1970)
    UnitMembership.objects.create(person=family.head, unit=unit, from_year=2020)
    make_citizen(season, family, family.head)
    make_file("learning_unit", world.commune, world.edition, unit=unit)
    figure = queries.figure(measures[STAFF], world.commune, 2024)
    assert (figure.numerator, figure.denominator, figure.stated, figure.incomplete) == (1, 1, 0, "")
    add_member(family, "Lê Thị Hai")
    with pytest.raises(Refused, match="đã tính được từ sổ sách"):
        state(world, dataclasses.replace(TYPED, numerator=1))


def test_as_of_a_past_day_it_is_what_was_known_then(world: World):
    figure = state(world)
    StatedFigure.objects.update(recorded_at=timezone.now() - dt.timedelta(days=9))
    actions.withdraw_stated(figure, why="Ghi nhầm", by=world.actor(world.lan))
    scope = queries.read_scope(world.commune, 2024)
    past = queries.Past(timezone.localdate() - dt.timedelta(days=3), {}, frozenset(), frozenset())
    assert queries.breakdowns(scope, [measures[STAFF]], past=past)[STAFF].total.numerator == 12
    assert queries.breakdowns(scope, [measures[STAFF]])[STAFF].total.numerator is None


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"measure": ""}, "chọn tỷ lệ"),
        ({"measure": "learning_family.recognised"}, "chọn tỷ lệ"),
        ({"numerator": None}, "Ghi tử số"),
        ({"numerator": 41}, "lớn hơn mẫu số 40"),
        ({"denominator": 0}, "Ghi mẫu số"),
        ({"as_of": None}, "tính đến ngày nào"),
        ({"as_of": dt.date(2023, 12, 31)}, "không thuộc năm 2024"),
        ({"year": 2090, "as_of": dt.date(2090, 1, 1)}, "sau ngày hôm nay"),
        ({"source": "  "}, "Ghi nguồn"),
    ],
)
def test_what_it_must_bring(world: World, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        state(world, dataclasses.replace(TYPED, **other))
    assert not StatedFigure.objects.exists()


def test_it_brings_evidence_and_keeps_it(world: World):
    with pytest.raises(Refused, match="ghi minh chứng bằng lời"):
        state(world, evidence_text=" ")
    figure = state(world)
    with pytest.raises(Refused, match="đang dùng minh chứng này"):
        evidence.withdraw_evidence(figure.evidence, "nhầm", by=world.actor(world.lan))
    with pytest.raises(Refused, match="đã có số đang dùng"):
        state(world)
    with pytest.raises(Refused, match="của cả xã"):
        actions.state_figure(world.hamlet, TYPED, evidence_text="x", by=world.actor(world.lan))


def test_the_page_takes_it_down_and_says_what_is_wrong(world: World):
    lan = sign_in(world.lan)
    here = reverse("statedfigure_new", args=[world.commune.pk])
    page = lan.get(here, {"year": 2024, "measure": STAFF})
    assert "Ghi số liệu theo văn bản" in shown(page)
    form = {"measure": STAFF, "year": "2024"}
    refused(lan.post(here, form), "Ghi tử số", "Ghi mẫu số", "tính đến ngày nào", "Ghi nguồn")
    form |= {
        "numerator": "3",
        "denominator": "9",
        "as_of": "20/12/2024",
        "source": "Báo cáo 9",
        "text": "Bản sao",
    }
    body = shown(lan.post(here, form, follow=True))
    assert "Báo cáo 9, tính đến ngày 20/12/2024" in body


def test_others_write_none(world: World):
    here = reverse("statedfigure_new", args=[world.commune.pk])
    assert sign_in(world.hung).get(here).status_code == 403
    oanh = sign_in(world.oanh)
    form = {"measure": STAFF, "year": "2024"}
    assert oanh.post(here, form).status_code == 404
    with pytest.raises(Forbidden):
        actions.state_figure(world.commune, TYPED, evidence_text="x", by=world.actor(world.oanh))
