"""“Ông/bà đang làm việc này với tư cách nào?”: asked when several positions may do it, and then recorded."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import Capacity, RoleAssignment, SigningAuthority, User
from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.actions import About
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Organisation, OrganisationKind
from tests import season as steps
from tests.papers.samples import REPORT
from tests.recognition.hands import shown
from tests.world import World, make_organisation


def second(user: User, organisation: Organisation, title: str, role: Role, world: World) -> Capacity:
    capacity = Capacity.objects.create(
        user=user, organisation=organisation, title=title, starts_on=dt.date(2021, 1, 1)
    )
    RoleAssignment.objects.create(capacity=capacity, role=role.value, place=world.commune)
    return capacity


@pytest.fixture
def centre(world: World) -> Organisation:
    return make_organisation(
        OrganisationKind.OTHER, "Trung tâm học tập cộng đồng xã Tân Kiều", "TTHTCĐ", world.commune
    )


def test_a_director_who_is_also_vice_chair_signs_two_papers_in_two_capacities(
    world: World, centre: Organisation
):
    deputy = world.minh.capacities.get()
    deputy.title = "Phó Chủ tịch UBND xã"
    deputy.save()
    SigningAuthority.objects.create(
        capacity=deputy, form="kt", for_whom="Chủ tịch", starts_on=dt.date(2024, 1, 1), decision="8/TB"
    )
    director = second(world.minh, centre, "Giám đốc", Role.ASSOCIATION_OFFICER, world)
    season = steps.walk(world, last=steps.prepare_decision)
    of_commune = season.decision.paper
    assert of_commune.signing_capacity == deputy, "the only one of UBND who may"
    of_centre = papers.create_paper(
        "results_report",
        issuer=centre,
        place=world.commune,
        year=2024,
        title="Báo cáo của Trung tâm",
        content=REPORT,
        about=About("reports.report", str(uuid4())),
        by=world.actor(world.lan),
    )
    for paper, capacity in ((of_commune, deputy), (of_centre, director)):
        papers.mark_printed(paper, by=capacity.actor())
        papers.record_signature(
            paper,
            number=4,
            dated_on=dt.date(2024, 11, 8),
            signer="",
            signing_capacity=capacity,
            signed_copy=steps.SCAN,
            by=capacity.actor(),
        )
    blocks = [
        serial.from_json(paper.versions.latest("version").content).signer for paper in (of_commune, of_centre)
    ]
    assert (blocks[0].authority_lines, blocks[0].title, blocks[0].name) == (
        ("KT. Chủ tịch",),
        "Phó Chủ tịch",
        "Lê Quang Minh",
    )
    assert (blocks[1].title, blocks[1].name) == ("Giám đốc", "Lê Quang Minh")
    of_commune.refresh_from_db()
    of_centre.refresh_from_db()
    assert of_commune.signer_capacity.endswith("Phó Chủ tịch, Ủy ban nhân dân xã Tân Kiều")
    assert of_centre.signer_capacity.endswith("Giám đốc, Trung tâm học tập cộng đồng xã Tân Kiều")
    done = Event.objects.filter(what="papers.paper.signed").order_by("-id")[:2]
    assert {event.actor.partition("(")[2] for event in done} == {
        "Phó Chủ tịch UBND xã, Ủy ban nhân dân xã Tân Kiều)",
        "Giám đốc, Trung tâm học tập cộng đồng xã Tân Kiều)",
    }


def draft(world: World, issuer: Organisation) -> Paper:
    return papers.create_paper(
        "results_report",
        issuer=issuer,
        place=world.commune,
        year=2024,
        title="Báo cáo",
        content=REPORT,
        about=About("reports.report", str(uuid4())),
        by=world.actor(world.lan),
    )


def test_with_two_positions_that_may_the_screen_asks_and_nothing_is_chosen(
    world: World, centre: Organisation, client: Client
):
    director = second(world.lan, centre, "Phó Giám đốc", Role.ASSOCIATION_OFFICER, world)
    paper = draft(world, world.committee)
    client.force_login(world.lan)
    url = reverse("paper_print", args=[paper.pk])
    asked = client.post(url, {"kept": "như cũ"})
    body = shown(asked)
    assert "đang làm việc này với tư cách nào?" in body
    assert "Phó Giám đốc" in body
    assert "Chủ tịch Hội Khuyến học" in body
    assert " checked" not in body
    assert '<input type="hidden" name="kept" value="như cũ">' in body
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT, "asked before anything was done"
    assert client.post(url, {"acting_capacity": str(director.pk)}).status_code == 302
    paper.refresh_from_db()
    assert paper.state == PaperState.PRINTED
    assert "Phó Giám đốc" in Event.objects.filter(what="papers.paper.printed").latest("id").actor


def test_with_one_that_may_nothing_is_asked(world: World, centre: Organisation, client: Client):
    second(world.lan, centre, "Cộng tác viên", Role.SUPERVISOR, world)
    paper = draft(world, world.committee)
    client.force_login(world.lan)
    assert client.post(reverse("paper_print", args=[paper.pk])).status_code == 302


@pytest.mark.parametrize("ended", [True, False])
def test_a_position_that_ended_today_or_begins_tomorrow_cannot_act(
    ended: bool, world: World, centre: Organisation, client: Client
):
    other = second(world.lan, centre, "Phó Giám đốc", Role.ASSOCIATION_OFFICER, world)
    if ended:
        other.ends_on = today()
    else:
        other.starts_on = today() + dt.timedelta(days=1)
    other.save()
    paper = draft(world, world.committee)
    client.force_login(world.lan)
    url = reverse("paper_print", args=[paper.pk])
    refused = client.post(url, {"acting_capacity": str(other.pk)})
    assert refused.status_code == 422
    assert "không làm được việc này hôm nay" in shown(refused)
    assert client.post(url).status_code == 302, "only the other one is left: nothing to ask"


def test_somebody_elses_position_cannot_be_taken(world: World, client: Client):
    paper = draft(world, world.committee)
    client.force_login(world.lan)
    stolen = str(world.minh.capacities.get().pk)
    assert (
        client.post(reverse("paper_print", args=[paper.pk]), {"acting_capacity": stolen}).status_code == 422
    )


def test_a_draft_says_who_will_sign_and_asks_when_two_could(world: World, client: Client):
    deputy = second(world.lan, world.committee, "Trưởng phòng", Role.CHAIR, world)
    paper = draft(world, world.committee)
    assert paper.signing_capacity is None, "two could: nobody is chosen"
    client.force_login(world.lan)
    page = shown(client.get(reverse("paper_detail", args=[paper.pk])))
    assert "Ai ký, với tư cách nào?" in page
    assert " checked" not in page
    url = reverse("paper_signer", args=[paper.pk])
    chosen = {"signing_capacity": str(deputy.pk), "acting_capacity": str(deputy.pk)}
    assert client.post(url, chosen).status_code == 302
    paper.refresh_from_db()
    assert paper.signing_capacity == deputy
    content = serial.from_json(paper.versions.latest("version").content)
    assert content.signer.title == "Trưởng phòng"
    assert client.post(url, {}).status_code == 422


def test_a_position_of_another_body_signs_nothing_of_this_one(world: World):
    paper = draft(world, world.committee)
    papers.mark_printed(paper, by=world.actor(world.lan))
    with pytest.raises(papers.Refused, match="do Ủy ban nhân dân xã Tân Kiều ban hành"):
        papers.record_signature(
            paper,
            number=1,
            dated_on=today(),
            signer="",
            signing_capacity=world.lan.capacities.get(),
            by=world.actor(world.lan),
        )


def test_a_typed_name_is_no_way_round_the_end_of_a_position(world: World):
    world.minh.capacities.update(ends_on=dt.date(2024, 6, 1))
    paper = draft(world, world.committee)
    papers.mark_printed(paper, by=world.actor(world.lan))
    with pytest.raises(papers.Refused, match="đã kết thúc từ 01/06/2024"):
        papers.record_signature(
            paper, number=1, dated_on=dt.date(2024, 6, 1), signer="Lê Quang Minh", by=world.actor(world.lan)
        )
    papers.record_signature(
        paper, number=1, dated_on=dt.date(2024, 5, 31), signer="Lê Quang Minh", by=world.actor(world.lan)
    )
