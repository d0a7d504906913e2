"""Handing in a household list."""

import datetime as dt
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoctap.people.models import Household, ImportRun
from hoctap.places.models import LineageEdge
from tests.people.sheets import GOOD, sheet
from tests.world import World, make_place

URL = "/households/import/"


def upload(client: Client, world: World, content: bytes, **changes: str):
    file = SimpleUploadedFile("danh-sach.xlsx", content)
    return client.post(URL, {"place": str(world.commune.pk), "year": "2024", "file": file} | changes)


def test_a_list_is_read_and_previewed_and_nothing_enters_yet(world: World, client: Client):
    client.force_login(world.lan)
    assert "Họ và tên</strong>" in client.get(URL).content.decode()
    response = upload(client, world, sheet(GOOD))
    run = ImportRun.objects.get()
    assert response["Location"] == f"/households/import/{run.pk}/"
    assert (run.state, run.staged_rows.count(), run.file_name, run.by) == (
        "previewed",
        3,
        "danh-sach.xlsx",
        world.lan,
    )
    assert not Household.objects.exists()


def test_what_cannot_be_read_is_said_beside_the_file(world: World, client: Client):
    client.force_login(world.lan)
    for content, words in [
        (b"khong phai Excel", "Không trang nào có bảng danh sách"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "không gửi ảnh chụp"),
        (b"", "Tệp rỗng"),
        (sheet([]), "không có hộ hay người nào"),
        (sheet([["x"]], ["Danh sách"]), "họ và tên"),
    ]:
        response = upload(client, world, content)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_wrong_year_and_a_commune_without_hamlets_are_refused(world: World, client: Client):
    client.force_login(world.lan)
    assert "Năm phải từ 2000" in upload(client, world, sheet(GOOD), year="1999").content.decode()
    world.other_hamlet.delete()
    client.force_login(world.oanh)
    response = upload(client, world, sheet(GOOD), place=str(world.other_commune.pk))
    assert "Hãy lập danh sách ấp, khóm trước" in response.content.decode()


def test_nobody_hands_in_a_list_for_another_commune(world: World, client: Client):
    client.force_login(world.oanh)
    response = upload(client, world, sheet(GOOD))
    assert response.status_code == 422
    assert "Tân Kiều" not in response.content.decode()
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
    assert not ImportRun.objects.exists()


def test_a_file_above_the_limit_is_not_taken_into_memory_and_the_form_says_so(world: World, client: Client):
    client.force_login(world.lan)
    response = upload(client, world, bytes(22 * 1024 * 1024))
    assert response.status_code == 422
    assert "Tệp gửi lên lớn hơn 20 MB" in response.content.decode()


def test_nothing_that_is_handed_in_touches_the_disk_of_the_server(
    world: World, client: Client, tmp_path: Path, settings: object
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)  # type: ignore[attr-defined]
    assert settings.FILE_UPLOAD_HANDLERS == ["hoctap.core.uploads.BoundedUploadHandler"]  # type: ignore[attr-defined]
    client.force_login(world.lan)
    assert upload(client, world, sheet(GOOD) + bytes(4 * 1024 * 1024)).status_code in (302, 422)
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_an_old_commune_is_offered_where_there_is_one(world: World, client: Client):
    client.force_login(world.lan)
    assert "Danh sách của xã cũ" not in client.get(URL).content.decode()
    old = make_place("commune", "xã", "Mỹ An", world.district, code="30001")
    LineageEdge.objects.create(predecessor=old, successor=world.commune, kind="merge", on=dt.date(2025, 7, 1))
    assert "Xã Mỹ An (cũ)" in client.get(URL).content.decode()
    stranger = upload(client, world, sheet(GOOD), from_place=str(world.other_commune.pk))
    assert stranger.status_code == 422
    assert "Hãy chọn một xã cũ trong danh sách." in stranger.content.decode()
