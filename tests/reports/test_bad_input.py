"""What may come in wrong, each as its user meets it on the screen: refused by name with the cure, nothing kept, what was typed still there."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.papers.models import OfficeTemplate
from hoctap.recognition.models import RecognitionRound, RoundState
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.periodic import actions
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.models import PeriodicReport, ReportState
from tests.papers.test_templating import changed, say
from tests.reports.foreign.forms import province_form
from tests.reports.foreign.hands import PAGE, bring, tell
from tests.reports.foreign.hands import sent as workbook
from tests.reports.periodic.steps import (
    SetDay,
    accepted,
    asked,
    committee_of,
    opened,
    sent,
    signed,
    type_of,
    written,
)
from tests.world import World

pytestmark = pytest.mark.requirement("S3-64")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _broken_tag(document: Any) -> None:
    say(document, "{{ summary }}", "{{ sumary }}")


def _missing_font(document: Any) -> None:
    for fonts in document.styles.element.iter(f"{W}rFonts"):
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(W + name, ".VnTime")


@pytest.mark.parametrize(
    ("change", "words"),
    [(_broken_tag, "thẻ {{ sumary }} không có"), (_missing_font, ".VnTime")],
    ids=["tag", "font"],
)
def test_a_template_with_a_broken_tag_or_another_font(
    reporting: World, client: Client, change: Any, words: str
):
    client.force_login(reporting.lan)
    typed = {
        "organisation": str(reporting.association.pk),
        "valid_from": "2024-01-01",
        "file": SimpleUploadedFile("mau.docx", changed(change, "notice")),
    }
    answer = client.post(reverse("officetemplate_new", args=["notice"]), typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert not OfficeTemplate.objects.exists()


def test_a_number_that_another_paper_has(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    first = accepted_without_call(reporting)
    again = actions.open_report(
        first.type, first.place, first.issuer, first.period, why="Sửa", by=reporting.actor(reporting.lan)
    )
    again = actions.submit_report(written(again, reporting), by=reporting.actor(reporting.lan))
    client.force_login(reporting.lan)
    client.post(reverse("paper_print", args=[again.paper_id]))
    typed = {"number": "31", "dated_on": "2024-11-12", "signer": "Phan Văn Ký", "signing_capacity": "other"}
    answer = client.post(reverse("paper_sign", args=[again.paper_id]), typed)
    assert answer.status_code == 422
    assert "Số 31 đã ghi cho" in answer.text
    assert "Xem lại sổ văn bản đi" in answer.text
    assert 'value="31"' in answer.text
    again.refresh_from_db()
    assert not again.paper.is_signed


def accepted_without_call(world: World) -> PeriodicReport:
    report = sent(world)
    signed(report, 31, world)
    return report


def test_a_report_for_a_place_that_did_not_exist_then(reporting: World, client: Client, on: SetDay):
    on(2026, 11, 12)
    commune = reporting.commune
    committee = committee_of(commune)
    client.force_login(reporting.lan)
    typed = {"type": str(type_of("model_results").pk), "place": str(commune.pk), "year": "2024"}
    commune.valid_from = dt.date(2025, 7, 1)
    commune.save()
    answer = client.post(reverse("periodic_new"), typed)
    assert answer.status_code == 422
    assert "Xã Tân Kiều có từ ngày 01/07/2025, không có báo cáo năm 2024" in answer.text
    assert 'value="2024"' in answer.text
    commune.valid_from, commune.valid_to = dt.date(2000, 1, 1), dt.date(2024, 1, 1)
    commune.save()
    answer = client.post(reverse("periodic_new"), typed | {"issuer": str(committee.pk)})
    assert answer.status_code == 422
    assert "kết thúc ngày 01/01/2024, không có báo cáo năm 2024" in answer.text
    assert not PeriodicReport.objects.exists()


def test_a_receiver_that_was_abolished(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = written(opened(reporting), reporting)
    body = report.receivers.get(gathers=True).organisation
    assert body is not None
    body.valid_to, body.successor = dt.date(2024, 11, 1), reporting.committee
    body.save()
    client.force_login(reporting.lan)
    answer = client.post(reverse("periodic_submit", args=[report.pk]))
    assert answer.status_code == 422
    assert "đã kết thúc ngày 01/11/2024. Nơi kế thừa: Ủy ban nhân dân xã Tân Kiều" in answer.text
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    # Typed again by hand it is the same body, refused beside its field.
    typed = {"receivers": f"* {body.name}"}
    answer = client.post(reverse("periodic_receivers", args=[report.pk]), typed)
    assert answer.status_code == 422
    assert "Nơi kế thừa: Ủy ban nhân dân xã Tân Kiều" in answer.text
    cured = {"receivers": "* Ủy ban nhân dân xã Tân Kiều"}
    assert client.post(reverse("periodic_submit", args=[report.pk]), cured).status_code == 302


@pytest.mark.usefixtures("district_officer")
def test_a_form_with_merged_cells_and_formulas(reporting: World, client: Client):
    form = bring(reporting)
    client.force_login(reporting.bich)
    typed = {"sheet": PAGE, "code": "learning_family.total", "when": "now", "who": "row", "name_column": "B"}
    for cells, words in (
        ("E4", "ô E4 nằm trong vùng gộp D4:E4. Hãy chọn ô D4."),
        ("C10", "ô C10 có công thức (=SUM(C8:C9)), giữ nguyên, không điền."),
        ("B8", "ô B8 đã có chữ “Tân Kiều”"),
    ):
        answer = client.post(reverse("foreign_detail", args=[form.pk]), typed | {"cells": cells})
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{cells}"' in answer.text
    assert ForeignForm.objects.get().rules == []


@pytest.mark.usefixtures("district_officer")
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "bieu.xls", "lưu thành tệp .xlsx"),
        (province_form()[:4000], "bieu.xlsx", "Tệp hỏng"),
    ],
    ids=["xls", "torn"],
)
def test_a_form_that_cannot_be_opened(
    reporting: World, client: Client, content: bytes, name: str, words: str
):
    client.force_login(reporting.bich)
    typed = {"place": reporting.district.pk, "file": SimpleUploadedFile(name, content)}
    answer = client.post(reverse("foreign_new"), typed)
    assert answer.status_code == 422
    assert words in answer.text
    form = tell(reporting, bring(reporting), "C8 đến hết", "learning_family.total")
    answer = client.post(reverse("foreign_replace", args=[form.pk]), {"file": workbook(content)})
    assert answer.status_code == 422
    assert len(ForeignForm.objects.get(pk=form.pk).rules) == 1


def test_what_is_sent_after_the_last_day_is_late_on_every_screen(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    on(2024, 11, 15)
    report = written(opened(reporting), reporting)
    client.force_login(reporting.lan)
    assert "quá hạn 1 ngày" in client.get(reverse("periodic_check", args=[report.pk])).text
    assert client.post(reverse("periodic_submit", args=[report.pk])).status_code == 302
    for user in (reporting.lan, reporting.bich):
        client.force_login(user)
        page = client.get(reverse("periodic_detail", args=[report.pk])).text
        assert "trễ hạn (hạn cuối 14/11/2024)" in page
    assert "2 trễ hạn" in client.get(reverse("call_detail", args=[call.pk])).text
    # Returned and sent again it stays so.
    actions.return_report(report, [Remark("", "Sửa")], by=reporting.actor(reporting.bich))
    again = sent(reporting)
    page = client.get(reverse("periodic_detail", args=[again.pk])).text
    assert "trễ hạn (hạn cuối 14/11/2024)" in page


def test_a_year_whose_report_was_accepted_is_not_opened_again(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = accepted(reporting, reporting.commune, 31)
    season = RecognitionRound.objects.get(place=reporting.commune, year=2024)
    season.state = RoundState.CLOSED
    season.save()
    client.force_login(reporting.lan)
    url = reverse("round_reopen", args=[season.pk])
    answer = client.post(url, {"why": "Sót hai hộ"})
    assert answer.status_code == 422
    assert "đã được nhận" in answer.text
    assert "đề nghị Hội Khuyến học huyện Tháp Mười trả lại báo cáo ấy trước" in answer.text
    assert 'value="Sót hai hộ"' in answer.text
    actions.return_report(report, [Remark("", "Mở lại năm")], by=reporting.actor(reporting.bich))
    assert client.post(url, {"why": "Sót hai hộ"}).status_code == 302
    season.refresh_from_db()
    assert season.state == RoundState.OPEN
