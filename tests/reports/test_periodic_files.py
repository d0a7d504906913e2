"""Files that go along with a report, from the draft to whoever receives it."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from hoctap.core import files
from hoctap.core.refusals import Refused
from hoctap.papers.rendering import TEMPLATES
from hoctap.reports.attached.actions import attach_file, withdraw_file
from hoctap.reports.attached.queries import enclosed_in
from hoctap.reports.calls.case_files import contents_of
from hoctap.reports.periodic import actions, rules
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.models import PeriodicReport, ReportFile
from tests.evidence.test_actions import PDF, photo
from tests.reports.periodic.steps import (
    YEAR_2024,
    SetDay,
    asked,
    committee_of,
    opened,
    sent,
    type_of,
    written,
)
from tests.world import World


def workbook(extra: str = "") -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    if extra:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(extra, b"x")
    return out.getvalue()


def added(client: Client, report: PeriodicReport, name: str, content: bytes, file: str = "a.pdf") -> Any:
    url = reverse("periodic_file_add", args=[report.pk])
    return client.post(url, {"name": name, "file": SimpleUploadedFile(file, content)})


def with_file(world: World, content: bytes = PDF, name: str = "Danh sách hộ đạt") -> PeriodicReport:
    report = opened(world)
    attach_file(report, name, content, by=world.actor(world.lan))
    return report


def opened_again(world: World) -> PeriodicReport:
    """A correction of the report that was sent, with one more file."""
    by = world.actor(world.lan)
    report = actions.open_report(
        type_of("model_results"), world.commune, committee_of(world.commune), YEAR_2024, why="Sửa", by=by
    )
    attach_file(report, "Nháp", PDF + b"%%", by=by)
    return report


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, files.PDF),
        (photo(), "image/jpeg"),
        (workbook(), files.XLSX),
        ((TEMPLATES / "plan.docx").read_bytes(), files.DOCX),
    ],
    ids=["pdf", "photo", "xlsx", "docx"],
)
def test_scans_photos_and_office_files_go_along(
    reporting: World, client: Client, on: SetDay, content: bytes, media_type: str
):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    assert added(client, report, "Danh sách hộ đạt", content).status_code == 302
    (row,) = report.files.all()
    assert (row.media_type, row.name, row.by) == (
        media_type,
        "Danh sách hộ đạt",
        reporting.actor(reporting.lan).described,
    )
    assert "Danh sách hộ đạt" in client.get(reverse("periodic_write", args=[report.pk])).text
    answer = client.get(reverse("periodic_file", args=[row.pk]))
    assert answer["Content-Type"] == media_type
    assert answer.content == files.read(row.sha256)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("", PDF, "Ghi tên tài liệu"),
        ("Phần mềm", b"MZ" + b"x" * 50, "loại tệp không nhận"),
        ("Bảng", workbook("xl/vbaProject.bin"), "có macro"),
        ("Bảng", b"PK\x03\x04 xl/workbook.xml", "Tệp hỏng"),
        ("Trống", b"", "Tệp rỗng"),
        ("danh sách hộ đạt", PDF + b"%", "Đã có tài liệu tên"),
        ("Tên khác", PDF, "Tệp này đã kèm, tên “Danh sách hộ đạt”"),
    ],
    ids=["no name", "program", "macro", "broken", "empty", "name twice", "content twice"],
)
def test_what_is_refused_says_why_and_keeps_nothing(
    reporting: World, client: Client, on: SetDay, name: str, content: bytes, says: str
):
    on(2024, 11, 12)
    report = with_file(reporting)
    client.force_login(reporting.lan)
    answer = added(client, report, name, content)
    assert answer.status_code == 422
    assert says in answer.text
    assert report.files.count() == 1


def test_no_more_than_so_many_and_so_large():
    names = [str(number) for number in range(rules.MOST_FILES)]
    many = rules.attach_blockers(rules.AttachFacts("Một nữa", 10, names, 10))
    large = rules.attach_blockers(rules.AttachFacts("Một nữa", 10, ["a"], rules.MOST_BYTES))
    assert "Nhiều nhất 20 tệp" in many[0].text
    assert "cộng lại quá 60 MB" in large[0].text


def test_a_withdrawn_file_does_not_go_along_and_is_not_lost(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = with_file(reporting)
    (row,) = report.files.all()
    client.force_login(reporting.lan)
    assert client.post(reverse("periodic_file_withdraw", args=[row.pk])).status_code == 302
    again = client.post(reverse("periodic_file_withdraw", args=[row.pk]))
    assert (again.status_code, "đã được rút" in again.text) == (422, True)
    page = client.get(reverse("periodic_write", args=[report.pk])).text
    assert "Tệp đã rút" in page
    assert client.get(reverse("periodic_file", args=[row.pk])).status_code == 200
    assert added(client, report, "Danh sách hộ đạt", PDF).status_code == 302
    actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    report.refresh_from_db()
    assert len(enclosed_in(report)) == 1
    client.force_login(reporting.bich)
    assert client.get(reverse("periodic_file", args=[row.pk])).status_code == 404


def test_sent_files_are_frozen_named_in_the_paper_and_opened_by_the_receiver(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    report = with_file(reporting)
    (row,) = report.files.all()
    client.force_login(reporting.bich)
    assert client.get(reverse("periodic_file", args=[row.pk])).status_code == 404
    actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    report.refresh_from_db()
    assert report.frozen is not None
    assert report.frozen["files"][0]["sha256"] == row.sha256
    page = client.get(reverse("periodic_detail", args=[report.pk])).text
    assert "Danh sách hộ đạt" in page
    assert client.get(reverse("periodic_file", args=[row.pk])).content == PDF
    client.force_login(reporting.oanh)
    assert client.get(reverse("periodic_file", args=[row.pk])).status_code == 404
    assert client.post(reverse("periodic_file_withdraw", args=[row.pk])).status_code == 404
    assert added(client, report, "Thêm", PDF + b"%").status_code == 404
    assert report.paper is not None
    assert "Kèm theo báo cáo này: Danh sách hộ đạt" in str(report.paper.versions.get().content)
    by = reporting.actor(reporting.lan)
    with pytest.raises(Refused, match="không sửa được nữa"):
        withdraw_file(row, by=by)
    with pytest.raises(Refused, match="không sửa được nữa"):
        attach_file(report, "Thêm", PDF + b"%", by=by)
    contents = contents_of(str(call.pk))
    assert contents is not None
    (one,) = contents.attachments
    assert (one.sha256, one.name.startswith("kem-theo/01-"), one.name.endswith(".pdf")) == (
        row.sha256,
        True,
        True,
    )


def test_whoever_reads_and_does_not_write_finds_no_step(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = with_file(reporting)
    (row,) = report.files.all()
    actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    client.force_login(reporting.bich)
    assert added(client, report, "Thêm", PDF + b"%").status_code == 404
    assert client.post(reverse("periodic_file_withdraw", args=[row.pk])).status_code == 404
    draft = opened_again(reporting)
    client.force_login(reporting.minh)
    assert client.get(reverse("periodic_file", args=[row.pk])).status_code == 200
    assert client.get(reverse("periodic_file", args=[draft.files.latest("at").pk])).status_code == 404


def test_the_next_version_begins_with_them(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = with_file(reporting)
    actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    actions.return_report(report, [Remark("", "Thiếu biên bản")], by=reporting.actor(reporting.bich))
    second = sent(reporting)
    assert [one.name for one in enclosed_in(second)] == ["Danh sách hộ đạt"]
    assert ReportFile.objects.count() == 2


def test_the_page_reads_files_in_a_fixed_number_of_queries(
    reporting: World, client: Client, on: SetDay, django_assert_max_num_queries: Any
):
    on(2024, 11, 12)
    report = with_file(reporting)
    client.force_login(reporting.lan)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(reverse("periodic_write", args=[report.pk]))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("periodic_write", args=[report.pk]))
    for number in range(4):
        attach_file(report, f"Ảnh {number}", PDF + b"%" * number + b"x", by=reporting.actor(reporting.lan))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("periodic_write", args=[report.pk]))
    assert len(many) <= len(few)
