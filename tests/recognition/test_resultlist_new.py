"""A list from the association's software: who is named, what a row says, what is asked of a person, and nothing guessed."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.models import Person
from hoctap.recognition import actions
from hoctap.recognition.models import ResultList, ResultRow
from hoctap.recognition.result_lists import actions as lists
from hoctap.recognition.result_lists.rules import Citizen, Citizens, day_of, passed_of, total_of
from tests.recognition.elsewhere import CitizensRound, row, workbook
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_citizens import add_person
from tests.world import World

Outcome = ResultRow.Outcome


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def here(citizens: CitizensRound) -> str:
    return reverse("resultlist_new", args=[citizens.season.pk])


def outcomes(result_list: ResultList) -> dict[str, str]:
    return dict(result_list.rows.values_list("name", "outcome"))


@pytest.mark.requirement("S0-41")
def test_a_list_is_shown_first_and_what_is_never_kept_is_named(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    file = SimpleUploadedFile("ket-qua.xlsx", workbook([row("Lê Thị Vợ"), row("LÊ VĂN CHỦ", 1970)]))
    answer = client.post(here(citizens), {"file": file}, follow=True)
    page = shown(answer)
    assert "Sẽ ghi 2" in page
    assert "Đã bỏ khi đọc:</strong> Số CCCD, Dân tộc, Tôn giáo" in page
    assert citizens.hers.hamlet_total is None, "nothing is written before somebody looked"
    assert "079072001234" not in str(list(ResultRow.objects.values_list("cells", flat=True)))


def test_exactly_one_of_that_name_year_and_ap_is_found_and_all_else_is_asked(citizens: CitizensRound):
    add_person(citizens.household, "Lê Thị Đôi", 1980)
    add_person(citizens.household, "Lê Thị Đôi", 1980)
    actions.enrol_households(citizens.season, by=citizens.officer)
    result_list = citizens.hand_in(
        [
            row("Lê Thị Vợ"),
            row("Lê Thị Đôi", 1980),
            row("Lê Văn Chủ", 1971),
            row("Trần Thị Xa", 1972, "Ấp 1"),
            row("Người Không Có", 1990),
        ]
    )
    assert outcomes(result_list) == {
        "Lê Thị Vợ": Outcome.READY,
        "Lê Thị Đôi": Outcome.SEVERAL,
        "Lê Văn Chủ": Outcome.SEVERAL,
        "Trần Thị Xa": Outcome.SEVERAL,
        "Người Không Có": Outcome.NONE,
    }


def test_a_row_without_birth_year_or_ap_is_asked_although_only_one_has_the_name(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ", ""), row("Lê Văn Chủ", 1970, "")])
    assert set(outcomes(result_list).values()) == {Outcome.SEVERAL}
    assert {len(one.candidates) for one in result_list.rows.all()} == {1}


def test_the_name_of_a_row_that_was_merged_finds_the_one_kept(citizens: CitizensRound):
    Person.objects.create(full_name="Lê Thị Vợi", birth_year=1972, merged_into=citizens.wife)
    result_list = citizens.hand_in([row("Lê Thị Vợi")])
    assert result_list.rows.get().dossier_id == citizens.hers.pk


def test_faulty_rows_are_named_by_row_field_and_cure(citizens: CitizensRound):
    result_list = citizens.hand_in(
        [
            row("Lê Thị Vợ", total="giỏi"),
            row("Lê Thị Vợ", passed="Tốt"),
            row("Lê Thị Vợ", on="2026"),
            row("Lê Thị Vợ", hamlet="Ấp 9"),
            row("Lê Thị Vợ", total=70),
            row("Lê Thị Vợ", who=""),
            row("Lê Thị 4"),
        ]
    )
    assert [(one.number, one.field) for one in result_list.rows.all()] == [
        (2, "total"), (3, "passed"), (4, "result_day"), (5, "hamlet"), (6, "passed"), (7, "confirmed_by"), (8, "name"),
    ]  # fmt: skip
    assert all(one.outcome == Outcome.FAULT and one.why and one.cure for one in result_list.rows.all())


def test_one_who_confirmed_and_one_day_may_hold_for_the_whole_list(citizens: CitizensRound):
    on = dt.date(citizens.season.year, 10, 20)
    result_list = citizens.hand_in([row("Lê Thị Vợ", who="", on="")], confirmed_by="Ông A", result_on=on)
    found = result_list.rows.get()
    assert (found.outcome, found.confirmed_by, found.result_on) == (Outcome.READY, "Ông A", on)


def test_two_rows_of_one_citizen_that_differ_are_both_asked_and_equal_ones_are_one(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970), row("Lê Văn Chủ", 1970, total=90)])  # fmt: skip
    assert [one.outcome for one in result_list.rows.all()] == [
        Outcome.READY, Outcome.SAME, Outcome.SEVERAL, Outcome.SEVERAL,
    ]  # fmt: skip


def test_beside_points_scored_here_a_row_says_both(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    citizens.type_total(citizens.his, "85")
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970)])
    assert outcomes(result_list) == {"Lê Thị Vợ": Outcome.DIFFERS, "Lê Văn Chủ": Outcome.AGREES}
    assert "Chấm tại đây 81 điểm" in result_list.rows.get(outcome=Outcome.DIFFERS).why


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.4 nope", "Tệp"),
        (workbook([], ["Xã", "Số người"]), "Tệp|họ và tên"),
    ],
)
def test_what_is_no_list_is_refused_in_words(citizens: CitizensRound, content: bytes, words: str):
    with pytest.raises(Refused):
        lists.hand_in_results(citizens.season, "a.xlsx", content, by=citizens.officer)
    client = sign_in(citizens.world.lan)
    answer = client.post(here(citizens), {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert "Tệp" in shown(answer)
    assert not ResultList.objects.exists()


def test_a_closed_round_and_a_round_of_families_take_no_list(world: World, citizens: CitizensRound):
    family = actions.open_round(
        world.commune, year=2024, title=world.edition.title, edition=world.edition, before_on=None,
        by=citizens.officer,
    )  # fmt: skip
    with pytest.raises(Refused, match="chỉ có kết quả Công dân học tập"):
        lists.hand_in_results(family, "a.xlsx", workbook([row("Lê Thị Vợ")]), by=citizens.officer)
    assert sign_in(world.lan).get(reverse("resultlist_new", args=[family.pk])).status_code == 404
    actions.close_round(citizens.season, by=citizens.officer)
    with pytest.raises(Refused, match="đã kết thúc"):
        citizens.hand_in([row("Lê Thị Vợ")])


def test_who_may_only_enter_for_his_ap_or_elsewhere_hands_in_no_list(citizens: CitizensRound):
    world = citizens.world
    for user in (world.hung, world.oanh):
        with pytest.raises(Forbidden):
            lists.hand_in_results(citizens.season, "a.xlsx", workbook([row("A B")]), by=world.actor(user))
        assert sign_in(user).get(here(citizens)).status_code == 404


def test_a_header_row_that_is_no_number_is_said_beside_its_field(citizens: CitizensRound):
    file = SimpleUploadedFile("a.xlsx", workbook([row("Lê Thị Vợ")]))
    refused(sign_in(citizens.world.lan).post(here(citizens), {"file": file, "header_rows": "đầu"}), "ghi số dòng như trong Excel")  # fmt: skip
    refused(sign_in(citizens.world.lan).post(here(citizens), {}), "Hãy chọn tệp")


def test_the_page_takes_few_queries(citizens: CitizensRound):
    assert queries_of(sign_in(citizens.world.lan), here(citizens)) <= 9


# ── the rules ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "total"),
    [("85", "85"), ("85,5", "85.5"), ("85.5", "85.5"), ("85 điểm", "85"), ("85/100", "85"), ("", None), ("tốt", None), ("8-5", None)],
)  # fmt: skip
def test_points_as_people_type_them(typed: str, total: str | None):
    assert total_of(typed)[0] == (Decimal(total) if total else None)
    assert (total_of(typed)[1] is None) == (total is not None)


@pytest.mark.parametrize(
    ("typed", "passed"),
    [("Đạt", True), ("ĐẠT", True), ("x", True), ("Đã đạt danh hiệu", True), ("Chưa đạt", False), ("Không đạt", False), ("không", False),
     ("", None), ("Tốt", None), ("Đạt 80%", None)],
)  # fmt: skip
def test_passed_as_people_type_it(typed: str, passed: bool | None):
    assert passed_of(typed)[0] is passed


@pytest.mark.parametrize(
    ("typed", "day"),
    [("20/10/2026", dt.date(2026, 10, 20)), ("5-1-2026", dt.date(2026, 1, 5)), ("2026-10-20", dt.date(2026, 10, 20)),
     ("46315", dt.date(2026, 10, 20)),
     ("2026", None), ("31/02/2026", None), ("", None)],
)  # fmt: skip
def test_days_as_people_type_them(typed: str, day: dt.date | None):
    assert day_of(typed)[0] == day


def test_the_order_of_the_register_never_changes_who_is_found():
    ap_1, ap_2 = UUID(int=1), UUID(int=2)
    known = [
        Citizen(UUID(int=10), ap_1, "Lê Thị Vợ", 1972),
        Citizen(UUID(int=11), ap_2, "Lê Thị Vợ", 1972),
        Citizen(UUID(int=12), ap_1, "Lê Thị Vô", 1972),
        Citizen(UUID(int=13), ap_1, "Lê Thị Vợ", None),
    ]
    for order in (known, known[::-1]):
        book = Citizens(order)
        assert book.find("lê thị vợ", 1972, ap_1).dossier_id == UUID(int=10)
        assert book.find("Lê Thị Vợ", 1972, None).dossier_id is None
        assert book.find("Lê Thị Vo", 1972, ap_1).dossier_id is None, "accents are never guessed"
        assert set(book.find("Lê Thị Vo", 1972, ap_1).candidates) == {one.dossier_id for one in known}
