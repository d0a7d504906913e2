from typing import Any
from uuid import uuid4

import pytest

from hoctap.intake import planning
from hoctap.intake.lines import Line, SourceText
from hoctap.intake.models import Proposal
from hoctap.intake.proposing import Proposed, cleaned, decimal_of, proposals
from hoctap.plans.contents.rules import RecipientDetails
from hoctap.plans.tasking.rules import TaskDetails


def source(*texts: str, confidence: float | None = None) -> SourceText:
    return SourceText(tuple(Line(number, text, 1, confidence) for number, text in enumerate(texts, start=1)))


def only(found: list[Proposed], group: str) -> Proposed:
    (one,) = [one for one in found if one.group == group]
    return one


def said(**parts: Any) -> dict[str, Any]:
    return {"metadata": {}, "targets": [], "tasks": [], "recipients": []} | parts


def test_nothing_said_is_nothing_proposed():
    assert proposals(said(escalation=None, signer=None), source("a")) == []


def test_a_target_keeps_its_line_page_and_how_sure_it_is():
    target = {
        "text": "85% hộ",
        "kind": "percent",
        "value": 85,
        "comparator": ">=",
        "unit": "%",
        "deadline_year": 2024,
        "lines": [2, 2],
    }
    one = only(proposals(said(targets=[target]), source("x", "85% hộ", confidence=0.6)), "target")
    assert (one.lines, one.page, one.confidence) == ((2, 2), 1, 0.6)
    assert (one.value["value"], one.value["year"], one.value["value_max"]) == ("85", "2024", "")


def test_what_is_said_twice_is_proposed_once():
    targets = [
        {"text": "a", "value": 1, "lines": [1, 1]},
        {"text": "a", "value": 1, "lines": [1, 1], "duplicate_of": "x"},
    ]
    assert len([one for one in proposals(said(targets=targets), source("a")) if one.group == "target"]) == 1


def test_a_past_figure_is_a_baseline_and_no_target():
    found = proposals(
        said(baselines=[{"text": "đã mở 5 lớp", "value": 5, "year": 2023, "lines": [1, 1]}]), source("a")
    )
    assert [one.group for one in found] == ["baseline"]


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("gửi trước ngày 15/11/2024", "2024-11-14"),
        ("gửi trước 15 tháng 11 năm 2024", "2024-11-14"),
        ("xong đến hết ngày 15/11/2024", "2024-11-15"),
        ("15/11/2024", "2024-11-15"),
    ],
)
def test_before_a_day_ends_the_day_before(words: str, last_day: str):
    task = {"text": "Báo cáo", "deadline": "2024-11-15", "lines": [1, 1]}
    assert only(proposals(said(tasks=[task]), source(words)), "task").value["deadline"] == last_day


def test_a_task_without_a_deadline_or_a_lead_stays_without():
    one = only(
        proposals(
            said(
                tasks=[
                    {
                        "text": "Mở lớp",
                        "lead": [],
                        "lead_role": "không nêu",
                        "deadline": None,
                        "lines": [1, 1],
                    }
                ]
            ),
            source("Mở lớp"),
        ),
        "task",
    )
    assert (one.value["deadline"], one.value["leads"], one.value["role"]) == ("", "", "")


def test_lines_that_the_document_does_not_have_are_no_place():
    one = only(proposals(said(tasks=[{"text": "Mở lớp", "lines": [7, 9]}]), source("Mở lớp")), "task")
    assert (one.lines, one.page) == (None, None)


def test_the_head_is_found_in_the_first_lines():
    head = {
        "doc_type": "Kế hoạch",
        "number": "27",
        "date": "2024-01-12",
        "issuer": "Ủy ban nhân dân xã A",
        "period": {"start": "2024", "end": "2024"},
    }
    found = {
        one.key: one
        for one in proposals(
            said(metadata=head), source("ỦY BAN NHÂN DÂN", "XÃ A", "Số: 27", "ngày 12 tháng 01 năm 2024")
        )
    }
    assert found["issuer"].lines == (1, 2)
    assert found["date"].lines == (4, 4)
    assert found["year_from"].value == {"text": "2024"}
    assert "month" not in found
    assert "symbol" not in found


def test_a_month_alone_stays_a_month():
    found = {
        one.key: one
        for one in proposals(said(metadata={"date": None, "date_partial": "2023-07"}), source("a"))
    }
    assert found["month"].value == {"text": "07/2023"}
    assert "date" not in found


@pytest.mark.parametrize(
    ("text", "number"), [("12,5", "12.5"), ("1.200", "1200"), ("85", "85"), ("x", None), ("1e99", None)]
)
def test_numbers_are_read_as_people_write_them(text: str, number: str | None):
    found = decimal_of(text)
    assert (str(found) if found is not None else None) == number


def test_a_day_is_kept_as_a_day_and_a_bad_one_refused():
    value, reasons = cleaned("head", "date", {"text": "31/1/2024"})
    assert (value, reasons) == ({"text": "2024-01-31"}, [])
    assert cleaned("head", "date", {"text": "31/2/2024"})[1]
    assert cleaned("task", "", {"text": "x" * 2000})[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("hằng quý", "quarter"),
        ("mỗi năm học", "school_year"),
        ("6 tháng một lần", "half_year"),
        ("hằng năm", "year"),
        ("thường xuyên", "continuous"),
        ("khi có yêu cầu", "on_request"),
        ("", "once"),
    ],
)
def test_recurrence_in_words(words: str, code: str):
    assert planning.recurrence_of(words) == code


@pytest.mark.requirement("S3-66")
def test_recipients_are_a_body_a_section_each_commune_or_words():
    body = uuid4()

    def told(text: str) -> RecipientDetails:
        proposal = Proposal(group="recipient", value={"text": text, "purpose": ""}, first_line=3)
        return planning.recipient_details(
            proposal, lambda name: body if name == "Sở A" else None, {"IV.1", "II"}
        )

    assert (told("Sở A").group, told("Sở A").body_id, told("Sở A").source_from) == ("body", body, 3)
    assert (told("Các đơn vị tại Mục IV").group, told("Các đơn vị tại Mục IV").section) == (
        "in_section",
        "IV",
    )
    assert told("Các đơn vị tại Mục VII").group == "text"
    assert told("UBND các xã, thị trấn").group == "each_commune"
    assert told("Lưu: VT").group == "text"


def test_a_yearly_task_keeps_its_day_of_each_year_and_one_of_its_own_its_day():
    def told(**value: str) -> TaskDetails:
        fields = {"text": "Báo cáo", "leads": "UBND các xã; Hội A", "coordinating": "Hội A"} | value
        return planning.task_details(Proposal(group="task", value=fields), lambda name: None)

    yearly = told(recurrence="hằng năm", deadline="2024-12-09")
    assert (yearly.recurrence, yearly.before_on, yearly.due_month, yearly.due_day) == ("year", None, 12, 10)
    once = told(deadline="2024-03-31")
    assert (str(once.before_on), once.granularity) == ("2024-04-01", "day")
    assert [(one.name, one.part, one.mirror) for one in once.bodies] == [
        ("UBND các xã", "lead", "peoples_committee"),
        ("Hội A", "lead", ""),
        ("Hội A", "cooperate", ""),
    ]
