"""A form comes from an XLSForm, and goes out as one."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.surveys.design.shipped import first_form
from hoctap.surveys.xlsform.files import read_file, write_file
from tests.centres.hands import topic
from tests.surveys import hands
from tests.surveys.test_xlsform import book
from tests.world import World


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("mau.xlsx", content)


def test_a_file_replaces_the_questions_of_the_draft(world: World, by: Actor, director: User, client: Client):
    version = hands.form_at(world.commune, by, content=hands.small_design()).versions.get()
    content = write_file(first_form([topic(), topic("talent")]), title="x", form_id="x", version=1)
    client.force_login(director)
    url = f"/surveys/forms/versions/{version.pk}/upload/"
    assert "XLSForm" in client.get(url).content.decode()
    assert client.post(url, {"file": _file(content)}).status_code == 302
    version.refresh_from_db()
    assert version.design == first_form([topic(), topic("talent")])
    out = client.get(f"/surveys/forms/versions/{version.pk}/file/")
    assert read_file(out.content).design == version.design
    assert load_workbook(io.BytesIO(out.content)).sheetnames == ["survey", "choices", "settings"]


def test_a_file_with_mistakes_changes_nothing_and_says_where(
    world: World, by: Actor, director: User, client: Client
):
    version = hands.form_at(world.commune, by, content=hands.small_design()).versions.get()
    client.force_login(director)
    url = f"/surveys/forms/versions/{version.pk}/upload/"
    refused = client.post(url, {"file": _file(book([["geopoint", "a", "Ở đâu?"]]))})
    assert refused.status_code == 422
    assert "Trang survey, dòng 2, cột type (A)" in refused.content.decode()
    assert "Hãy chọn tệp XLSForm." in client.post(url, {}).content.decode()
    version.refresh_from_db()
    assert version.design == hands.small_design()
