"""What a person says of single changes of next year's list: row by row, or of all that match; kept with the run until it is entered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.importing.answered import Narrowed
from hoctap.people.importing.planning import Choices, choices_of
from hoctap.people.models import (
    Household,
    HouseholdLeftKind,
    HouseholdMember,
    ImportAnswer,
    ImportRun,
    LeftKind,
    Person,
    Residence,
)
from tests.people.sheets import sheet
from tests.world import World, make_household

PERSONS = ["Số hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Ấp"]
YEAR = 2025


def letters(number: int) -> str:
    return "".join("abcdeghkmn"[int(digit)] for digit in f"{number:03d}").capitalize()


def listed(world: World, rows: list[list[object]], year: int = YEAR) -> ImportRun:
    return actions.preview_import(
        world.commune, year, "nam-sau.xlsx", sheet(rows, PERSONS), by=world.actor(world.lan)
    )


def enter(world: World, run: ImportRun, *kinds: str) -> ImportRun:
    run.refresh_from_db()
    actions.order_import(
        run, Choices(kinds=frozenset(kinds), answers=choices_of(run).answers), by=world.actor(world.lan)
    )
    run.refresh_from_db()
    return run


def page(run: ImportRun, kind: str) -> str:
    return reverse("import_changes", args=[run.pk, kind])


@pytest.fixture
def absent(world: World) -> ImportRun:
    """A list of 120 of 240 households; 60 of Ấp 1 and 60 of Ấp 2 are not in it."""
    rows: list[list[object]] = []
    for number in range(240):
        hamlet = world.hamlet if number < 120 else world.hamlet_2
        household = make_household(hamlet, f"Nguyễn Văn {letters(number)}", birth_year=1950)
        if number % 2 == 0:
            rows.append([number, household.head.full_name, 1950, "Chủ hộ", hamlet.full_name])
    return listed(world, rows)


@pytest.mark.requirement("S3-25")
def test_unsaid_nothing_changes_and_the_preview_counts_who_waits(
    world: World, client: Client, absent: ImportRun
):
    client.force_login(world.lan)
    body = client.get(reverse("import_detail", args=[absent.pk])).content.decode()
    assert "chưa rõ 120" in body
    assert "Trả lời cả 120 dòng" in body
    client.post(reverse("import_apply", args=[absent.pk]), {"kind": ["missing_household", "left"]})
    absent.refresh_from_db()
    assert (absent.state, absent.changed_count) == ("applied", 0)
    assert not Household.objects.filter(left_year__isnull=False).exists()


def test_answers_given_page_by_page_are_all_there_when_the_list_is_entered(
    world: World, client: Client, absent: ImportRun
):
    client.force_login(world.lan)
    url, gone = page(absent, "missing_household"), ["moved_away", "died", "stays"]
    for number in range(3):
        shown = client.get(url).context["page"]
        keys = [one["key"] for one in shown.rows]
        assert len(keys) == (50, 50, 20)[number]
        sent = {
            "key": keys,
            "answer": [gone[number]] * len(keys),
            **({"next": shown.next} if shown.next else {}),
        }
        url = client.post(url, sent)["Location"]
    assert "after=" not in url
    client.post(reverse("import_apply", args=[absent.pk]))
    absent.refresh_from_db()
    kinds = Household.objects.filter(left_year=YEAR).values_list("left_kind", flat=True)
    assert sorted(kinds) == ["died"] * 50 + ["moved_away"] * 50
    ends = HouseholdMember.objects.filter(left_year=YEAR).values_list("left_kind", flat=True)
    assert sorted(ends) == ["died"] * 50 + ["moved_away"] * 50
    assert Residence.objects.filter(to_year=YEAR).count() == 100
    assert not ImportAnswer.objects.exists()
    body = client.get(reverse("import_detail", args=[absent.pk])).content.decode()
    assert "Hộ đã ghi chuyển đi</dt><dd>50" in body
    assert "Hộ đã ghi không còn ai</dt><dd>50" in body


def test_one_answer_reaches_all_rows_that_match_on_whatever_page_and_no_others(
    world: World, client: Client, absent: ImportRun
):
    client.force_login(world.lan)
    url = page(absent, "missing_household") + "?hamlet=%E1%BA%A4p+2"
    body = client.get(url).content.decode()
    assert "Áp dụng cho cả 60 dòng" in body
    client.post(url, {"all": "1", "to_all": "moved_away", "expected": "60"})
    by_hamlet = Household.objects.filter(
        pk__in=[key.removeprefix("missing:") for key in absent.answers.values_list("key", flat=True)]
    ).values_list("hamlet", flat=True)
    assert list(by_hamlet) == [world.hamlet_2.pk] * 60
    left = client.get(page(absent, "missing_household") + "?answer=none").context["page"]
    assert (left.total, left.all) == (60, 120)
    named = client.get(page(absent, "missing_household") + "?name=van+aab").context["page"]
    assert [one["name"] for one in named.rows] == ["Nguyễn Văn Aab"]
    # Taken back for all.
    client.post(page(absent, "missing_household"), {"all": "1", "to_all": "", "expected": "120"})
    assert not absent.answers.exists()


def test_what_the_filter_matches_now_must_be_what_the_person_saw(
    world: World, client: Client, absent: ImportRun
):
    client.force_login(world.lan)
    refused = client.post(page(absent, "missing_household"), {"all": "1", "to_all": "died", "expected": "99"})
    assert refused.status_code == 422
    assert "khớp 120 dòng, không phải 99" in refused.content.decode()
    assert not absent.answers.exists()


def test_a_household_with_others_is_not_written_as_died_row_by_row_nor_among_all(
    world: World, client: Client
):
    by = world.actor(world.lan)
    alone, family = (make_household(world.hamlet, f"Lê Văn {name}") for name in ("Ba", "Năm"))
    actions.add_member(family, full_name="Lê Thị Vợ", year=2024, relation="spouse", birth_year=1972, by=by)
    for name in ("Tư", "Sáu"):
        make_household(world.hamlet, f"Lê Văn {name}")
    run = listed(world, [[1, "Lê Văn Tư", 1970, "Chủ hộ", "Ấp 1"], [2, "Lê Văn Sáu", 1970, "Chủ hộ", "Ấp 1"]])
    with pytest.raises(Refused, match="Hộ Lê Văn Năm còn người khác"):
        actions.answer_changes(run, {f"missing:{alone.pk}": "died", f"missing:{family.pk}": "died"}, by=by)
    assert not run.answers.exists()
    client.force_login(world.lan)
    done = client.post(
        page(run, "missing_household"), {"all": "1", "to_all": "died", "expected": "2"}, follow=True
    )
    assert "1 dòng giữ như cũ" in done.content.decode()
    assert list(run.answers.values_list("key", "answer")) == [(f"missing:{alone.pk}", "died")]


def test_who_died_and_who_moved_away_are_two_ends_for_persons_too(world: World):
    by = world.actor(world.lan)
    home = make_household(world.hamlet, "Lê Văn Ba")
    dead, away, there = (
        actions.add_member(home, full_name=name, year=2024, relation="child", birth_year=1990, by=by)
        for name in ("Lê Văn Bốn", "Lê Văn Năm", "Lê Văn Sáu")
    )
    run = listed(world, [[1, "Lê Văn Ba", 1970, "Chủ hộ", "Ấp 1"], [1, "Lê Thị Vợ", 1972, "Vợ", "Ấp 1"]])
    member = {one.person: f"left:{one.pk}" for one in home.members.all()}
    actions.answer_changes(
        run, {member[dead]: "died", member[away]: "moved_away", member[there]: "stays"}, by=by
    )
    actions.check_import(run, by=by)
    run = enter(world, run)
    ends = {one.person: (one.left_year, one.left_kind) for one in home.members.all()}
    assert (ends[dead], ends[away]) == ((YEAR, LeftKind.DIED), (YEAR, LeftKind.MOVED_AWAY))
    assert ends[there] == (None, LeftKind.NONE)
    assert run.counts == {"left.died": 1, "left.moved_away": 1, "left.stays": 1}


def test_answers_that_do_not_exist_and_a_run_that_is_over_are_refused(world: World, absent: ImportRun):
    by = world.actor(world.lan)
    key = absent.findings.filter(change="missing_household").values_list("key", flat=True)[0]
    with pytest.raises(Refused, match="không dùng được"):
        actions.answer_changes(absent, {key: "yes"}, by=by)
    with pytest.raises(Refused, match="vừa được đọc lại"):
        actions.answer_changes(absent, {"missing:someone": "died"}, by=by)
    with pytest.raises(Refused, match="loại thay đổi"):
        actions.choose_kinds(absent, ["everything"], by=by)
    actions.drop_import(absent, by=by)
    with pytest.raises(Refused, match="đã xong"):
        actions.answer_changes(absent, {key: "died"}, by=by)


def test_what_is_ticked_stays_while_other_rows_are_looked_at_and_a_left_out_move_is_not_written(
    world: World, client: Client
):
    first, second = (make_household(world.hamlet, f"Lê Văn {name}") for name in ("Ba", "Tư"))
    rows = [[1, "Lê Văn Ba", 1970, "Chủ hộ", "Ấp 2"], [2, "Lê Văn Tư", 1970, "Chủ hộ", "Ấp 2"]]
    run = listed(world, rows)
    client.force_login(world.lan)
    shown = client.post(reverse("import_choose", args=[run.pk]), {"go": "moved"})
    assert shown["Location"] == page(run, "moved")
    body = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert 'id="kind-moved" form="apply">' in body
    client.post(
        page(run, "moved"), {"key": [f"moved:{first.pk}", f"moved:{second.pk}"], "answer": ["no", ""]}
    )
    client.post(reverse("import_apply", args=[run.pk]), {"kind": "moved"})
    assert [Household.objects.get(pk=one.pk).hamlet for one in (first, second)] == [
        world.hamlet,
        world.hamlet_2,
    ]


def test_a_page_takes_few_queries_and_events_hold_no_name(world: World, client: Client, absent: ImportRun):
    client.force_login(world.lan)
    client.get(page(absent, "missing_household"))
    with CaptureQueriesContext(connection) as queries:
        client.get(page(absent, "missing_household"))
    assert len(queries) <= 20
    actions.answer_all(
        absent, Narrowed("missing_household"), "moved_away", expected=120, by=world.actor(world.lan)
    )
    assert Event.objects.filter(what="people.import.answered").count() == 1
    assert Event.objects.get(what="people.import.answered").fields == []


def test_the_outsider_answers_nothing(world: World, client: Client, absent: ImportRun):
    client.force_login(world.oanh)
    assert client.get(page(absent, "missing_household")).status_code == 404
    assert (
        client.post(
            page(absent, "missing_household"), {"all": "1", "to_all": "died", "expected": "120"}
        ).status_code
        == 404
    )
    with pytest.raises(Forbidden):
        actions.answer_all(
            absent, Narrowed("missing_household"), "died", expected=120, by=world.actor(world.oanh)
        )
    assert not absent.answers.exists()


# ---------------------------------------------------------------- people who moved between households


@pytest.fixture
def son(world: World) -> Person:
    """Lives with his father in Ấp 1; another household lives in Ấp 2."""
    by = world.actor(world.lan)
    home = make_household(world.hamlet, "Lê Văn Cha", birth_year=1960)
    make_household(world.hamlet_2, "Trần Văn Bạn", birth_year=1985)
    actions.add_member(home, full_name="Lê Thị Mẹ", year=2024, relation="spouse", birth_year=1962, by=by)
    return actions.add_member(
        home, full_name="Lê Văn Con", year=2024, relation="child", birth_year=1990, by=by
    )


PARENTS: list[list[object]] = [
    [1, "Lê Văn Cha", 1960, "Chủ hộ", "Ấp 1"],
    [1, "Lê Thị Mẹ", 1962, "Vợ", "Ấp 1"],
]
INTO_FRIEND: list[list[object]] = [
    *PARENTS,
    [2, "Trần Văn Bạn", 1985, "Chủ hộ", "Ấp 2"],
    [2, "Lê Văn Con", 1990, "Khác", "Ấp 2"],
]
ON_HIS_OWN: list[list[object]] = [
    *PARENTS,
    [2, "Trần Văn Bạn", 1985, "Chủ hộ", "Ấp 2"],
    [3, "Lê Văn Con", 1990, "Chủ hộ", "Ấp 2"],
    [3, "Võ Thị Dâu", 1992, "Vợ", "Ấp 2"],
]
ALL = ("moved", "new_head", "born", "joined", "details")


def lives(person: Person) -> list[tuple[str, int, int | None, str]]:
    rows = person.memberships.select_related("household__head").order_by("joined_year", "left_year")
    return [(one.household.head.full_name, one.joined_year, one.left_year, one.left_kind) for one in rows]


def table_rows() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Person, Household, HouseholdMember, Residence)
    ]


@pytest.mark.requirement("S3-25")
@pytest.mark.parametrize("rows", [INTO_FRIEND, ON_HIS_OWN])
def test_a_move_waits_for_a_yes_and_until_then_nobody_is_entered_twice(
    world: World, son: Person, rows: list[list[object]]
):
    people = Person.objects.count()
    run = listed(world, rows)
    assert run.counts["changes"]["moved_person"] == 1
    assert run.counts["duplicate_pairs"] == 0
    enter(world, run, *ALL)
    assert lives(son) == [("Lê Văn Cha", 2024, None, "")]
    assert Person.objects.count() == people
    assert Household.objects.count() == 2


@pytest.mark.parametrize("rows", [INTO_FRIEND, ON_HIS_OWN])
def test_the_yes_moves_the_membership_with_its_years_and_the_same_list_again_changes_nothing(
    world: World, client: Client, son: Person, rows: list[list[object]]
):
    run = listed(world, rows)
    client.force_login(world.lan)
    body = client.get(page(run, "moved_person")).content.decode()
    assert "hộ Lê Văn Cha, Ấp 1" in body
    client.post(page(run, "moved_person"), {"key": f"moved_person:{son.pk}", "answer": "yes"})
    run = enter(world, run, *ALL)
    into = "Trần Văn Bạn" if rows is INTO_FRIEND else "Lê Văn Con"
    assert lives(son) == [("Lê Văn Cha", 2024, YEAR, LeftKind.OTHER_HOUSEHOLD), (into, YEAR, None, "")]
    assert run.counts == {"moved_person.yes": 1}
    assert Person.objects.filter(full_name="Lê Văn Con").count() == 1
    before = table_rows()
    again = listed(world, rows)
    assert (again.counts["changes"], again.counts["new_households"]) == ({}, 0)
    enter(world, again, *ALL)
    assert table_rows() == before


def test_the_no_enters_a_second_person_and_asks_of_no_likely_double(world: World, son: Person):
    run = listed(world, INTO_FRIEND)
    actions.answer_changes(run, {f"moved_person:{son.pk}": "no"}, by=world.actor(world.lan))
    enter(world, run, *ALL)
    assert lives(son) == [("Lê Văn Cha", 2024, None, "")]
    assert Person.objects.filter(full_name="Lê Văn Con").count() == 2
    again = listed(world, INTO_FRIEND)
    assert "moved_person" not in again.counts["changes"]


def test_two_of_one_name_and_year_on_either_side_are_not_proposed(world: World, son: Person):
    twice = [*INTO_FRIEND, [4, "Lê Văn Con", 1990, "Chủ hộ", "Ấp 1"]]
    assert "moved_person" not in listed(world, twice).counts["changes"]
    make_household(world.hamlet_2, "Lê Văn Con", birth_year=1990)
    newcomer = [[3, "Võ Văn Mới", 1970, "Chủ hộ", "Ấp 2"], [3, "Lê Văn Con", 1990, "Con", "Ấp 2"]]
    assert "moved_person" not in listed(world, [*ON_HIS_OWN[:3], *newcomer]).counts["changes"]


def test_without_a_birth_year_or_of_the_other_sex_or_still_listed_at_home_nobody_moved(
    world: World, son: Person
):
    without = [*INTO_FRIEND[:3], [2, "Lê Văn Con", None, "Khác", "Ấp 2"]]
    assert "moved_person" not in listed(world, without).counts["changes"]
    at_home = [*PARENTS, [1, "Lê Văn Con", 1990, "Con", "Ấp 1"], *INTO_FRIEND[2:]]
    assert "moved_person" not in listed(world, at_home).counts["changes"]
    son.sex = "f"
    son.save()
    headers = [*PERSONS, "Giới tính"]
    rows = [[*row, "Nam"] for row in INTO_FRIEND]
    run = actions.preview_import(
        world.commune, YEAR, "x.xlsx", sheet(rows, headers), by=world.actor(world.lan)
    )
    assert "moved_person" not in run.counts["changes"]


def test_a_widow_who_moves_in_with_her_son_leaves_an_ended_household_that_says_where_it_went(world: World):
    make_household(world.hamlet, "Lê Thị Mẹ", birth_year=1945)
    for name in ("Ba", "Tư"):
        make_household(world.hamlet, f"Lê Văn {name}")
    run = listed(world, [[1, "Lê Văn Ba", 1970, "Chủ hộ", "Ấp 1"], [1, "Lê Thị Mẹ", 1945, "Mẹ", "Ấp 1"],
                         [2, "Lê Văn Tư", 1970, "Chủ hộ", "Ấp 1"]])  # fmt: skip
    mother = Person.objects.get(full_name="Lê Thị Mẹ")
    by = world.actor(world.lan)
    actions.answer_changes(run, {f"moved_person:{mother.pk}": "yes"}, by=by)
    actions.answer_changes(run, {f"missing:{mother.headed_households.get().pk}": "moved_away"}, by=by)
    enter(world, run, *ALL)
    old = mother.headed_households.get()
    assert (old.left_year, old.left_kind) == (YEAR, HouseholdLeftKind.JOINED)
    assert old.joined_into == Household.objects.get(head__full_name="Lê Văn Ba")
    assert old.residences.get().to_year == YEAR
    assert lives(mother) == [
        ("Lê Thị Mẹ", 2024, YEAR, LeftKind.OTHER_HOUSEHOLD),
        ("Lê Văn Ba", YEAR, None, ""),
    ]


def test_a_head_who_moves_while_nobody_follows_him_is_refused_with_the_cure(world: World):
    by = world.actor(world.lan)
    home = make_household(world.hamlet, "Lê Văn Cha", birth_year=1960)
    actions.add_member(home, full_name="Lê Thị Mẹ", year=2024, relation="spouse", birth_year=1962, by=by)
    make_household(world.hamlet, "Trần Văn Bạn", birth_year=1985)
    run = listed(world, [[1, "Lê Thị Mẹ", 1962, "Chủ hộ", "Ấp 1"], [2, "Trần Văn Bạn", 1985, "Chủ hộ", "Ấp 1"],
                         [2, "Lê Văn Cha", 1960, "Khác", "Ấp 1"]])  # fmt: skip
    actions.answer_changes(run, {f"moved_person:{home.head_id}": "yes"}, by=by)
    with pytest.raises(Refused, match="người ở lại chưa có chủ hộ"):
        enter(world, run, "details")
    assert lives(home.head) == [("Lê Văn Cha", 2024, None, "")]
    enter(world, run, "new_head", "details")
    assert [row[0] for row in lives(home.head)] == ["Lê Thị Mẹ", "Trần Văn Bạn"]


def test_a_list_of_a_past_year_ends_nobody_whose_household_moved_or_left_since(world: World):
    by = world.actor(world.lan)
    moved, gone = (make_household(world.hamlet, f"Lê Văn {name}", listed_year=2023) for name in ("Ba", "Năm"))
    for name in ("Tư", "Sáu"):
        make_household(world.hamlet, f"Lê Văn {name}", listed_year=2023)
    actions.move_household(moved, world.hamlet_2, year=2026, by=by)
    actions.end_household(gone, left_year=2026, kind="moved_away", by=by)
    rows: list[list[object]] = [
        [1, "Lê Văn Tư", 1970, "Chủ hộ", "Ấp 1"],
        [2, "Lê Văn Sáu", 1970, "Chủ hộ", "Ấp 1"],
    ]
    assert "missing_household" not in listed(world, rows, 2024).counts["changes"]
    elsewhere = listed(world, [*rows, [3, "Lê Văn Ba", 1970, "Chủ hộ", "Ấp 2"]], 2024)
    assert set(elsewhere.counts["changes"]) == {"past_move", "details"}
    enter(world, elsewhere, *ALL)
    assert Residence.objects.filter(household=moved).count() == 2
