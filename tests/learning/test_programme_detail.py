"""A programme, what came of it, its way to UBND xã, and the needs it does not cover."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import Programme, ProgrammeState
from hoctap.learning.programmes import actions
from hoctap.learning.work import work_items
from hoctap.papers.models import Paper
from hoctap.surveys.models import Need, NeedState
from tests.learning.hands import activity_at, held_at, line_of, need_at, programme_at
from tests.world import World


def _url(name: str, programme: Programme, *more: object) -> str:
    return reverse(name, args=[programme.pk, *more])


def _ready(world: World) -> Programme:
    programme = programme_at(world.commune)
    line_of(programme)
    return programme


# ---------------------------------------------------------------- submitting, approving


@pytest.mark.requirement("S4-20")
def test_the_director_submits_and_the_chair_approves(
    world: World, director: User, chair: User, client: Client
):
    programme = _ready(world)
    client.force_login(director)
    assert "Trình UBND xã phê duyệt" in client.get(_url("programme_detail", programme)).content.decode()
    assert client.post(_url("programme_submit", programme)).status_code == 302
    assert not any("Phê duyệt" in one.title for one in work_items(world.actor(director)))
    assert any("Phê duyệt" in one.title for one in work_items(world.actor(chair)))
    client.force_login(chair)
    assert client.post(_url("programme_approve", programme)).status_code == 302
    programme.refresh_from_db()
    assert (programme.state, programme.first_approved_at is not None) == ("approved", True)
    assert "Trần Văn Duyệt" in programme.decided_by
    assert Event.objects.filter(what="learning.programme.approved").count() == 1


def test_an_empty_programme_is_not_submitted(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    client.force_login(director)
    page = client.post(_url("programme_submit", programme))
    assert page.status_code == 422
    assert "chưa có hoạt động nào" in page.content.decode()


def test_who_submits_does_not_approve_whatever_else_he_is(world: World, director: User, chair: User):
    """The director is Phó Chủ tịch too: then the Chủ tịch approves."""
    programme = _ready(world)
    also = Capacity.objects.create(
        user=director, organisation=world.committee, title="Phó Chủ tịch UBND xã", starts_on=today()
    )
    RoleAssignment.objects.create(capacity=also, role=Role.CHAIR.value, place=world.commune)
    actions.submit_programme(programme, by=world.actor(director))
    with pytest.raises(Refused, match="đã trình chương trình này") as refused:
        actions.approve_programme(programme, by=also.actor())
    assert any("lãnh đạo của Trung tâm" in one.text for one in refused.value.reasons)
    actions.approve_programme(programme, by=world.actor(chair))


def test_a_director_does_not_approve_what_his_deputy_sent(world: World, director: User, chair: User):
    programme = _ready(world)
    also = Capacity.objects.create(
        user=director, organisation=world.committee, title="Phó Chủ tịch UBND xã", starts_on=today()
    )
    RoleAssignment.objects.create(capacity=also, role=Role.CHAIR.value, place=world.commune)
    actions.submit_programme(programme, by=world.actor(world.admin))
    with pytest.raises(Refused, match="lãnh đạo của Trung tâm"):
        actions.approve_programme(programme, by=also.actor())
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.SUBMITTED


def test_a_return_says_why_and_goes_back_to_the_centre(
    world: World, director: User, chair: User, client: Client
):
    programme = _ready(world)
    actions.submit_programme(programme, by=world.actor(director))
    client.force_login(chair)
    assert client.post(_url("programme_return", programme), {"why": " "}).status_code == 422
    client.post(_url("programme_return", programme), {"why": "Thiếu chuyên đề an toàn giao thông"})
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.RETURNED
    client.force_login(director)
    assert (
        "Thiếu chuyên đề an toàn giao thông"
        in client.get(_url("programme_detail", programme)).content.decode()
    )
    assert any("trả lại" in one.why for one in work_items(world.actor(director)))
    assert client.post(_url("programme_submit", programme)).status_code == 302


def test_what_waits_is_taken_back_before_it_is_changed(world: World, director: User, client: Client):
    programme = _ready(world)
    actions.submit_programme(programme, by=world.actor(director))
    with pytest.raises(Refused, match="rút lại trước"):
        actions.drop_line(programme.lines.get(), by=world.actor(director))
    client.force_login(director)
    client.post(_url("programme_withdraw", programme))
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.DRAFT
    assert client.post(_url("programme_withdraw", programme)).status_code == 422


def test_a_programme_opened_again_stays_approved_for_the_figures(
    world: World, director: User, chair: User, client: Client
):
    programme = programme_at(world.commune, state=ProgrammeState.APPROVED)
    line = line_of(programme)
    with pytest.raises(Refused, match="đã phê duyệt"):
        actions.drop_line(line, by=world.actor(director))
    client.force_login(director)
    assert client.post(_url("programme_reopen", programme), {"why": ""}).status_code == 422
    client.post(_url("programme_reopen", programme), {"why": "Huyện giao thêm lớp nghề"})
    programme.refresh_from_db()
    assert (programme.state, programme.first_approved_at is not None) == ("draft", True)
    assert "Huyện giao thêm lớp nghề" in client.get(_url("programme_detail", programme)).content.decode()


def test_who_only_reads_finds_no_button_and_no_way_round(world: World, director: User, client: Client):
    programme = _ready(world)
    client.force_login(world.lan)
    page = client.get(_url("programme_detail", programme)).content.decode()
    assert "Trình UBND xã" not in page
    assert client.post(_url("programme_submit", programme)).status_code == 403
    assert client.post(_url("programme_approve", programme)).status_code == 403
    client.force_login(world.oanh)
    assert client.get(_url("programme_detail", programme)).status_code == 404


# ---------------------------------------------------------------- planned beside held


@pytest.mark.requirement("S2-32", "S2-26")
def test_each_line_shows_what_was_held_and_why_the_rest_was_not(
    world: World, director: User, client: Client, chair: User
):
    from hoctap.learning.activities.actions import cancel_activity

    programme = programme_at(world.commune, state=ProgrammeState.APPROVED)
    line = line_of(programme, times=3)
    held = held_at(world.commune, world.actor(director))
    called_off = activity_at(world.commune, on=today())
    for activity in (held, called_off):
        activity.line = line
        activity.save()
    cancel_activity(called_off, why="Mưa lớn, ngập đường", by=world.actor(director))
    client.force_login(director)
    page = client.get(_url("programme_detail", programme)).content.decode()
    assert "1 / 3" in page
    assert "Mưa lớn, ngập đường" in page


def test_classes_talks_and_embedded_sessions_are_told_apart(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    for kind, times in (("class", 2), ("talk", 3), ("embedded", 4)):
        line_of(programme, kind=kind, times=times)
    client.force_login(director)
    page = client.get(_url("programme_detail", programme)).content.decode()
    assert "2 lớp, 3 chuyên đề, 4 buổi lồng ghép" in " ".join(page.split())


@pytest.mark.requirement("S0-48")
def test_fewer_than_six_in_a_year_is_said(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    line_of(programme, times=5)
    client.force_login(director)
    url = _url("programme_detail", programme)
    assert "ít nhất 6 lần một năm" in client.get(url).content.decode()
    line_of(programme)
    assert "ít nhất 6 lần một năm" not in client.get(url).content.decode()


# ---------------------------------------------------------------- needs


@pytest.mark.requirement("S4-32", "S2-20", "S4-08", "S2-58")
def test_a_need_stays_in_sight_until_a_line_covers_it_and_something_held_meets_it(
    world: World, director: User, client: Client
):
    programme = programme_at(world.commune)
    need = need_at(world.hamlet, text="Nuôi lươn không bùn")
    client.force_login(director)
    url = _url("programme_detail", programme)
    page = client.get(url).content.decode()
    assert "Nhu cầu chưa có trong chương trình" in page
    assert f"?need={need.pk}" in page
    line = line_of(programme, needs=[need])
    page = client.get(url).content.decode()
    assert f"?need={need.pk}" not in page
    assert "chưa tổ chức" in page
    assert (
        f"{line.title}, chương trình năm {programme.year}" in client.get("/surveys/needs/").content.decode()
    )
    meet = _url("programme_need_meet", programme, need.pk)
    refused = client.post(meet)
    assert refused.status_code == 422
    assert "Chưa có hoạt động nào đã tổ chức" in refused.content.decode()
    activity = held_at(world.hamlet, world.actor(director))
    activity.line = line
    activity.save()
    assert client.post(meet).status_code == 302
    need.refresh_from_db()
    assert need.state == NeedState.MET
    assert need.answer == f"Đã tổ chức: {activity.title}, {format_date(activity.starts_on)}"
    assert "Không còn nhu cầu nào" in client.get(url).content.decode()


def test_dropping_its_line_brings_a_need_back(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    need = need_at(world.hamlet)
    line = line_of(programme, needs=[need])
    actions.drop_line(line, by=world.actor(director))
    client.force_login(director)
    assert f"?need={need.pk}" in client.get(_url("programme_detail", programme)).content.decode()


@pytest.mark.requirement("S0-42")
def test_a_need_that_is_not_met_is_answered_in_words(world: World, director: User, client: Client):
    programme, need = programme_at(world.commune), need_at(world.hamlet)
    client.force_login(director)
    answer = _url("programme_need_answer", programme, need.pk)
    assert client.post(answer, {"answer": " "}).status_code == 422
    client.post(answer, {"answer": "Trung tâm GDTX mở lớp này vào tháng 9"})
    need.refresh_from_db()
    assert (need.state, need.answered_on) == (NeedState.ANSWERED, today())
    assert client.post(answer, {"answer": "lần nữa"}).status_code == 422


def test_needs_of_next_door_are_not_found(world: World, director: User, client: Client):
    programme, other = programme_at(world.commune), need_at(world.other_hamlet)
    client.force_login(director)
    assert client.post(_url("programme_need_answer", programme, other.pk), {"answer": "x"}).status_code == 404
    assert Need.objects.get(pk=other.pk).state == NeedState.OPEN


# ---------------------------------------------------------------- the paper


@pytest.mark.requirement("S2-02")
def test_the_programme_becomes_a_paper_with_a_table_for_each_kind(
    world: World, director: User, client: Client
):
    programme = programme_at(world.commune)
    line_of(programme, title="Kỹ thuật trồng sen", people=40, needs=[need_at(world.hamlet, people=24)])
    line_of(programme, kind="embedded", title="An toàn giao thông trong họp tổ", host_name="Hội Nông dân xã")
    client.force_login(director)
    response = client.post(_url("programme_print", programme))
    paper = Paper.objects.get(kind="centre_programme")
    assert response["Location"] == reverse("paper_detail", args=[paper.pk])
    told = str(paper.versions.get().content)
    for words in ("Kỹ thuật trồng sen", "Hội Nông dân xã", "1 chuyên đề, 1 buổi lồng ghép", "24 lượt người"):
        assert words in told
    client.post(_url("programme_print", programme))
    assert (Paper.objects.count(), paper.versions.count()) == (1, 2)
    assert escape(paper.title) in client.get(_url("programme_detail", programme)).content.decode()


# ---------------------------------------------------------------- size


def test_a_longer_programme_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    programme = programme_at(world.commune)
    client.force_login(director)
    for number in range(6):
        line_of(
            programme, needs=[need_at(world.hamlet, text=f"Nhu cầu {number}")], title=f"Chuyên đề {number}"
        )
        need_at(world.hamlet, text=f"Chưa có {number}")
    url = _url("programme_detail", programme)
    client.get(url)
    with django_assert_max_num_queries(22):
        assert "Chuyên đề 5" in client.get(url).content.decode()


def test_a_need_in_a_line_is_covered_in_the_list_of_needs(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    covered, _waits = need_at(world.hamlet), need_at(world.hamlet, text="Đan lục bình")
    line = line_of(programme, needs=[covered])
    client.force_login(director)
    html = client.get(reverse("need_list")).content.decode()
    assert f'<a href="{_url("programme_detail", programme)}">{escape(line.title)}, chương trình năm' in html
    assert html.count("</span> chưa vào chương trình") + html.count("</svg> chưa vào chương trình") == 1
