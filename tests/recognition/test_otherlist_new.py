"""Other titles written down by decision: by hand, from a workbook, from what the meetings proposed; nobody twice."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.importing.handed_in import ListFile
from hoctap.recognition.models import OtherHolder, OtherList
from hoctap.recognition.other_titles import actions
from hoctap.recognition.other_titles.kinds import other_kinds
from hoctap.recognition.other_titles.reading import Headings, kept_headings
from hoctap.recognition.other_titles.rules import Families, Family, Row
from tests.people.sheets import sheet
from tests.recognition.beside import CULTURAL, decision
from tests.recognition.hands import refused, shown, sign_in
from tests.recognition.test_meeting_other_list import held
from tests.season import Season
from tests.world import World, make_household

HEADS = ["Họ và tên chủ hộ", "Ấp", "Năm sinh"]
FORM = {
    "year": "2024",
    "paper_number": "77/QĐ-UBND",
    "paper_date": "20/11/2024",
    "paper_issuer": "Ủy ban nhân dân xã Tân Kiều",
    "source": "Danh sách kèm theo",
}


@pytest.fixture
def register(world: World) -> World:
    """One name in two hamlets, another twice in one."""
    make_household(world.hamlet, "Lê Văn Một", birth_year=1970)
    make_household(world.hamlet_2, "Lê Văn Một", birth_year=1980)
    for born in (1971, 1981):
        make_household(world.hamlet, "Lê Văn Hai", birth_year=born)
    make_household(world.other_hamlet, "Lê Văn Xa")
    return world


def write(world: World, **more: Any) -> OtherList:
    typed = more.pop("typed", decision())
    return actions.list_other_title(world.commune, typed, **more, by=world.actor(world.lan))


def here(world: World, kind: str = CULTURAL) -> str:
    return reverse("otherlist_new", args=[world.commune.pk, kind])


@pytest.mark.requirement("S3-51")
def test_seven_titles_stand_beside_ours_with_what_the_plan_ties_to_them():
    assert len(other_kinds()) == 7
    assert other_kinds()[CULTURAL].beside == ("learning_family",)
    assert {one.subject for one in other_kinds().values()} == {"household", "hamlet", "commune"}


@pytest.mark.requirement("S3-51")
def test_by_hand_each_line_names_one_family(register: World):
    other = write(register, names="Lê Văn Một; Ấp 1\n\n lê văn một ; Ấp 2\nLê Văn Hai; Ấp 1; 1981")
    holders = other.holders.select_related("household__head", "place")
    assert {(one.name, one.place, one.household and one.household.head.birth_year) for one in holders} == {
        ("Lê Văn Một", register.hamlet, 1970),
        ("Lê Văn Một", register.hamlet_2, 1980),
        ("Lê Văn Hai", register.hamlet, 1981),
    }


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("Lê Văn Một", "Dòng 1: có 2 chủ hộ tên “Lê Văn Một”"),
        ("Lê Văn Một; Ấp 1\nLê Văn Hai; Ấp 1", "Dòng 2: có 2 chủ hộ"),
        ("Lê Văn Xa; Ấp 1", "Dòng 1: không thấy chủ hộ “Lê Văn Xa”"),
        ("Lê Văn Một; Ấp 9", "Dòng 1: .*Ấp 9"),
        ("Lê Văn Một; Ấp 1\nLê Văn Một; Ấp 1", "Dòng 2: hộ của Lê Văn Một đã có ở dòng trên"),
        ("", "không có dòng nào"),
    ],
)
def test_a_line_that_names_nobody_is_refused_by_its_number(register: World, names: str, words: str):
    with pytest.raises(Refused, match=words):
        write(register, names=names)
    assert not OtherList.objects.exists()


def test_the_rest_can_be_left_out_on_purpose(register: World):
    assert write(register, names="Lê Văn Một; Ấp 1\nKhông Ai; Ấp 1", leaves_out=True).holders.count() == 1
    with pytest.raises(Refused, match="Không dòng nào khớp"):
        write(register, typed=decision(number="78/QĐ-UBND"), names="Không Ai", leaves_out=True)


@pytest.mark.requirement("S3-51")
def test_from_a_workbook_with_the_reader_of_the_register(register: World):
    content = sheet([["Lê Văn Một", "Ấp 1", 1970], ["Lê Văn Hai", "Ấp 1", 1971]], HEADS)
    other = write(register, file=ListFile("van-hoa.xlsx", content))
    assert {one.name for one in other.holders.all()} == {"Lê Văn Một", "Lê Văn Hai"}
    wrong = sheet([["Lê Văn Ba", "Ấp 1", 1970]], HEADS)
    with pytest.raises(Refused, match="dòng 2: không thấy chủ hộ “Lê Văn Ba”"):
        write(register, typed=decision(number="78/QĐ-UBND"), file=ListFile("a.xlsx", wrong))


OWN = ["TT", "Người đứng tên", "Thôn ở", "Sinh"]


def with_own_headings(*heads: str) -> ListFile:
    """Two lines of titles above the header, as offices write them."""
    above = [["Danh sách kèm theo quyết định"], [], list(heads or OWN)]
    content = sheet([*above, [1, "Lê Văn Một", "Ấp 1", 1970], [2, "Lê Văn Hai", "Ấp 1", 1981]], ["UBND XÃ"])
    return ListFile("van-hoa.xlsx", content)


@pytest.mark.requirement("S3-51")
def test_a_workbook_with_headings_of_its_own_is_read_as_they_are_typed(register: World):
    with pytest.raises(Refused, match="chép tên ấy vào đây"):
        write(register, file=with_own_headings())
    headings = Headings("người đứng TÊN", "Thôn ở", "Sinh")
    other = write(register, file=with_own_headings(), headings=headings)
    assert {
        (one.name, one.household and one.household.head.birth_year)
        for one in other.holders.select_related("household__head")
    } == {("Lê Văn Một", 1970), ("Lê Văn Hai", 1981)}
    assert kept_headings(register.commune) == headings
    assert kept_headings(register.other_commune) == Headings()


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (Headings("", "Thôn ở"), "Ghi tên cột họ tên"),
        (Headings("Họ và chữ lót"), "không có cột “Họ và chữ lót”"),
        (Headings("Người đứng tên", "Xóm"), "không có cột “Xóm”"),
    ],
)
def test_a_heading_that_the_file_has_not_is_refused(register: World, headings: Headings, words: str):
    with pytest.raises(Refused, match=words):
        write(register, file=with_own_headings(), headings=headings)
    assert kept_headings(register.commune) == Headings()


def test_the_headings_are_remembered_on_the_page(register: World):
    lan, file = sign_in(register.lan), with_own_headings()
    form = FORM | {"name_heading": "Người đứng tên", "hamlet_heading": "Thôn ở", "birth_heading": "Sinh"}
    assert "Người đứng tên" not in shown(lan.get(here(register))).replace("ví dụ “Người đứng tên”", "")
    refused(
        lan.post(
            here(register), FORM | {"name_heading": "Sai", "file": SimpleUploadedFile("a.xlsx", file.content)}
        ),
        "không có cột “Sai”",
    )
    answer = lan.post(
        here(register), form | {"file": SimpleUploadedFile("a.xlsx", file.content)}, follow=True
    )
    assert "2 hộ" in shown(answer)
    assert 'value="Người đứng tên"' in lan.get(here(register)).content.decode()
    assert (
        'value="Người đứng tên"'
        not in sign_in(register.oanh)
        .get(reverse("otherlist_new", args=[register.other_commune.pk, CULTURAL]))
        .content.decode()
    )


def test_nobody_stands_in_two_lists_of_a_year(register: World):
    write(register, names="Lê Văn Một; Ấp 1")
    with pytest.raises(Refused, match="Quyết định 77/QĐ-UBND của danh hiệu này đã ghi rồi"):
        write(register, names="Lê Văn Một; Ấp 2")
    again = decision(number="90/QĐ-UBND")
    with pytest.raises(Refused, match="đã có Gia đình văn hóa năm 2024 theo 77/QĐ-UBND ngày 20/11/2024"):
        write(register, typed=again, names="Lê Văn Một; Ấp 1")
    actions.withdraw_other_list(OtherList.objects.get(), why="Nhầm", by=register.actor(register.lan))
    assert write(register, typed=again, names="Lê Văn Một; Ấp 1").holders.count() == 1


def test_a_hamlet_and_a_commune_by_choice(register: World):
    typed = decision("new_rural_hamlet")
    other = write(register, typed=typed, hamlets=[register.hamlet.pk, register.other_hamlet.pk])
    assert [one.place for one in other.holders.all()] == [register.hamlet], "the other is of another commune"
    with pytest.raises(Refused, match="Chọn ít nhất một ấp"):
        write(register, typed=decision("civilised_urban_hamlet"))
    whole = write(register, typed=decision("model_new_rural_commune"))
    assert [one.place for one in whole.holders.all()] == [register.commune]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"kind": "x"}, "chọn danh hiệu"),
        ({"paper_number": " "}, "Ghi số quyết định"),
        ({"paper_date": None}, "Ghi ngày quyết định"),
        ({"paper_date": dt.date(2020, 1, 1)}, "không phải của năm 2024"),
        ({"year": 2090}, "Năm phải từ 1990"),
        ({"paper_issuer": ""}, "Ghi cơ quan ban hành"),
        ({"source": ""}, "lấy từ đâu"),
    ],
)
def test_a_decision_has_its_number_day_and_source(register: World, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        write(register, typed=dataclasses.replace(decision(), **other), names="Lê Văn Một; Ấp 1")


def test_a_name_is_found_whatever_its_case_and_never_guessed():
    one, two, hamlet = uuid4(), uuid4(), uuid4()
    families = Families([Family(one, hamlet, "Lê Văn Một", 1970), Family(two, hamlet, "Lê Văn Một", None)])
    found, why = families.find(Row("", "lê văn MỘT", None, 1970))
    assert (found and found.household_id, why) == (one, "")
    assert families.find(Row("", "Lê Văn Một"))[0] is None
    assert families.find(Row("", "Lê Văn Một", uuid4()))[0] is None


@pytest.mark.requirement("S3-51")
def test_what_the_meetings_proposed_is_taken_over_and_not_typed_again(scored: Season):
    held(scored)
    lan = sign_in(scored.officer)
    address = here(scored.world)
    assert "Lấy tên từ 1 cuộc họp" in shown(lan.get(address, {"year": 2024}))
    page = shown(lan.get(address, {"year": 2024, "meetings": 1}))
    name = str(scored.households[1])
    assert f"{name}; {scored.hamlet.title}" in page
    assert f"{scored.households[0]}; " not in page
    form = FORM | {"names": f"{name}; {scored.hamlet.title}"}
    assert lan.post(address, form).status_code == 302
    assert OtherHolder.objects.get().household == scored.households[1]


def test_the_page_says_which_line_is_wrong_and_takes_a_file(register: World):
    lan = sign_in(register.lan)
    refused(lan.post(here(register), FORM | {"names": "Lê Văn Một"}), "Dòng 1: có 2 chủ hộ")
    content = sheet([["Lê Văn Một", "Ấp 1", 1970]], HEADS)
    answer = lan.post(here(register), FORM | {"file": SimpleUploadedFile("a.xlsx", content)}, follow=True)
    assert "1 hộ" in shown(answer)


def test_others_write_none(register: World):
    assert sign_in(register.oanh).get(here(register)).status_code == 404
    assert sign_in(register.hung).get(here(register)).status_code == 403
    assert sign_in(register.lan).get(here(register, "khong-co")).status_code == 404
    with pytest.raises(Forbidden):
        actions.list_other_title(register.commune, decision(), by=register.actor(register.oanh))
    hamlet, lan = register.hamlet, register.actor(register.lan)
    with pytest.raises(Refused, match="ghi theo xã"):
        actions.list_other_title(hamlet, decision(), by=lan)
