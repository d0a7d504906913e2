"""Handing in a household list."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoctap.people.models import Household, ImportRun
from tests.people.sheets import GOOD, sheet
from tests.world import World

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
        (b"khong phai Excel", "không phải tệp danh sách"),
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
