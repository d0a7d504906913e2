"""A change of boundaries: drafted, tried, applied, undone; and who may."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.audit.models import Event
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures import recount
from hoctap.people import actions as people
from hoctap.people.models import Household, Residence
from hoctap.places import actions as places
from hoctap.places.boundaries import actions, queries
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart, draft_change
from hoctap.places.carrying import carry_hamlet
from hoctap.places.models import (
    BoundaryChange,
    BoundaryPart,
    BoundaryState,
    LineageEdge,
    OrganisationKind,
    Place,
)
from hoctap.plans import actions as plans
from tests.boundaries import JOB, ON, divide, dump, keeper_of, merge
from tests.figures import PLAN, fill_hamlet, make_round
from tests.world import World, make_household, make_place


@pytest.fixture
def register(world: World) -> World:
    """Five households in 2024 in three hamlets, two of which are called Ấp 1; one left, one came in 2025."""
    for name in ("Nguyễn Văn Một", "Nguyễn Văn Hai"):
        make_household(world.hamlet, name)
    make_household(world.hamlet_2, "Trần Thị Ba", listed_year=2025)
    gone = make_household(world.hamlet_2, "Trần Thị Tư")
    gone.residences.update(to_year=2024)
    Household.objects.filter(pk=gone.pk).update(left_year=2024)
    make_household(world.other_hamlet, "Lê Văn Năm")
    return world


def reasons(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return "; ".join(reason.text for reason in refusal.value.reasons)


# ---------------------------------------------------------------- drafts


def test_a_draft_changes_no_place_and_says_how_the_old_ones_go_on(register: World):
    before = dump()
    change = merge(register)
    after = dump()
    assert {table: rows for table, rows in after.items() if before[table] != rows} == {}
    assert [part.kind for part in change.parts.all()] == ["merge", "merge"]
    assert change.state == BoundaryState.DRAFT
    assert change.place == register.district


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"title": ""}, "Hãy ghi nội dung sắp xếp"),
        ({"on": dt.date(1970, 1, 1)}, "không trước ngày sắp xếp"),
        ({"name": ""}, "Hãy ghi loại và tên của đơn vị mới"),
        ({"code": "12"}, "phải gồm đúng 5 chữ số"),
        ({"name": "Mỹ Quý", "code": ""}, "đã có xã Mỹ Quý"),
        ({"code": "30099"}, "mã 30099 do xã Mỹ Quý đang dùng"),
    ],
)
def test_a_wrong_draft_is_refused_and_nothing_is_kept(world: World, draft: dict[str, object], said: str):
    make_place("commune", "xã", "Mỹ Quý", world.district, code="30099")
    typed = {"title": "Nhập xã", "on": ON, "name": "Phương Thịnh", "code": "30043"} | draft
    new = NewPlace(
        "xã",
        str(typed["name"]),
        str(typed["code"]),
        parent=world.district,
        parts=(OldPart(world.commune), OldPart(world.other_commune)),
    )
    with pytest.raises(Refused) as refusal:
        draft_change(Draft(str(typed["title"]), typed["on"], "", [new]), by=JOB)  # type: ignore[arg-type]
    assert said in reasons(refusal)
    assert not BoundaryChange.objects.exists()


def test_a_unit_is_not_taken_whole_and_divided_at_once(world: World):
    news = [
        NewPlace("xã", "Một", parent=world.district, parts=(OldPart(world.commune),)),
        NewPlace("xã", "Hai", parent=world.district, parts=(OldPart(world.commune, whole=False),)),
    ]
    with pytest.raises(Refused, match="vừa nhập toàn bộ vừa chia"):
        draft_change(Draft("Chia", ON, "", news), by=JOB)


def test_a_unit_that_had_ended_on_another_day_is_refused(world: World):
    Place.objects.filter(pk=world.commune.pk).update(valid_to=dt.date(2023, 1, 1))
    world.commune.refresh_from_db()
    with pytest.raises(Refused, match="đã kết thúc từ 01/01/2023"):
        merge(world)


# ---------------------------------------------------------------- dry run


def test_the_dry_run_tells_names_figures_and_what_waits_and_writes_nothing(register: World):
    make_round(register.commune, register.edition, 2025)
    plans.record_plan(register.commune, PLAN, by=register.actor(register.lan))
    change = merge(register)
    before = dump()
    run = queries.dry_run(change)
    assert dump() == before
    assert run.blockers == []
    assert [(line.hamlet.name, line.commune.name, line.name) for line in run.hamlets] == [
        ("Ấp 1", "Hưng Thạnh", "Ấp 1 (xã Hưng Thạnh cũ)"),
        ("Ấp 1", "Tân Kiều", "Ấp 1 (xã Tân Kiều cũ)"),
        ("Ấp 2", "Tân Kiều", "Ấp 2"),
    ]
    assert run.columns == ["ấp, khóm", "Tổ", "hộ trong sổ", "người trong sổ", "câu lạc bộ còn hoạt động"]
    assert {line.label: line.figures for line in run.before} == {
        "Xã Tân Kiều": [2, 0, 3, 3, 0],
        "Xã Hưng Thạnh": [1, 0, 1, 1, 0],
    }
    assert run.total_before == run.total_after
    assert run.total_after[2] == 4
    waiting = {f"{place}: {work.what}" for place, work in run.open_work}
    assert "Xã Tân Kiều: 1 đợt công nhận còn mở: kết thúc ở nơi cũ trước" in waiting
    assert any("vai trò đang giao" in one for one in waiting)


def test_the_queries_of_a_dry_run_do_not_grow_with_hamlets(world: World):
    change = merge(world)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.dry_run(change)
        return len(captured)

    few = cost()
    for number in range(3, 12):
        make_household(make_place("hamlet", "ấp", f"Ấp {number}", world.commune), f"Nguyễn Văn {number}")
    assert cost() == few <= 46


def test_a_divided_unit_waits_until_somebody_says_where_each_hamlet_goes(register: World):
    change = divide(register)
    run = queries.dry_run(change)
    said = "; ".join(reason.text for reason in run.blockers)
    assert "Xã Tân Kiều bị chia: chưa ghi nơi đến của 2 ấp, khóm (Ấp 1, Ấp 2)" in said
    with pytest.raises(Refused, match="chưa ghi nơi đến"):
        actions.apply_change(change, by=JOB)
    first, second = change.places.all()
    actions.assign_hamlets(change, {register.hamlet.pk: first.pk, register.hamlet_2.pk: second.pk}, by=JOB)
    run = queries.dry_run(change)
    assert run.blockers == []
    assert {line.label: line.figures[2] for line in run.after} == {"Xã Kênh Trên": 2, "Xã Kênh Dưới": 2}
    actions.assign_hamlets(change, {register.hamlet.pk: None}, by=JOB)
    assert queries.dry_run(change).blockers


def test_a_hamlet_of_another_commune_cannot_be_assigned(register: World):
    change = divide(register)
    first = change.places.first()
    assert first is not None
    with pytest.raises(Refused, match="không thuộc đơn vị bị chia"):
        actions.assign_hamlets(change, {register.other_hamlet.pk: first.pk}, by=JOB)


def test_a_unit_divided_into_one_place_only_is_refused(register: World):
    new = NewPlace("xã", "Một", parent=register.district, parts=(OldPart(register.commune, whole=False),))
    change = draft_change(Draft("Chia", ON, "", [new]), by=JOB)
    assert "mới ghi một nơi nhận" in "; ".join(r.text for r in queries.dry_run(change).blockers)


# ---------------------------------------------------------------- applying


def test_applying_ends_the_old_begins_the_new_and_carries_the_households(register: World):
    change = actions.apply_change(merge(register), by=JOB)
    new = Place.objects.get(code="30043", valid_to=None)
    assert (new.full_name, new.valid_from, new.parent) == ("xã Phương Thịnh", ON, register.district)
    for old in (register.commune, register.other_commune):
        old.refresh_from_db()
        assert old.valid_to == ON
        assert not old.organisations.filter(valid_to=None).exists()
        edge = LineageEdge.objects.get(predecessor=old)
        assert (edge.successor_id, edge.kind, edge.decision) == (new.pk, "merge", "1663/NQ-UBTVQH15")
    assert {body.kind for body in new.organisations.all()} == {
        OrganisationKind.PEOPLES_COMMITTEE.value,
        OrganisationKind.ASSOCIATION.value,
    }
    assert Residence.objects.within([new.pk]).counted_in(2025).count() == 4
    assert Residence.objects.within([register.district.pk]).counted_in(2024).count() == 3
    assert Residence.objects.within([new.pk]).counted_in(2024).count() == 0
    assert not Household.objects.filter(hamlet__parent=register.commune, left_year=None).exists()
    assert set(Residence.objects.filter(change=change).values_list("from_year", flat=True)) == {2025}
    assert recount.recount() == []
    assert change.figures["columns"][2] == "hộ trong sổ"
    assert Event.objects.filter(what="places.boundary.applied").exists()


def test_a_household_that_was_put_on_the_old_list_after_the_day_counts_in_the_new_hamlet_only(world: World):
    late = make_household(world.hamlet, "Nguyễn Văn Muộn", listed_year=2026)
    left = make_household(world.hamlet, "Nguyễn Văn Đi")
    left.residences.update(to_year=2026)
    actions.apply_change(merge(world), by=JOB)
    spans = {
        household.pk: [
            (row.hamlet.parent.name if row.hamlet.parent else "", row.from_year, row.to_year)
            for row in household.residences.order_by("hamlet__valid_from").select_related("hamlet__parent")
        ]
        for household in (late, left)
    }
    assert spans[late.pk] == [("Tân Kiều", 2026, 2026), ("Phương Thịnh", 2026, None)]
    assert spans[left.pk] == [("Tân Kiều", 2024, 2025), ("Phương Thịnh", 2025, 2026)]


def test_a_hamlet_carried_before_is_taken_as_it_is(register: World):
    """The list of an old commune was read into the new one first."""
    change = merge(register)
    bp = change.places.get()
    new = Place.objects.create(
        id=bp.future, level="commune", kind="xã", name="Phương Thịnh", parent=register.district, valid_from=ON
    )
    LineageEdge.objects.create(predecessor=register.commune, successor=new, kind="merge", on=ON)
    before = carry_hamlet(register.hamlet, new, on=ON, decision="", by=JOB)
    change = actions.apply_change(change, by=JOB)
    before.refresh_from_db()
    assert before.name == "Ấp 1 (xã Tân Kiều cũ)"
    assert before.households.count() == 2
    edge = LineageEdge.objects.get(predecessor=register.commune)
    assert edge.decision == "1663/NQ-UBTVQH15"
    actions.undo_change(change, by=JOB)
    before.refresh_from_db()
    edge.refresh_from_db()
    assert (before.name, edge.decision) == ("Ấp 1", "chưa có số quyết định")
    assert before.households.count() == 0


def test_a_renamed_commune_is_another_place_with_its_hamlets(register: World):
    new = NewPlace(
        "phường", "Tân Kiều", "30049", parent=register.district, parts=(OldPart(register.commune),)
    )
    change = draft_change(Draft("Lập phường Tân Kiều", ON, "", [new]), by=JOB)
    assert change.parts.get().kind == BoundaryPart.Kind.RENAME
    actions.apply_change(change, by=JOB)
    ward = Place.objects.get(kind="phường", name="Tân Kiều")
    assert sorted(ward.children.values_list("name", flat=True)) == ["Ấp 1", "Ấp 2"]


def test_a_hamlet_moved_to_a_commune_that_stands_leaves_the_rest_where_it_is(register: World):
    parts = (OldPart(register.commune, whole=False),)
    new = NewPlace(existing=register.other_commune, parts=parts)
    change = draft_change(Draft("Chuyển Ấp 2", ON, "", [new]), by=JOB)
    assert change.parts.get().kind == BoundaryPart.Kind.MOVE
    assert "Chưa chọn ấp, khóm nào" in queries.dry_run(change).blockers[0].text
    actions.assign_hamlets(change, {register.hamlet_2.pk: change.places.get().pk}, by=JOB)
    before = dump()
    change = actions.apply_change(change, by=JOB)
    register.commune.refresh_from_db()
    assert register.commune.valid_to is None
    assert [place.name for place in register.other_commune.children.all()] == ["Ấp 1", "Ấp 2"]
    assert Residence.objects.within([register.commune.pk]).counted_in(2025).count() == 2
    actions.undo_change(change, by=JOB)
    assert without_assignments(dump()) == without_assignments(before)


def test_a_province_that_ends_hands_its_communes_on(world: World):
    Place.objects.filter(pk=world.district.pk).update(valid_to=ON)
    for commune in (world.commune, world.other_commune):
        Place.objects.filter(pk=commune.pk).update(parent=world.province)
    new = NewPlace("tỉnh", "Tiền Đồng", "88", level="province", parts=(OldPart(world.province),))
    change = draft_change(Draft("Đổi tên tỉnh", ON, "", [new]), by=JOB)
    actions.apply_change(change, by=JOB)
    province = Place.objects.get(name="Tiền Đồng")
    assert sorted(province.children.values_list("name", "code")) == [
        ("Hưng Thạnh", "30043"),
        ("Tân Kiều", "30055"),
    ]
    assert Place.objects.get(name="Tân Kiều", valid_to=None).children.count() == 2


def test_nothing_is_half_done_when_the_figures_do_not_add_up(
    register: World, monkeypatch: pytest.MonkeyPatch
):
    change = merge(register)
    before = dump()
    monkeypatch.setattr(
        actions.queries, "all_counted", lambda found=queries.all_counted: [_Wrong(one) for one in found()]
    )
    with pytest.raises(Refused, match="không khớp"):
        actions.apply_change(change, by=JOB)
    assert dump() == before


class _Wrong:
    """Counts one more each time it is asked."""

    asked = 0

    def __init__(self, counted: queries.Counted):
        self.label, self.right = counted.label, counted.count

    def count(self, ids: list[object]) -> dict[object, int]:
        _Wrong.asked += 1
        found = dict(self.right(ids))  # type: ignore[arg-type]
        for pk in list(found)[:1]:
            found[pk] += _Wrong.asked
        return found  # type: ignore[return-value]


# ---------------------------------------------------------------- undoing


def without_assignments(tables: dict[str, list[str]]) -> dict[str, list[str]]:
    return {table: rows for table, rows in tables.items() if table != "places_hamletassignment"}


def test_undoing_restores_every_row(register: World):
    fill_hamlet(make_round(register.commune, register.edition), register.hamlet, 3, 2, 1)
    make_place("group", "Tổ", "Tổ 1", register.hamlet)
    again = make_household(register.hamlet, "Nguyễn Văn Về")
    # Left in the year of the change and came back in it: two rows of one hamlet.
    again.residences.update(from_year=2020, to_year=2025)
    Residence.objects.create(household=again, hamlet=register.hamlet, from_year=2025, sort_key="")
    change = merge(register)
    before = dump()
    change = actions.apply_change(change, by=JOB)
    assert dump() != before
    change = actions.undo_change(change, by=JOB)
    assert dump() == before
    assert recount.recount() == []
    assert change.state == BoundaryState.UNDONE
    actions.apply_change(change, by=JOB)
    assert Residence.objects.filter(change=change).exists()


def test_undoing_is_refused_once_something_was_recorded_at_the_new_places(register: World):
    change = actions.apply_change(merge(register), by=JOB)
    new = Place.objects.get(code="30043", valid_to=None)
    hamlet = new.children.get(name="Ấp 2")
    people.add_household(hamlet, full_name="Võ Thị Mới", year=2025, by=JOB)
    places.add_hamlet(new, "Ấp 9", by=JOB)
    places.rename_hamlet(hamlet, "Ấp Giữa", by=JOB)
    make_round(new, register.edition, 2025)
    gone = Household.objects.get(head__full_name="Nguyễn Văn Một")
    people.end_household(gone, left_year=2026, kind="moved_away", by=JOB)
    body = new.organisations.first()
    assert body is not None
    register.lan.capacities.create(organisation=body, title="Phó Chủ tịch", starts_on=dt.date(2025, 7, 1))
    before = dump()
    with pytest.raises(Refused) as refusal:
        actions.undo_change(change, by=JOB)
    said = reasons(refusal)
    assert dump() == before
    for part in (
        "1 hộ mới trong sổ sau khi sắp xếp: Võ Thị Mới",
        "Ấp 9 đã được thêm vào xã Phương Thịnh",
        "Ấp 2 đã được đổi tên thành Ấp Giữa",
        "1 đợt công nhận ghi sau khi sắp xếp",
        "1 hộ đã ghi rời đi hoặc chuyển nơi ở sau khi sắp xếp: Nguyễn Văn Một",
        "1 tài khoản đã được giao chức vụ hoặc vai trò ở nơi mới: Nguyễn Thị Lan",
    ):
        assert part in said


def test_a_draft_is_not_undone_and_an_applied_change_not_applied_again(world: World):
    change = merge(world)
    with pytest.raises(Refused, match="Bản nháp"):
        actions.undo_change(change, by=JOB)
    change = actions.apply_change(change, by=JOB)
    with pytest.raises(Refused, match="Đã thực hiện"):
        actions.apply_change(change, by=JOB)
    with pytest.raises(Refused, match="Chỉ sửa được bản nháp"):
        actions.drop_draft(change, by=JOB)


def test_a_draft_that_is_dropped_leaves_only_the_trail(world: World):
    change = merge(world)
    actions.drop_draft(change, by=JOB)
    assert not BoundaryChange.objects.exists()
    assert Event.objects.filter(what="places.boundary.draft_dropped").exists()


# ---------------------------------------------------------------- who may


def test_whoever_keeps_the_system_above_may_and_the_communes_own_may_not(world: World):
    change = merge(world)
    for actor in (world.actor(world.admin), keeper_of(world.commune), world.actor(world.bich)):
        with pytest.raises(Forbidden):
            actions.apply_change(change, by=actor)
    change = actions.apply_change(change, by=keeper_of(world.district))
    assert actions.undo_change(change, by=keeper_of(world.province)).state == BoundaryState.UNDONE


def test_whoever_keeps_todays_province_may_end_what_lay_in_the_one_it_was(world: World):
    today = Place.objects.create(level="province", kind="tỉnh", name="Đồng Tháp", code="82", valid_from=ON)
    LineageEdge.objects.create(predecessor=world.province, successor=today, kind="merge", on=ON)
    parts = (OldPart(world.commune), OldPart(world.other_commune))
    new = NewPlace("xã", "Phương Thịnh", "30043", parent=today, parts=parts)
    change = draft_change(Draft("Lập xã Phương Thịnh", ON, "", [new]), by=keeper_of(today))
    assert actions.apply_change(change, by=keeper_of(today)).state == BoundaryState.APPLIED
    stranger = Place.objects.create(level="province", kind="tỉnh", name="Khác", code="99")
    with pytest.raises(Forbidden):
        actions.undo_change(change, by=keeper_of(stranger))
    assert Permission.BOUNDARY_CHANGE in keeper_of(today).grants[0].permissions
