"""Phiếu chấm điểm: right for citizens, and a whole Tổ in one file."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from hoctap.papers.layout_check import check_layout
from hoctap.people.models import Household, HouseholdMember, Person
from hoctap.recognition import actions, contents
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.views import entering
from tests.recognition.hands import ALL_POINTS, refused, sign_in
from tests.recognition.own import OwnRound, send
from tests.recognition.test_citizens import open_round
from tests.world import World, make_household


@pytest.fixture
def own(world: World) -> OwnRound:
    return OwnRound(world)


def sheets(own: OwnRound, query: str = "", who: Any = None) -> Any:
    where = reverse("entry_score_sheets", args=[own.season.pk, own.world.hamlet.pk])
    return sign_in(who or own.world.hung).get(where + query)


def words_of(docx: bytes) -> str:
    return "\n".join(text.text or "" for text in Document(BytesIO(docx)).element.body.iter(qn("w:t")))


def test_a_hamlet_gets_all_sheets_in_one_file_each_from_page_1(own: OwnRound):
    answer = sheets(own)
    words = words_of(answer.content)
    assert "Lê Văn An" in words
    assert "Phạm Thị Bích Thủy" in words
    document = Document(BytesIO(answer.content))
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert starts == ["1", "1"]
    assert check_layout(answer.content, "score_sheet", sample_mark=own.world.edition.sample_mark) == []


def test_one_to_alone_and_not_too_many_at_once(own: OwnRound, monkeypatch: pytest.MonkeyPatch):
    Household.objects.filter(pk=own.first.household_id).update(group_name="Tổ 3")
    assert "Phạm Thị Bích Thủy" not in words_of(sheets(own, "?group=Tổ 3").content)
    refused(sheets(own, "?group=Tổ 9"), "Chưa có hồ sơ nào để in")
    monkeypatch.setattr(entering, "MOST_SCORE_SHEETS", 1)
    refused(sheets(own), "Có 2 phiếu, mỗi tệp nhiều nhất 1", "chọn từng Tổ")


def test_outsiders_get_no_sheet(own: OwnRound):
    assert sheets(own, who=own.world.oanh).status_code in (403, 404)


def test_a_citizens_sheet_speaks_of_a_citizen_and_marks_the_draft_labels(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    season = open_round(world)
    dossier = season.dossiers.get()
    form = season.edition.forms[1]["code"]
    row = TypedRow(dossier.pk, 1, True, "88", "85", none_too_low=True, form=form)
    actions.save_list(season, world.hamlet, [row], by=world.actor(world.lan))
    content = contents.score_sheet(season.dossiers.get())
    assert (content.subject_label, content.self_label, content.family.title) == (
        "Công dân", "Công dân tự chấm", "Công dân",
    )  # fmt: skip
    assert "tên các chỉ số theo bản dự thảo 2020" in content.edition_name
    assert "mẫu phiếu: Người lao động" in content.edition_name
    assert content.threshold_text == "Đạt khi từ 80 điểm và không chỉ số nào dưới 5 điểm"
    assert content.sample_mark == ""
    assert household.head.full_name in content.head_name


def test_the_sheet_names_who_answered_and_who_typed(own: OwnRound):
    actions.register_all(own.season, own.world.hamlet, by=own.officer)
    daughter = Person.objects.create(full_name="Lê Thị Con", birth_year=1999)
    HouseholdMember.objects.create(household=own.first.household, person=daughter, joined_year=2020)
    actions.score_by_criteria(
        own.first, column="self", points=ALL_POINTS, answered_by=daughter.pk, version=own.first.version, by=own.head
    )  # fmt: skip
    (author,) = contents.score_sheet(own.first).authors
    assert author.name == "Lê Thị Con"
    assert author.entered_by.startswith("Trần Văn Hùng")


def test_the_sheet_of_a_family_that_sent_its_own_answers_says_so(own: OwnRound):
    send(own.opened())
    (author,) = contents.score_sheet(own.first).authors
    assert (author.name, author.entered_by) == ("Người mở đường dẫn riêng của hộ", "")
