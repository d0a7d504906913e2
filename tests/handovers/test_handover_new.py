"""One act moves everything that is open, or nothing."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.handovers import actions
from hoctap.handovers.models import Handover
from hoctap.papers import serial
from hoctap.papers.layout_check import check_layout
from hoctap.papers.queries import docx_of
from hoctap.people.models import ImportRun
from tests import season as steps
from tests.season import Season
from tests.world import World, make_user


def form(receiver: Capacity, **other: str) -> dict[str, str]:
    usual = {
        "receiver": str(receiver.pk),
        "handed_on": today().isoformat(),
        "decision": "25/QĐ-HKH ngày 30/10/2026",
        "gives_roles": "on",
        "ends_giver": "1",
        "things": "01 máy tính xách tay\nHồ sơ giấy đợt 2024, 02 hộp",
    }
    return {**usual, **other}


@pytest.fixture
def newcomer(world: World) -> User:
    return make_user("Phùng Hữu Nhận", "nhan", world.association, "Phó Chủ tịch Hội Khuyến học")


@pytest.fixture
def season(nominated: Season) -> Season:
    """A list waits for the commune, a submission is not signed, a list of households waits to be entered."""
    season, world = nominated, nominated.world
    ImportRun.objects.create(
        place=world.commune,
        year=2024,
        file_name="danh-sach.xlsx",
        sha256="0" * 64,
        state=ImportRun.State.PREVIEWED,
        by=world.lan,
        capacity=world.lan.capacities.get(),
    )
    return season


def test_the_page_lists_what_is_open(season: Season, newcomer: User, client: Client):
    client.force_login(season.admin)
    url = reverse("handover_new", args=[season.officer.capacities.get().pk])
    body = client.get(url).content.decode()
    for words in (
        "Hồ sơ chờ xã xét: 1",
        "Danh sách chờ nhập: 1",
        "Ấp 1, đợt 2024: 2 hồ sơ",
        "Phùng Hữu Nhận",
    ):
        assert words in body
    assert " checked" not in body
    link = client.get(reverse("account_detail", args=[season.officer.pk])).content.decode()
    assert f'<a href="{url}">Bàn giao công việc</a>' in link


def test_work_roles_and_devices_go_over_in_one_act_with_its_minutes(
    season: Season, newcomer: User, client: Client
):
    device = Client()
    device.force_login(season.officer)
    old, new = season.officer.capacities.get(), newcomer.capacities.get()
    client.force_login(season.admin)
    answer = client.post(reverse("handover_new", args=[old.pk]), form(new))
    handover = Handover.objects.get()
    assert answer["Location"] == reverse("handover_detail", args=[handover.pk])
    old.refresh_from_db()
    assert old.ends_on == today()
    assert device.get("/").status_code == 302, "signed out"
    assert handover.sessions_ended == 1
    assert client.get("/accounts/").status_code == 200, "nobody else was"
    run = ImportRun.objects.get(file_name="danh-sach.xlsx")
    assert (run.by, run.capacity) == (newcomer, new)
    assert RoleAssignment.objects.filter(
        capacity=new, role=Role.ASSOCIATION_OFFICER.value, place=season.commune
    ).exists()
    assert Event.objects.filter(what="handovers.handover.made").count() == 1
    assert Event.objects.filter(what="people.import.handed_over").count() == 1
    version = handover.paper.versions.get()
    words = serial.from_json(version.content)
    assert {row.label for row in words.rows} >= {"Hồ sơ chờ xã xét", "Danh sách chờ nhập"}
    assert words.things == ("01 máy tính xách tay", "Hồ sơ giấy đợt 2024, 02 hộp")
    assert words.giver.name == "Nguyễn Thị Lan"
    assert not check_layout(docx_of(version))
    for household in season.households:
        assert household.head.full_name not in str(handover.lines)


def test_a_draft_goes_to_the_next_in_charge_and_keeps_its_preparer(world: World, newcomer: User):
    season = steps.walk(world, last=steps.prepare_decision)
    paper = season.decision.paper
    assert (paper.preparer, paper.in_charge) == (world.lan, world.lan)
    actions.hand_over(
        world.lan.capacities.get(),
        newcomer.capacities.get(),
        ends_giver=False,
        gives_roles=True,
        decision="25/QĐ",
        by=world.actor(world.admin),
    )
    paper.refresh_from_db()
    assert (paper.preparer, paper.in_charge) == (world.lan, newcomer)
    assert world.lan.active_capacities().exists(), "kept"


def test_without_the_right_nothing_goes_over(season: Season, newcomer: User, client: Client):
    old, new = season.officer.capacities.get(), newcomer.capacities.get()
    client.force_login(season.admin)
    refused = client.post(reverse("handover_new", args=[old.pk]), form(new, gives_roles=""))
    assert refused.status_code == 422
    assert "chưa có quyền “Ghi điểm thẩm định của xã, trả lại hồ sơ”" in refused.text
    assert "Giao luôn vai trò" in refused.text
    old.refresh_from_db()
    assert old.ends_on is None
    assert ImportRun.objects.get(file_name="danh-sach.xlsx").by == season.officer
    assert not Handover.objects.exists()


def test_what_fails_late_undoes_what_was_done_before(
    season: Season, newcomer: User, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no paper")

    monkeypatch.setattr("hoctap.handovers.actions.papers.create_paper", broken)
    old, new = season.officer.capacities.get(), newcomer.capacities.get()
    with pytest.raises(RuntimeError, match="no paper"):
        actions.hand_over(
            old, new, ends_giver=True, gives_roles=True, decision="1/QĐ", by=season.by(season.admin)
        )
    old.refresh_from_db()
    assert old.ends_on is None
    assert not new.roles.exists()
    assert ImportRun.objects.get(file_name="danh-sach.xlsx").by == season.officer


def test_the_last_admin_stays_unless_the_role_goes_over(world: World, newcomer: User):
    old, new = world.admin.capacities.get(), newcomer.capacities.get()
    by = world.actor(world.admin)
    said = {"ends_giver": True, "decision": "1/QĐ", "by": by}
    with pytest.raises(actions.Refused, match="người quản trị cuối cùng"):
        actions.hand_over(old, new, gives_roles=False, **said)
    actions.hand_over(old, new, gives_roles=True, **said)
    assert new.roles.filter(role=Role.COMMUNE_ADMIN.value).exists()


def test_somebody_of_the_next_commune_receives_nothing(season: Season, client: Client):
    client.force_login(season.admin)
    url = reverse("handover_new", args=[season.officer.capacities.get().pk])
    refused = client.post(url, form(season.world.oanh.capacities.get()))
    assert refused.status_code == 422
    assert "không thuộc nơi ông/bà quản lý" in refused.text
    with pytest.raises(actions.Forbidden):
        actions.hand_over(
            season.officer.capacities.get(),
            season.world.oanh.capacities.get(),
            ends_giver=False,
            gives_roles=False,
            decision="1/QĐ",
            by=season.by(season.admin),
        )


def test_a_day_that_has_not_come_moves_nothing_and_an_empty_form_is_refused_in_words(
    season: Season, newcomer: User, client: Client
):
    client.force_login(season.admin)
    old = season.officer.capacities.get()
    with pytest.raises(actions.Refused, match="Ngày bàn giao chưa tới"):
        actions.hand_over(
            old, newcomer.capacities.get(), handed_on=today() + dt.timedelta(days=1), ends_giver=True,
            gives_roles=True, decision="1/QĐ", by=season.by(season.admin),
        )  # fmt: skip
    empty = client.post(reverse("handover_new", args=[old.pk]), {})
    assert empty.status_code == 422
    for words in ("Hãy chọn người nhận", "Hãy ghi văn bản là căn cứ", "thôi giữ hay vẫn giữ"):
        assert words in empty.text
