"""Who a paper goes to stands in its print by itself; the list begins with what was printed."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.papers.books import actions, recipients, rules
from hoctap.papers.books.recipients import RecipientLine, lines_of
from hoctap.papers.books.rules import PrintedLine, PrintFacts, printed_after
from hoctap.papers.drafting import actions as drafting
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Delivery, Paper, PaperState
from hoctap.papers.queries import docx_of
from tests.papers.test_draft_new import typed
from tests.papers.test_paper_detail import words
from tests.recognition.hands import shown, sign_in
from tests.season import Season

DAY = dt.date(2024, 11, 18)


def report(season: Season, **more: str) -> Paper:
    given = {"addressees": season.committee.name} | more
    return drafting.draft_paper(season.association, "report", typed(**given), by=season.by(season.officer))


def printed(paper: Paper) -> str:
    return words(docx_of(paper.versions.latest("version")))


def sign(season: Season, paper: Paper) -> Paper:
    by = season.by(season.officer)
    papers.mark_printed(paper, by=by)
    return papers.record_signature(paper, number=4, dated_on=DAY, signer="Nguyễn Thị Mai", by=by)


def test_a_draft_s_recipients_come_into_its_print_and_go_out_of_it(met: Season):
    paper, by = report(met), met.by(met.officer)
    lines = [
        RecipientLine(met.committee, purpose="report"),
        RecipientLine(words="Mặt trận xã", purpose="coordinate"),
        RecipientLine(words="VT", purpose="keep"),
    ]
    actions.set_recipients(paper, lines, by=by)
    said = printed(paper)
    assert "- Như trên;\n- Mặt trận xã (để phối hợp);\n- Lưu: VT." in said
    assert met.committee.name not in said.partition("Nơi nhận:")[2]
    assert check_layout(docx_of(paper.versions.latest("version"))) == []
    actions.set_recipients(paper, lines[:1], by=by)
    assert "Mặt trận" not in printed(paper)
    count = paper.versions.count()
    actions.set_recipients(paper, lines[:1], by=by)
    assert paper.versions.count() == count


def test_what_an_officer_typed_under_noi_nhan_stays(met: Season):
    paper = report(met, recipients="Như trên\nThường trực Đảng ủy (b/c)")
    actions.set_recipients(paper, [RecipientLine(words="Mặt trận xã")], by=met.by(met.officer))
    assert "- Như trên;\n- Thường trực Đảng ủy (b/c);\n- Mặt trận xã;\n- Lưu: VT." in printed(paper)


def test_a_paper_out_for_signature_is_only_printed_anew_when_it_is_asked_for(met: Season):
    paper, by = report(met), met.by(met.officer)
    papers.mark_printed(paper, by=by)
    actions.set_recipients(paper, [RecipientLine(words="Mặt trận xã")], by=by)
    assert "Mặt trận" not in printed(paper)
    lan = sign_in(met.officer)
    page = reverse("paper_recipients", args=[paper.pk])
    assert "Bản in chưa ghi: Mặt trận xã" in shown(lan.get(page))
    lan.post(reverse("paper_recipients_print", args=[paper.pk]))
    assert "- Mặt trận xã;" in printed(paper)
    assert "Bản in chưa ghi" not in shown(lan.get(page))
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT


def test_a_word_file_is_not_printed_into(met: Season):
    with pytest.raises(Refused, match="sửa Nơi nhận trong bản Word"):
        actions.print_recipients(met.meeting.minutes, by=met.by(met.officer))


def test_the_list_begins_with_what_was_printed_and_goes_out_at_the_signature(met: Season):
    paper = sign(met, report(met, recipients="Như trên\nMặt trận xã (để biết)"))
    kept = [(one.shown, one.purpose) for one in lines_of(paper)]
    assert kept == [(met.committee.name, ""), ("Mặt trận xã", "know")]
    assert Delivery.objects.get(recipient__paper=paper).organisation == met.committee
    assert recipients.lines_printed_on(paper) == []


def test_what_was_written_into_the_list_before_is_not_doubled(met: Season):
    paper = report(met, recipients="Như trên")
    actions.set_recipients(paper, [RecipientLine(met.committee, purpose="report")], by=met.by(met.officer))
    assert [one.shown for one in lines_of(sign(met, paper))] == [met.committee.name]


def test_an_urgent_paper_arrives_as_urgent(met: Season):
    paper = sign(met, report(met, urgency="at_once"))
    row = actions.receive(Delivery.objects.get(recipient__paper=paper), by=met.by(met.officer))
    assert row.urgency == "at_once"


def test_nobody_is_written_to_who_ended(met: Season):
    met.committee.valid_to = dt.date(2024, 11, 1)
    met.committee.ended_by = "Nghị quyết 01"
    met.committee.save()
    with pytest.raises(Refused) as caught:
        report(met, recipients=f"Mặt trận xã\n{met.committee.name}")
    found = {reason.field: reason.text for reason in caught.value.reasons}
    assert found["addressees"].startswith(f"Dòng 1: {met.committee.name} đã kết thúc từ 01/11/2024")
    assert found["recipients"].startswith("Dòng 2:")


def test_a_receiver_that_ended_before_the_day_of_the_paper_is_refused_at_the_signature(met: Season):
    paper = report(met)
    met.committee.valid_to = dt.date(2024, 11, 10)
    met.committee.save()
    with pytest.raises(Refused, match="đã kết thúc từ 10/11/2024"):
        sign(met, paper)


PRINTED = PrintFacts(("Như trên", "Các ấp (để thực hiện)"), ("UBND xã",), ())


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (PRINTED, ("Như trên", "Các ấp (để thực hiện)")),
        (PrintFacts(PRINTED.printed, ("UBND xã",), (PrintedLine("ubnd  xã", "để b/c"),)), PRINTED.printed),
        (PrintFacts((), ("UBND xã",), (PrintedLine("UBND xã", "để b/c"),)), ("Như trên",)),
        (PrintFacts((), (), (PrintedLine("A", "", "Các xã"), PrintedLine("B", "", "Các xã"))), ("Các xã",)),
        (
            PrintFacts(
                ("Các xã", "C"), (), (PrintedLine("A", "", "Các xã"),), frozenset({"cacxa", "b", "c"})
            ),
            ("Các xã",),
        ),
        (PrintFacts(("A",), (), (PrintedLine("VT", "lưu"),)), ("A",)),
    ],
)
def test_what_stands_under_noi_nhan(facts: PrintFacts, wanted: tuple[str, ...]):
    assert printed_after(facts) == wanted


@pytest.mark.parametrize(
    ("words", "is_reference"),
    [("Như trên", True), ("Như Điều 3", True), ("như kính gửi", True), ("Như Lai", False), ("Các ấp", False)],
)
def test_a_word_that_tells_of_others_names_nobody(words: str, is_reference: bool):
    assert rules.is_reference(words) == is_reference
