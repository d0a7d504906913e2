"""Papers of clans and hamlets: the association proposes, the chair decides with an annex; none of them is demanded."""

import datetime as dt
from decimal import Decimal

import pytest

from hoctap.assessments import actions
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, FileState
from hoctap.assessments.rules import MeetingTyped
from hoctap.core import files
from hoctap.criteria.models import CriteriaEdition
from hoctap.papers import serial
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper
from hoctap.people.models import Clan
from hoctap.places.models import Organisation, OrganisationKind, Place
from tests.assessments import hands
from tests.assessments.examples import edition as unit_edition
from tests.world import World, make_organisation

LAST = 2023
MET = MeetingTyped(
    dt.date(LAST, 10, 2),
    "Nhà thờ họ",
    "Lê Văn Tư",
    "Lê Thị Năm",
    [("Lê Văn Tư", "Trưởng họ"), ("Lê Thị Năm", "Họ Lê"), ("Trần Văn Ba", "Ấp 1")],
    3,
)


def edition_of(title: str) -> CriteriaEdition:
    """That of the tests for units, given to another title."""
    code = f"thu-{title}"[:40]
    found = CriteriaEdition.objects.filter(code=code).first()
    if found is None:
        lines = list(unit_edition().criteria.all())
        found = unit_edition()
        found.pk, found.code, found.title, found.published_at = None, code, title, None
        found._state.adding = True
        found.save()
        for line in lines:
            line.pk, line.edition = None, found
            line._state.adding = True
            line.save()
        found.published_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        found.save()
    return found


def closed(
    world: World, title: str, *, place: Place, clan: Clan | None = None, meet: bool = True
) -> Assessment:
    lan = world.actor(world.lan)
    one = actions.open_assessment(title, place, year=LAST, edition=edition_of(title), clan=clan, by=lan)
    for code in ("Đ1", "Đ2"):
        actions.record_figure(one, code, FigureTyped(value=Decimal(40), source="Sổ họ"), by=lan)
        actions.attach_evidence(one, code, kind="note", text=f"Danh sách {code}", by=lan)
    if meet:
        actions.record_self_meeting(one, MET, by=lan)
    return actions.close_self_assessment(one, by=lan)


def association(world: World) -> Organisation:
    found = world.commune.organisations.filter(kind=OrganisationKind.ASSOCIATION).first()
    return found or make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học xã Tân Kiều", "HKH", world.commune
    )


def clan_of(world: World, name: str = "Lê Phước") -> Clan:
    return Clan.objects.create(
        place=world.commune, name=name, representative_name="Lê Văn Tư", from_year=2020
    )


def text_of(paper: Paper) -> str:
    last = paper.versions.order_by("-version").first()
    assert last is not None
    assert last.content is not None
    return str(serial.from_json(last.content))


def decided(world: World, *ones: Assessment) -> Paper:
    lan = world.actor(world.lan)
    for one in ones:
        actions.send_file(one, sent_on=dt.date(LAST, 11, 1), way="direct", by=lan)
        actions.receive_file(one, received_on=dt.date(LAST, 11, 2), by=lan)
        actions.conclude_file(one, agrees=True, by=lan)
    return actions.draft_decision(list(ones), "recognise", by=lan).paper


@pytest.mark.requirement("S3-23")
def test_a_clan_has_minutes_in_its_own_name_a_proposal_and_a_decision_with_an_annex(world: World):
    association(world)
    one = closed(world, "learning_clan", place=world.commune, clan=clan_of(world))
    other = closed(world, "learning_clan", place=world.commune, clan=clan_of(world, "Trần"), meet=False)
    lan = world.actor(world.lan)
    actions.make_papers(one, by=lan)
    one.refresh_from_db()
    assert one.minutes is not None
    assert one.letter is not None
    assert one.summary is not None
    minutes, letter = text_of(one.minutes), text_of(one.letter)
    assert "issuer_name='Dòng họ Lê Phước'" in minutes
    assert "Nhà thờ họ" in minutes
    assert one.letter.issuer.kind == OrganisationKind.ASSOCIATION
    assert "đề nghị Chủ tịch Ủy ban nhân dân xã Tân Kiều công nhận Dòng họ Lê Phước" in letter
    assert "Lê Văn Tư" in text_of(one.summary)
    # No meeting was recorded: there are no minutes, and nothing demands them.
    actions.make_papers(other, by=lan)
    other.refresh_from_db()
    assert other.minutes is None
    paper = decided(world, one, other)
    content = text_of(paper)
    assert paper.issuer.kind == OrganisationKind.PEOPLES_COMMITTEE
    assert "2 dòng họ" in content
    assert "Dòng họ Trần" in content
    for each in (one.minutes, one.letter, one.summary, one.evidence_list, paper):
        assert each is not None
        last = each.versions.order_by("-version").first()
        assert last is not None
        findings = check_layout(files.read(last.sha256))
        assert not findings, f"{each.title}: {'; '.join(map(str, findings))}"
    hands.signed(paper, number=9, on=dt.date(LAST, 11, 10), by=world.actor(world.minh), copy=hands.PDF)
    one.refresh_from_db()
    assert one.state == FileState.RECOGNISED


def test_the_minutes_of_an_ap_are_its_own(world: World):
    association(world)
    one = closed(world, "learning_community", place=world.hamlet)
    actions.make_papers(one, by=world.actor(world.lan))
    one.refresh_from_db()
    assert one.minutes is not None
    assert one.minutes.issuer.kind == OrganisationKind.HAMLET_BOARD
    assert one.letter is not None
    assert one.letter.issuer.kind == OrganisationKind.ASSOCIATION
    assert "Trưởng ấp" in text_of(one.summary)  # type: ignore[arg-type]


@pytest.mark.requirement("S3-23")
def test_a_yearly_title_holds_to_the_end_of_its_year_and_lapses(world: World):
    association(world)
    one = closed(world, "learning_clan", place=world.commune, clan=clan_of(world))
    paper = decided(world, one)
    hands.signed(paper, number=9, on=dt.date(LAST, 11, 10), by=world.actor(world.minh), copy=hands.PDF)
    one.refresh_from_db()
    assert one.valid_until == dt.date(LAST, 12, 31)
    assert not one.holds_on(dt.date(LAST, 11, 9))
    assert one.holds_on(dt.date(LAST, 12, 31))
    assert not one.holds_on(dt.date(LAST + 1, 1, 1))
    from hoctap.measures.queries import figure
    from hoctap.measures.registry import measures

    measure = measures["learning_clan.recognised"]
    assert figure(measure, world.commune, LAST).numerator == 1
    assert figure(measure, world.commune, LAST + 1).numerator == 0
