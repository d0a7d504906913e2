"""Members of a team who are in the register: chosen by a person, handed out and erased with the rest of their data."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments.models import InspectionMember
from hoctap.assessments.ranking import actions, subjects
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, person_exports
from hoctap.people.subject_rules import ERASED_NAME
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in
from tests.world import make_household

__all__ = ["bench"]


def member_called(bench: Bench, person: Person) -> InspectionMember:
    one = bench.inspected()
    team = (*hands.TEAM, hands.MemberTyped(person.full_name, "Trưởng ban", "other"))
    actions.record_inspection(
        one,
        hands.team_on(dt.date(2025, 12, 20), team),
        hands.typed([20, 20, 15, 20], "Thiếu sổ"),
        grade="good",
        by=bench.by(bench.world.lan),
    )
    return InspectionMember.objects.get(name=person.full_name)


@pytest.fixture
def head(bench: Bench) -> Person:
    found = make_household(bench.world.hamlet, "Mai Văn Đoàn").head
    assert found is not None
    return found


def test_a_member_is_found_in_the_register_and_stays_with_the_next_record(bench: Bench, head: Person):
    one = member_called(bench, head)
    address = reverse("inspectionmember_name", args=[one.pk])
    lan = sign_in(bench.world.lan)
    assert head.full_name in shown(lan.get(address))
    assert lan.post(address, {"person": "x"}).status_code == 422
    assert lan.post(address, {"person": str(head.pk)}).status_code == 302
    one.refresh_from_db()
    assert one.person == head
    again = member_called(bench, head)
    assert again.person == head
    again_at = reverse("inspectionmember_name", args=[again.pk])
    assert lan.post(again_at, {"person": ""}).status_code == 302
    again.refresh_from_db()
    assert again.person is None
    assert "Không có ai" in shown(lan.get(again_at, {"q": "Không Ai Tên Thế"}))


def test_others_do_not_find_it(bench: Bench, head: Person):
    one = member_called(bench, head)
    address = reverse("inspectionmember_name", args=[one.pk])
    assert sign_in(bench.world.oanh).get(address).status_code == 404
    assert sign_in(bench.world.oanh).post(address, {"person": ""}).status_code == 404
    for user in (bench.director, bench.world.minh):
        assert sign_in(user).get(address).status_code == 403
        with pytest.raises(Forbidden):
            actions.name_inspection_member(one, head, by=bench.by(user))
    head.erased_on = dt.date(2025, 1, 1)
    with pytest.raises(Refused, match="không còn trong sổ hộ"):
        actions.name_inspection_member(one, head, by=bench.by(bench.world.lan))


def test_his_part_in_a_team_is_handed_out_and_his_name_erased(bench: Bench, head: Person):
    one = member_called(bench, head)
    assert not person_exports["rankings"](head)
    actions.name_inspection_member(one, head, by=bench.by(bench.world.lan))
    (part,) = person_exports["rankings"](head)
    assert part.rows[0]["Ngày kiểm tra"] == "20/12/2025"
    assert part.rows[0]["Chức vụ, cơ quan"] == "Trưởng ban"
    inspection = one.inspection
    inspection.remarks = f"{head.full_name} ghi nhận kho sách"
    inspection.save()
    subjects.forget_person(Erasure(person=head, name=head.full_name, households=[]))
    one.refresh_from_db()
    inspection.refresh_from_db()
    assert (one.name, one.body) == (ERASED_NAME, f"thành viên thứ {one.position}")
    assert inspection.remarks == f"{ERASED_NAME} ghi nhận kho sách"
    assert "Lê Thị Đoàn Một" in shown(
        sign_in(bench.director).get(f"/assessments/rankings/{inspection.ranking_id}/")
    )


def test_a_decision_freezes_the_team_without_its_names(bench: Bench):
    hands.authority_at(bench.world.commune)
    bench.inspected()
    one = hands.decided(bench.centre, bench.own, bench.by(bench.world.minh))
    if one.state == "inspected":
        actions.record_outside_ranking(
            one,
            grade="good",
            number="5/QĐ",
            decided_on=hands.today(),
            issuer="Sở",
            copy=hands.PDF,
            by=bench.own,
        )
        one.refresh_from_db()
    assert one.frozen is not None
    assert "Đoàn Một" not in str(one.frozen["team"])
    assert "Phó Chủ tịch Hội Khuyến học" in str(one.frozen["team"])
