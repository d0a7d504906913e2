"""Titles that a commune added of its own for clans, units and communities, from the draft of their edition to the decision."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, FileState
from hoctap.core.refusals import Refused
from hoctap.criteria.models import CriteriaEdition, LearningTitle, Title
from hoctap.people.models import Clan
from tests.assessments import hands
from tests.criteria.drafts import draft, filled, local_title, publish
from tests.recognition.hands import shown, sign_in
from tests.world import World

YEAR = 2025


def edition_of(world: World, title: LearningTitle) -> CriteriaEdition:
    begun = draft(world, place=world.commune, title=title.code, who=world.lan, name=f"Bộ {title.name}")
    return publish(world, filled(world, begun, who=world.lan), who=world.lan)


def walked(world: World, title: LearningTitle, **subject: Any) -> Assessment:
    """Through the screens up to the file, then its steps."""
    edition = edition_of(world, title)
    lan = sign_in(world.lan)
    choose = reverse("assessment_new")
    assert title.name in shown(lan.get(choose))
    asked = {"title": title.code, "year": YEAR}
    page = shown(lan.get(choose, asked))
    assert edition.name in page
    assert "Vì sao theo bộ tiêu chí này" not in page
    typed = {key: one.pk for key, one in subject.items()}
    assert lan.post(choose, {**asked, **typed, "edition": edition.pk}).status_code == 302
    one = Assessment.objects.get(title=title.code)
    by = world.actor(world.lan)
    for line, points in (("S1", 40), ("S2", 20), ("S3", 40)):
        actions.record_figure(one, line, FigureTyped(value=Decimal(points), source="Sổ"), by=by)
    actions.attach_evidence(one, "S3", kind="note", text="Sổ đọc", by=by)
    one = actions.close_self_assessment(one, by=by)
    assert one.decides == "Chủ tịch Ủy ban nhân dân xã Tân Kiều"
    actions.make_papers(one, by=by)
    one = actions.send_file(one, sent_on=dt.date(YEAR, 11, 1), way="direct", by=by)
    actions.receive_file(one, received_on=dt.date(YEAR, 11, 2), by=by)
    one = actions.conclude_file(one, agrees=True, by=by)
    made = actions.draft_decision([one], "recognise", by=by)
    hands.signed(made.paper, number=8, on=dt.date(YEAR, 11, 10), by=world.actor(world.minh), copy=hands.PDF)
    one.refresh_from_db()
    assert one.state == FileState.RECOGNISED
    assert one.valid_until == dt.date(YEAR, 12, 31)
    return one


@pytest.mark.requirement("S3-19")
def test_a_title_of_clans(world: World):
    title = local_title(world, name="Dòng họ đọc sách", subject_kind="clan", self_word="")
    assert Title(title.code).facts.road == "file"
    clan = Clan.objects.create(place=world.commune, name="Lê Phước", from_year=2020)
    one = walked(world, title, clan=clan)
    assert one.subject_name == "Dòng họ Lê Phước"
    listed = reverse("assessment_list")
    assert "Dòng họ đọc sách" in shown(sign_in(world.lan).get(listed, {"title": title.code}))
    assert "Dòng họ đọc sách" not in shown(sign_in(world.oanh).get(listed))


@pytest.mark.requirement("S3-19")
def test_a_title_of_units_stands_beside_the_road_of_the_year(world: World):
    title = local_title(world, name="Trường đọc sách", subject_kind="unit", self_word="")
    bench = hands.district_of_2024(world)
    school = hands.school_of(bench)
    one = walked(world, title, unit=school)
    by = world.actor(world.lan)
    typed: dict[str, Any] = {"year": YEAR, "edition": one.edition, "unit": school}
    with pytest.raises(Refused, match="đã có hồ sơ này"):
        actions.open_assessment(title.code, world.commune, **typed, by=by)
    from tests.assessments.examples import edition

    other = actions.open_assessment(
        "learning_unit", world.commune, **{**typed, "edition": edition()}, road_reason="Thuộc xã", by=by
    )
    assert other.pk


@pytest.mark.requirement("S3-19")
def test_a_title_of_communities_is_for_the_levels_it_names(world: World):
    title = local_title(
        world, name="Ấp đọc sách", subject_kind="place", place_levels=["hamlet", "group"], self_word=""
    )
    one = walked(world, title, place=world.hamlet)
    with pytest.raises(Refused, match="không dành cho"):
        actions.open_assessment(
            title.code, world.commune, year=2024, edition=one.edition, by=world.actor(world.lan)
        )
