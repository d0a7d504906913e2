"""Files made to harm, or no lists at all, handed in on the page: one sentence beside the file, and nothing of them is stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.people.test_reading_calc import SAVED
from tests.people.test_reading_refusals import LAUGHS, OUTSIDE, overlapping, with_part, zipped
from tests.world import World

URL = "/households/import/"
SHEET = "xl/worksheets/sheet1.xml"


def saved(name: str) -> Callable[[], bytes]:
    return (SAVED / name).read_bytes


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.xlsx", lambda: b"", "Tệp rỗng. Hãy chọn lại tệp."),
    "only-zeros": ("a.xlsx", lambda: bytes(5000), "Tệp trống. Hãy chọn đúng tệp danh sách."),
    "zip-bomb": ("a.xlsx", lambda: with_part(SHEET, bytes(60 * 1024 * 1024)), "quá lớn khi mở ra"),
    "overlapping-zip-bomb": ("a.xlsx", lambda: overlapping(50), "bất thường"),
    "outside-entity": ("a.xlsx", lambda: with_part(SHEET, OUTSIDE + b"<worksheet>&x;</worksheet>"), "bất thường"),
    "billion-laughs": ("a.xlsx", lambda: with_part(SHEET, LAUGHS + b"<worksheet>&b;</worksheet>"), "bất thường"),
    "pdf-called-xlsx": ("a.xlsx", lambda: b"%PDF-1.7\n...", "Đây là tệp PDF. Hãy xin tệp Excel gốc"),
    "word-called-xlsx": ("a.xlsx", lambda: zipped({"word/document.xml": b"<x/>"}), "Đây là tệp Word."),
    "macros": ("a.xlsm", lambda: with_part("xl/vbaProject.bin", b"macro"), "Tệp có macro nên không nhận."),
    "password-xlsx": ("a.xlsx", saved("co_mat_khau.xlsx"), "Tệp có mật khẩu."),
    "password-xls": ("a.xls", saved("co_mat_khau.xls"), "Tệp có mật khẩu."),
    "password-ods": ("a.ods", saved("co_mat_khau.ods"), "Tệp có mật khẩu."),
}  # fmt: skip


def stored() -> dict[str, int]:
    """Rows of every table but the trail, which tells who looked at which page."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in ("audit", "sessions")
    } | {"files": sum(one.is_file() for one in Path(settings.MEDIA_ROOT).rglob("*"))}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_beside_its_field_and_nothing_is_stored(
    world: World, client: Client, case: str
):
    name, made, words = BAD[case]
    client.force_login(world.lan)
    client.get(URL)
    before = stored()
    typed = {"place": str(world.commune.pk), "year": "2024", "file": SimpleUploadedFile(name, made())}
    answer = client.post(URL, typed)
    assert answer.status_code == 422
    said = " ".join(answer.context["form"].errors["file"])
    assert words in said
    assert words in answer.content.decode()
    assert stored() == before
