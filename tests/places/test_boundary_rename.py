"""A place that goes on under another name or kind: draft, dry run, applying, undoing; and what the days before are called."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places import lineage
from hoctap.places.boundaries import actions, queries
from hoctap.places.boundaries.actions import Draft, NewName
from hoctap.places.models import BoundaryChange, Place
from hoctap.reports.queries import season_table
from tests.boundaries import JOB, dump, keeper_of
from tests.season import keeper_of_province
from tests.world import World, make_place

ON = dt.date(2025, 7, 1)


def rename(
    place: Place, name: str, kind: str = "", *, on: dt.date = ON, decision: str = "12/NQ-HĐND"
) -> BoundaryChange:
    return actions.draft_change(
        Draft("Đổi tên", on, decision, names=[NewName(place, name, kind)]),
        by=keeper_of(place.parent or place),
    )


def test_a_province_gets_another_name_and_kind_while_its_communes_go_on(world: World):
    province = world.province
    was, communes = province.full_name, list(Place.objects.within([province.pk]).values("pk", "path", "name"))
    change = rename(province, "Thành phố Sen Hồng", "thành phố")
    province.refresh_from_db()
    assert province.full_name == was, "a draft changes nothing"
    run = queries.dry_run(change)
    assert (run.blockers, run.names[0].becomes) == ([], "Thành phố Sen Hồng")
    actions.apply_change(change, by=JOB)
    province.refresh_from_db()
    assert (province.name, province.kind, province.valid_to) == ("Sen Hồng", "thành phố", None)
    after = list(Place.objects.within([province.pk]).exclude(pk=province.pk).values("pk", "path", "name"))
    assert after == [row for row in communes if row["pk"] != province.pk]
    [past] = province.past_names.all()
    assert (past.title.lower(), past.to_day, past.decision) == (was.lower(), ON, "12/NQ-HĐND")
    assert lineage.titles_on([province], dt.date(2025, 6, 30))[province.pk].lower() == was.lower()
    assert lineage.titles_on([province], ON)[province.pk] == "Thành phố Sen Hồng"
    assert Event.objects.filter(what="places.place.renamed_from", subject_id=str(province.pk)).count() == 1


def test_organisations_follow_and_keep_their_old_names(world: World):
    change = rename(world.commune, "Tân Kiều", "phường")
    bodies = [line.name for line in queries.dry_run(change).names[0].renamed_bodies]
    assert "Ủy ban nhân dân phường Tân Kiều" in bodies
    actions.apply_change(change, by=JOB)
    committee = world.commune.organisations.get(kind="peoples_committee")
    assert committee.name == "Ủy ban nhân dân phường Tân Kiều"
    [alias] = committee.aliases.all()
    assert (alias.name, alias.to_day) == ("Ủy ban nhân dân xã Tân Kiều", ON)


def test_the_results_of_a_past_year_bear_the_names_of_that_year(world: World):
    actions.apply_change(rename(world.commune, "Tân Kiều", "phường"), by=JOB)
    commune = Place.objects.get(pk=world.commune.pk)
    assert season_table(commune, 2024).place.title == "Xã Tân Kiều"
    assert season_table(commune, 2025).place.title == "Phường Tân Kiều"
    for year, title in ((2024, "Xã Tân Kiều"), (2025, "Phường Tân Kiều")):
        assert title in {row.place.title for row in season_table(world.district, year).rows}
    assert commune.title == "Phường Tân Kiều", "only the copies are called so"


def test_undoing_restores_every_row(world: World):
    before = dump()
    change = actions.apply_change(rename(world.commune, "Tân Kiều", "phường"), by=JOB)
    assert dump() != before
    actions.undo_change(change, by=JOB)
    assert dump() == before
    actions.apply_change(change, by=JOB)
    world.commune.refresh_from_db()
    assert world.commune.full_name == "phường Tân Kiều"


def test_undoing_is_refused_once_it_was_renamed_again_or_its_body_edited(world: World):
    change = actions.apply_change(rename(world.commune, "Kênh Mới"), by=JOB)
    later = rename(Place.objects.get(pk=world.commune.pk), "Kênh Mới", "phường", on=dt.date(2026, 1, 1))
    actions.apply_change(later, by=JOB)
    with pytest.raises(
        Refused, match=r"Xã Kênh Mới sau đó đã đổi thành phường Kênh Mới. Hãy hoàn tác việc ấy"
    ):
        actions.undo_change(change, by=JOB)
    actions.undo_change(later, by=JOB)
    world.commune.organisations.filter(kind="peoples_committee").update(name="UBND xã")
    with pytest.raises(Refused, match="sau đó đã được sửa"):
        actions.undo_change(change, by=JOB)


def test_undoing_is_refused_where_the_old_name_is_borne_by_another(world: World):
    change = actions.apply_change(rename(world.commune, "Kênh Mới"), by=JOB)
    make_place("commune", "xã", "Tân Kiều", world.district)
    with pytest.raises(Refused, match="Nay đã có xã Tân Kiều khác"):
        actions.undo_change(change, by=JOB)


@pytest.mark.parametrize(
    ("name", "kind", "on", "said"),
    [
        ("", "", ON, "Hãy ghi tên mới của xã Tân Kiều"),
        ("Tân Kiều", "", ON, "giống đang dùng"),
        ("Tân Kiều", "tỉnh", ON, "không thể thành tỉnh. Hãy chọn một loại cùng cấp"),
        ("Hưng Thạnh", "", ON, "đã có xã Hưng Thạnh ở cùng nơi"),
        ("Kênh Mới", "", dt.date(1970, 1, 1), "Hãy ghi ngày sau ngày đó"),
    ],
)
def test_a_wrong_name_is_refused_and_nothing_is_kept(
    world: World, name: str, kind: str, on: dt.date, said: str
):
    with pytest.raises(Refused, match=said):
        rename(world.commune, name, kind, on=on)
    assert not BoundaryChange.objects.exists()


def test_a_name_of_one_that_began_on_the_same_day_and_ended_is_refused_with_a_cure(world: World):
    once = make_place("commune", "xã", "Kênh Cũ", world.district)
    Place.objects.filter(pk=once.pk).update(valid_to=dt.date(2000, 1, 1), valid_from=world.commune.valid_from)
    with pytest.raises(Refused, match=r"đã từng có xã Kênh Cũ, nay đã kết thúc.* hãy lập đơn vị mới"):
        rename(world.commune, "Kênh Cũ")


def test_a_place_that_ended_and_a_hamlet_are_refused(world: World):
    with pytest.raises(Refused, match="hãy đổi tên ở màn hình “Ấp, khóm”"):
        rename(world.hamlet, "Ấp Mới")
    Place.objects.filter(pk=world.commune.pk).update(valid_to=ON)
    world.commune.refresh_from_db()
    with pytest.raises(Refused, match=r"đã kết thúc từ 01/7/2025, không đổi tên"):
        rename(world.commune, "Kênh Mới", on=dt.date(2025, 8, 1))


def test_a_draft_may_wait_for_its_day_and_is_not_applied_before(world: World):
    change = rename(world.commune, "Kênh Mới", on=timezone.localdate() + dt.timedelta(days=9))
    with pytest.raises(Refused, match=r"chưa đến. Bản nháp giữ nguyên"):
        actions.apply_change(change, by=JOB)


def test_two_places_may_change_their_names_over_but_not_take_one_name(world: World):
    both = [NewName(world.commune, "Kênh Mới"), NewName(world.other_commune, "Kênh Mới")]
    with pytest.raises(Refused, match="đã có xã Kênh Mới ở cùng nơi"):
        actions.draft_change(Draft("Đổi tên", ON, names=both), by=JOB)


def test_a_commune_s_own_people_and_another_province_s_keeper_may_not(world: World):
    names = [NewName(world.commune, "Kênh Mới")]
    for by in (
        world.actor(world.lan),
        keeper_of(world.commune),
        keeper_of(make_place("province", "tỉnh", "Khác")),
    ):
        with pytest.raises(Forbidden):
            actions.draft_change(Draft("Đổi tên", ON, names=names), by=by)
    change = rename(world.commune, "Kênh Mới")
    with pytest.raises(Forbidden):
        actions.apply_change(change, by=keeper_of(world.commune))


def test_on_screen_it_is_drafted_seen_applied_and_told_on_the_place_s_page(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    url = reverse("boundary_rename")
    page = client.get(url).content.decode()
    for words in (world.province.title, world.commune.title, "giữ loại đang dùng", "thị xã"):
        assert words in page
    typed = {
        "place": str(world.commune.pk),
        "kind": "phường",
        "name": "Xã Hậu",
        "on": "2025-07-01",
        "decision": "",
    }
    wrong = client.post(url, typed | {"name": "", "kind": "tỉnh"})
    assert wrong.status_code == 422
    assert "Hãy ghi tên mới. Nếu chỉ đổi loại, ghi lại tên đang dùng." in wrong.content.decode()
    wrong = client.post(url, typed | {"kind": "tỉnh"})
    assert wrong.status_code == 422
    assert "không thể thành tỉnh" in wrong.content.decode()
    shown = client.post(url, typed | {"name": "Sen Vàng"}, follow=True).content.decode()
    for words in (
        "Xã Tân Kiều đổi thành <strong>Phường Sen Vàng</strong>",
        "Ủy ban nhân dân xã Tân Kiều → Ủy ban nhân dân phường Sen Vàng",
        "địa bàn mang tên mới",
    ):
        assert words in shown
    assert "Thêm đơn vị" not in shown
    actions.apply_change(BoundaryChange.objects.get(), by=JOB)
    shown = client.get(reverse("boundary_detail", args=[BoundaryChange.objects.get().pk])).content.decode()
    assert "Xã Tân Kiều → <strong>Phường Sen Vàng</strong>" in shown
    client.force_login(world.lan)
    shown = client.get(reverse("place_detail", args=[world.commune.pk])).content.decode()
    assert "Tên trước đây" in shown
    assert "chưa có số quyết định" in shown
    found = client.get(reverse("place_list"), {"q": "Tân Kiều"}).content.decode()
    assert "Phường Sen Vàng" in found, "the old name leads to it"


def test_a_place_of_another_province_is_no_choice(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    elsewhere = make_place("commune", "xã", "Xa Lạ", make_place("province", "tỉnh", "Khác"))
    url = reverse("boundary_rename")
    assert "Xa Lạ" not in client.get(url).content.decode()
    typed = {"place": str(elsewhere.pk), "name": "Gần", "on": "2025-07-01"}
    assert client.post(url, typed).status_code == 422
    client.force_login(world.lan)
    assert client.get(url).status_code == 403


def test_the_command_drafts_it_too(world: World, capsys: pytest.CaptureFixture[str]):
    arguments = ["boundary", "draft", "--on", "2025-07-01", "--place", str(world.commune.pk)]
    call_command(*arguments, "--name", "Sen Vàng", "--kind", "phường", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["names"] == [{"old": "xã Tân Kiều", "code": world.commune.code, "new": "phường Sen Vàng"}]
    assert told["blockers"] == []
