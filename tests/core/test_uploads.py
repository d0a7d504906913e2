"""A file larger than what is taken into memory: every form with a file says so, and nothing is written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from tests.examples import url_examples
from tests.season import preview_import, walk
from tests.world import World

LARGE = b"%PDF-1.7 " + b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
# Templates with a form for a file → the addresses that take it, with what else is typed.
FORMS = {
    "papers/paper_detail.html": [("paper_sign", {}), ("paper_edited", {}), ("paper_signed_add", {})],
    "evidence/_add_form.html": [
        ("dossier_evidence", {"kind": "file"}),
        ("evidence_add", {"kind": "file"}),
    ],
    "papers/sheet_new.html": [("sheet_new", {})],
    "papers/officetemplate_new.html": [("officetemplate_new", {"valid_from": "2024-01-01"})],
    "papers/_incoming_form.html": [
        ("incoming_new", {"urgency": "usual"}),
        ("incoming_edit", {"urgency": "usual"}),
    ],
    "recognition/posting_detail.html": [("posting_photo_add", {})],
    "recognition/meeting_attendance.html": [("meeting_keep_sheet", {})],
    "learning/session_detail.html": [("session_keep_sheet", {})],
    "criteria/label_new.html": [
        ("label_new", {"source": "Bản in", "valid_from": "2024-01-01", "label-CD1": "Tên thử"})
    ],
    "recognition/result_new.html": [
        ("result_new", {"total": "85", "passed": "yes", "confirmed_by": "Ông A"})
    ],
    "recognition/resultlist_new.html": [("resultlist_new", {})],
    "recognition/statedfigure_new.html": [("statedfigure_new", {"year": "2022", "source": "Báo cáo"})],
    "reports/foreign_new.html": [("foreign_new", {"name": "Biểu thử"})],
    "reports/_periodic_files.html": [("periodic_file_add", {"name": "Danh sách"})],
    "reports/foreign_detail.html": [("foreign_replace", {})],
    "recognition/otherlist_new.html": [("otherlist_new", {"year": "2023", "source": "Bản giấy"})],
    "assessments/_pieces.html": [("assessment_line", {"do": "piece"}), ("ranking_line", {"do": "piece"})],
    "assessments/assessment_outside.html": [("assessment_outside", {"number": "1/QĐ"})],
    "assessments/ranking_outside.html": [("ranking_outside", {})],
    "assessments/ranking_revoke.html": [("ranking_revoke", {})],
    "centres/check_detail.html": [("check_photo", {})],
    "centres/guidance_new.html": [("guidance_new", {})],
    "centres/regulation_new.html": [("regulation_new", {})],
    "learning/activity_detail.html": [("activity_file_add", {})],
    "learning/activity_quick.html": [("activity_quick", {})],
    "materials/material_detail.html": [("material_file", {})],
    "movements/movementunit_result.html": [("movementunit_result", {})],
    "partners/agreement_new.html": [("agreement_new", {})],
    "reading/mobilephoto_new.html": [("mobilephoto_new", {})],
    "reading/service_new.html": [("service_new", {})],
    "libraries/title_find.html": [("title_photo", {})],
    "libraries/catalogueimport_new.html": [("catalogueimport_new", {})],
    "surveys/survey_form_upload.html": [("survey_form_upload", {})],
    "criteria/_edition_pages.html": [("edition_page_add", {"name": "trang 2"})],
    "criteria/edition_detail.html": [("edition_take", {})],
    "criteria/edition_import.html": [("edition_import", {})],
    "criteria/edition_publish.html": [("edition_publish", {})],
    "intake/reading_new.html": [("reading_new", {})],
    "places/outline_list.html": [("outline_list", {})],
    "plans/instance_detail.html": [("instance_done", {})],
    "people/import_new.html": [("import_new", None)],
    "people/import_mapping.html": [("import_mapping", {})],
}
# How the field is called where it is not "file".
FIELDS = {
    "sheet_new": "photos",
    "label_new": "page",
    "edition_page_add": "page",
    "edition_publish": "copy",
    "assessment_line": "content",
    "reading_new": "document",
    "assessment_outside": "copy",
    "ranking_outside": "copy",
    "ranking_line": "content",
    "ranking_revoke": "copy",
    "agreement_new": "copy",
}
# Their form asks for more than the file: the example has one filled in.
FILLED_IN = (
    *("edition_", "reading_", "officetemplate_"),
    *(
        "ranking_",
        "check_",
        "guidance_",
        "regulation_",
        "activity_",
        "agreement_",
        "survey_form_",
        "mobilephoto_",
        "service_",
        "movementunit_",
        "catalogueimport_",
    ),
)


def test_every_form_with_a_file_is_tried_here():
    root = Path(settings.ROOT) / "hoctap"
    with_file = {
        str(path).rpartition("/templates/")[2]
        for path in root.rglob("templates/**/*.html")
        if re.search(r"enctype=.multipart", path.read_text(encoding="utf-8"))
    }
    assert with_file == set(FORMS)


@pytest.mark.parametrize(("name", "more"), [one for forms in FORMS.values() for one in forms])
def test_a_file_that_is_too_large_is_refused_in_words_and_nothing_is_written(
    world: World, client: Client, name: str, more: dict[str, str] | None
):
    season = walk(world)
    preview_import(season)
    visits = url_examples[name](season)
    visits = visits if isinstance(visits, list | tuple) else [visits]
    visit = next((one for one in visits if one.post and name.startswith(FILLED_IN)), visits[0])
    client.force_login(visit.owner)
    if name == "paper_sign":  # only a printed paper asks for its signed copy
        client.post(reverse("paper_print", kwargs=dict(visit.kwargs)))
    typed = {**(visit.post or {}), **(more or {})}
    if more is None:
        typed |= {"place": str(season.world.commune.pk), "year": "2026"}
    if name == "label_new":
        typed["place"] = str(season.world.commune.pk)
    before = Event.objects.count()
    typed[FIELDS.get(name, "file")] = SimpleUploadedFile("lon.pdf", LARGE)
    answered = client.post(reverse(name, kwargs=dict(visit.kwargs)), typed, follow=True)
    assert answered.status_code == 422 or answered.redirect_chain
    assert "Tệp gửi lên lớn hơn 20 MB nên không được nhận" in answered.content.decode()
    assert Event.objects.count() == before
