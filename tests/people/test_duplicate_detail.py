"""Two rows side by side: one person or two; a merge is taken back exactly."""

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import (
    CandidateState,
    Clan,
    DuplicateCandidate,
    Household,
    HouseholdMember,
    Person,
    PersonMerge,
    Residence,
    UnitMembership,
    WorkStatus,
    WorkUnit,
)
from hoctap.people.registry import Link, person_sections
from tests.people.families import make_family
from tests.world import World, make_household

TABLES = (Person, Household, HouseholdMember, Residence, UnitMembership, WorkStatus, Clan)


def everything() -> str:
    return "".join(serializers.serialize("json", model.objects.order_by("pk")) for model in TABLES)  # type: ignore[attr-defined]


@pytest.fixture
def pair(world: World) -> DuplicateCandidate:
    """Con of the family was added a second time, without birth year, and once headed a household that left."""
    by = world.actor(world.lan)
    household, _, _, son = make_family(world.hamlet, by)
    double = actions.add_member(
        household, full_name="Nguyễn Văn Cỏn", year=2023, relation="child", phone="0912345678", by=by
    )
    old = make_household(world.hamlet_2, "Nguyễn Văn Cỏn", listed_year=2020, birth_year=None)
    actions.end_household(old, left_year=2022, kind="moved_away", by=by)
    Household.objects.filter(pk=old.pk).update(head=double)
    old.members.update(person=double)
    unit = WorkUnit.objects.create(place=world.commune, name="Trường", kind="school", from_year=2020)
    for person in (son, double):
        UnitMembership.objects.create(person=person, unit=unit, from_year=2021)
        WorkStatus.objects.create(person=person, status="worker", from_year=2021, source="sổ")
    Clan.objects.create(place=world.commune, name="Họ Nguyễn", representative=double, from_year=2020)
    return DuplicateCandidate.objects.get(person_a=min(son.pk, double.pk), person_b=max(son.pk, double.pk))


def son_and_double(pair: DuplicateCandidate) -> tuple[Person, Person]:
    a, b = pair.person_a, pair.person_b
    return (a, b) if a.full_name == "Nguyễn Văn Con" else (b, a)


def test_both_are_shown_with_household_birth_phone_and_what_higher_apps_know(
    pair: DuplicateCandidate, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(person_sections, "_entries", {})
    person_sections.register("test", lambda one, actor: [Link(f"Danh hiệu của {one}", "")])
    client.force_login(world.lan)
    body = client.get(reverse("duplicate_detail", args=[pair.pk])).content.decode()
    for words in (
        *("Nguyễn Văn Con", "Nguyễn Văn Cỏn", "1990", "0912345678", "hộ Nguyễn Văn Cha"),
        *("Danh hiệu của Nguyễn Văn Cỏn", "thiếu năm sinh, cùng ấp", "Là hai người khác nhau"),
    ):
        assert words in body


def test_merging_moves_everything_and_undoing_restores_it_to_the_letter(
    pair: DuplicateCandidate, world: World, client: Client
):
    son, double = son_and_double(pair)
    before = everything()
    client.force_login(world.lan)
    keep = "a" if pair.person_a == son else "b"
    client.post(reverse("duplicate_merge", args=[pair.pk]), {"keep": keep})
    double.refresh_from_db()
    son.refresh_from_db()
    assert double.merged_into == son
    assert (son.birth_year, son.phone) == (1990, "0912345678")
    for model, field in [
        (HouseholdMember, "person"),
        (UnitMembership, "person"),
        (WorkStatus, "person"),
        (Household, "head"),
        (Clan, "representative"),
    ]:
        assert not model.objects.filter(**{field: double}).exists(), model  # type: ignore[attr-defined]
    assert son.memberships.filter(left_year=None).count() == 1
    assert son.unit_memberships.filter(to_year=None).count() == 1  # type: ignore[misc]
    page = client.get(reverse("person_detail", args=[double.pk]))
    assert page["Location"] == reverse("person_detail", args=[son.pk])
    merge = PersonMerge.objects.get()
    assert "Nguyễn" not in str(merge.moved)
    assert "0912345678" not in str(merge.moved)
    assert (
        "Tách lại thành hai người" in client.get(reverse("duplicate_detail", args=[pair.pk])).content.decode()
    )

    client.post(reverse("duplicate_undo", args=[pair.pk]))
    assert everything() == before
    pair.refresh_from_db()
    assert pair.state == CandidateState.OPEN


def test_an_undo_that_would_lose_a_later_change_is_refused_and_says_which(
    pair: DuplicateCandidate, world: World, client: Client
):
    by = world.actor(world.lan)
    son, _ = son_and_double(pair)
    merge = actions.merge_persons(pair, son, by=by)
    UnitMembership.objects.filter(person=son, to_year=None).update(title="Giáo viên")
    merged_row = UnitMembership.objects.filter(person=son).exclude(to_year=None).get()
    merged_row.title = "Kế toán"
    merged_row.save()
    with pytest.raises(Refused, match="nơi làm việc đã thay đổi"):
        actions.undo_merge(merge, by=by)
    client.force_login(world.lan)
    response = client.post(reverse("duplicate_undo", args=[pair.pk]))
    assert response.status_code == 422
    assert "tách lại sẽ làm mất" in response.content.decode()
    merged_row.title = ""
    merged_row.save()
    actions.undo_merge(merge, by=by)
    with pytest.raises(Refused, match="đã hủy rồi"):
        actions.undo_merge(merge, by=by)


def test_what_cannot_be_one_yet_is_refused_with_what_to_do_first(world: World):
    by = world.actor(world.lan)
    first = make_household(world.hamlet, "Lê Văn Á", birth_year=1968).head
    second = make_household(world.hamlet, "Lê Văn A", birth_year=1968).head
    actions.find_duplicates(world.commune, by=by)
    pair = DuplicateCandidate.objects.get()
    with pytest.raises(Refused, match="nhập hai hộ rồi gộp"):
        actions.merge_persons(pair, first, by=by)
    actions.join_households(second.headed_households.get(), first.headed_households.get(), year=2025, by=by)
    with pytest.raises(Refused, match="Hãy giữ người là chủ hộ"):
        actions.merge_persons(pair, second, by=by)
    with pytest.raises(Refused, match="một trong hai người"):
        actions.merge_persons(pair, make_household(world.hamlet, "Người Khác").head, by=by)
    actions.merge_persons(pair, first, by=by)
    with pytest.raises(Refused, match="Cặp này đã xem"):
        actions.merge_persons(pair, first, by=by)
    with pytest.raises(Refused, match="Cặp này đã xem"):
        actions.tell_apart(pair, by=by)
    second.refresh_from_db()
    with pytest.raises(Refused, match="đã gộp vào một người khác"):
        actions.edit_person(second, full_name="Lê Văn Khác", by=by)


def test_the_next_commune_neither_sees_nor_decides(pair: DuplicateCandidate, world: World, client: Client):
    client.force_login(world.oanh)
    assert client.get(reverse("duplicate_detail", args=[pair.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.merge_persons(pair, pair.person_a, by=world.actor(world.oanh))
    client.force_login(world.lan)
    client.post(reverse("duplicate_apart", args=[pair.pk]))
    again = client.post(reverse("duplicate_apart", args=[pair.pk]))
    assert again.status_code == 422
    again = client.post(reverse("duplicate_merge", args=[pair.pk]), {"keep": "a"})
    assert again.status_code == 422
