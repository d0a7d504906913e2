"""A long list is written by a job: progress, stop, again, kept for some days; who took names stands in the trail."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hoctap.audit.models import Event, Read
from hoctap.core import files
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import Title
from hoctap.recognition.models import Dossier
from hoctap.reports.models import ExportState, TableExport
from hoctap.reports.tables import actions, lists, tasks
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.rules import Definition
from tests.season import Season
from tests.world import World

FAMILIES = Title.LEARNING_FAMILY


def wanted(world: World, part: str = "registered") -> DossierList:
    return DossierList(world.commune, 2024, FAMILIES, part)


def ask(world: World, part: str = "registered") -> TableExport:
    return actions.ask_for_dossiers(wanted(world, part), by=world.actor(world.lan))


def again(export: TableExport) -> TableExport:
    return TableExport.objects.get(pk=export.pk)


def write(export: TableExport) -> TableExport:
    tasks.write_export(str(export.pk))
    return again(export)


def rows_of(content: bytes) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(content)).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_it_is_written_and_taken_by_whoever_asked(two_seasons: World, client: Client):
    export = ask(two_seasons)
    client.force_login(two_seasons.lan)
    url = reverse("tableexport_detail", args=[export.pk])
    assert "Đang ghi" in client.get(url).text
    assert client.get(url, HTTP_HX_REQUEST="true").headers.get("HX-Refresh") is None
    export = write(export)
    assert (export.state, export.total, export.done) == (ExportState.DONE, 6, 6)
    assert client.get(url, HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    assert "Tải tệp Excel" in client.get(url).text
    answer = client.get(reverse("tableexport_file", args=[export.pk]))
    rows = rows_of(answer.content)
    head = next(row for row in rows if row[0] == "Họ và tên")
    assert head[-4:] == ["Chỉ số A1", "Chỉ số A2", "Chỉ số B1", "Chỉ số B2"]
    named = rows[rows.index(head) + 1 :]
    assert [row[1] for row in named] == [1, 2, 3, 4, 5, 6]
    assert [row[5] for row in named] == ["Ấp 1"] * 4 + ["Ấp 2"] * 2
    assert any("Nguyễn Thị Lan" in str(row[0]) for row in rows)
    taken = Event.objects.get(what="reports.tableexport.taken")
    assert (taken.count, taken.actor_id) == (6, str(two_seasons.lan.pk))
    assert Read.objects.get(page="tableexport_file").persons == 6


def test_the_points_are_those_that_count(scored: Season):
    dossier = scored.dossiers[0]
    dossier.answers = {
        "A1": {"hamlet": {"points": "28"}, "commune": {"points": "25.5"}},
        "A2": {"hamlet": {"points": "30"}, "self": {"points": "1"}},
        "totals": {"hamlet": {"points": "88"}},
    }
    dossier.save()
    sheet = lists.dossier_sheet(DossierList(scored.commune, 2024, FAMILIES, "registered"), [dossier.pk])
    (line,) = list(sheet.rows)
    told = dict(zip([column.head for column in sheet.columns], line, strict=True))
    assert [str(told[f"Chỉ số {code}"]) for code in ("A1", "A2", "B1")] == ["25.5", "30", "None"]
    assert told["Họ và tên"] == told["Chủ hộ"] == dossier.subject_name
    assert told["Điểm tính"] == dossier.counted_total


def test_stopped_while_it_is_written_it_keeps_nothing_and_can_be_written_again(
    two_seasons: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    export = ask(two_seasons)
    client.force_login(two_seasons.lan)

    def sheet_that_is_stopped(row: TableExport, by: Any) -> Any:
        sheet = found(row, by)
        client.post(reverse("tableexport_stop", args=[row.pk]))
        return sheet

    found = tasks._sheet
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_sheet", sheet_that_is_stopped)
        export = write(export)
    assert (export.state, export.sha256) == (ExportState.STOPPED, "")
    assert write(export).state == ExportState.STOPPED
    assert "Ghi lại từ đầu" in client.get(reverse("tableexport_detail", args=[export.pk])).text
    client.post(reverse("tableexport_resume", args=[export.pk]))
    assert again(export).state == ExportState.QUEUED
    assert write(export).state == ExportState.DONE
    client.post(reverse("tableexport_resume", args=[export.pk]))
    assert again(export).state == ExportState.DONE


def test_stopped_between_two_rows_it_ends_at_once(two_seasons: World):
    export = ask(two_seasons)
    actions.begin_export(export, by=system_job("thử"))
    tasks._note(export, 500)
    assert again(export).done == 500
    actions.stop_export(export, by=two_seasons.actor(two_seasons.lan))
    with pytest.raises(tasks.Stopped):
        tasks._note(export, 1000)


def test_killed_half_way_it_begins_again_and_done_twice_changes_nothing(two_seasons: World):
    export = ask(two_seasons)
    assert actions.begin_export(export, by=system_job("thử"))
    export = write(export)
    assert export.state == ExportState.DONE
    assert write(export).made_at == export.made_at


def test_a_full_disk_is_said(two_seasons: World, monkeypatch: pytest.MonkeyPatch):
    import errno

    def full(*args: Any, **kwargs: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    export = ask(two_seasons)
    monkeypatch.setattr(tasks, "write_xlsx", full)
    export = write(export)
    assert export.state == ExportState.FAILED
    assert "hết chỗ" in export.failed


def test_the_file_goes_after_some_days_and_the_row_stays(two_seasons: World, client: Client):
    export = write(ask(two_seasons))
    sha256 = export.sha256
    assert files.size_of(sha256)
    assert files.is_named(sha256)
    tasks.drop_exports(0)
    assert again(export).state == ExportState.DONE
    TableExport.objects.update(made_at=timezone.now() - dt.timedelta(days=4))
    tasks.drop_exports(0)
    assert (again(export).state, again(export).sha256) == (ExportState.DROPPED, "")
    assert not files.is_named(sha256)
    client.force_login(two_seasons.lan)
    assert client.get(reverse("tableexport_file", args=[export.pk])).status_code == 404
    assert "không còn giữ" in client.get(reverse("tableexport_detail", args=[export.pk])).text


def test_nobody_else_takes_it_not_even_with_the_right_at_the_place(two_seasons: World, client: Client):
    export = write(ask(two_seasons))
    for user in (two_seasons.minh, two_seasons.bich, two_seasons.oanh, two_seasons.hung):
        client.force_login(user)
        for name in ("tableexport_detail", "tableexport_file"):
            assert client.get(reverse(name, args=[export.pk])).status_code == 404
        for name in ("tableexport_stop", "tableexport_resume"):
            assert client.post(reverse(name, args=[export.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.take_export(export, by=two_seasons.actor(two_seasons.minh))


def test_what_lost_its_job_has_one_again(two_seasons: World):
    from procrastinate.contrib.django.models import ProcrastinateJob

    export = ask(two_seasons)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_jobs")
    tasks.wake_exports(0)
    assert not ProcrastinateJob.objects.filter(task_name="reports.write_export").exists()
    TableExport.objects.update(asked_at=timezone.now() - dt.timedelta(hours=1))
    tasks.wake_exports(0)
    assert ProcrastinateJob.objects.get(task_name="reports.write_export").args == {
        "export_id": str(export.pk)
    }


def test_asked_for_again_it_is_the_one_that_is_being_written(two_seasons: World):
    assert ask(two_seasons) == ask(two_seasons)
    assert ask(two_seasons) != ask(two_seasons, "numerator")


def test_an_empty_list_is_refused(two_seasons: World):
    nothing = DossierList(two_seasons.commune, 2020, FAMILIES, "numerator")
    with pytest.raises(Refused, match="Không có dòng nào"):
        actions.ask_for_dossiers(nothing, by=two_seasons.actor(two_seasons.lan))


def test_a_table_too_large_for_a_page_is_written_too(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    asked = Definition(2024, measures=("learning_family.recognised",))
    url = reverse(
        "tableexport_table",
        query={"place": two_seasons.commune.pk, "year": 2024, "measure": asked.measures[0]},
    )
    assert client.post(url).status_code == 302
    export = write(TableExport.objects.get())
    rows = rows_of(files.read(export.sha256))
    assert ["Ấp 1", 0.5] in rows
    answer = client.get(reverse("tableexport_file", args=[export.pk]))
    assert answer.status_code == 200
    assert not Read.objects.filter(page="tableexport_file").exists()


def test_rows_come_in_pieces_at_a_price_that_grows_by_the_piece(two_seasons: World):
    ids = list(Dossier.objects.filter(year=2024).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as captured:
        assert len(list(lists.dossier_sheet(wanted(two_seasons), ids, chunk=100).rows)) == 8
    # The mark of the edition, the rows of a piece, the names of their hamlets.
    assert len(captured) == 4


def test_the_list_goes_out_as_csv_at_once(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    asked = {
        "place": str(two_seasons.commune.pk),
        "year": "2024",
        "title": FAMILIES.value,
        "part": "numerator",
    }
    answer = client.get(reverse("tableexport_csv"), asked)
    rows = list(
        csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 5
    assert Event.objects.get(what="reports.list.taken").count == 4
    assert len(Read.objects.get(page="tableexport_csv").subjects) == 8
    client.force_login(two_seasons.oanh)
    assert client.get(reverse("tableexport_csv"), asked).status_code == 404
