"""Looking again with the code that one got."""

from django.test import Client

from hoctap.portal.models import Door
from hoctap.portal.rules import CODE_LENGTH, LETTERS, new_code, read_code, shown_code
from tests.portal import hands
from tests.world import World


def test_a_code_is_read_as_people_write_it():
    code = new_code()
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(LETTERS)
    assert read_code(f" {shown_code(code).lower()} ") == code
    assert not set("01ILOU") & set(LETTERS)


def test_a_wrong_code_tells_nothing(world: World, door: Door, client: Client):
    url = f"/c/{door.slug}/code/"
    assert "Mã đã nhận" in client.get(url).content.decode()
    for wrong in ("AAAAA-AAAAA", "x", "\0", "ă" * 30, "' OR 1=1"):
        answer = client.get(url, {"code": wrong})
        assert answer.status_code in (200, 400)
    assert "Không thấy mã này" in client.get(url, {"code": "AAAAA-AAAAA"}).content.decode()
    assert client.post(f"{url}cancel/", {"code": "AAAAA-AAAAA"}).status_code == 404


def test_a_code_of_another_commune_is_not_found_here(world: World, door: Door, client: Client):
    other = hands.door_at(world.other_commune)
    row = hands.comes(other, hands.taking(hands.class_at(world.other_hamlet)))
    assert "Không thấy mã này" in client.get(f"/c/{door.slug}/code/?code={row.code}").content.decode()
    client.post(f"/c/{door.slug}/code/cancel/", {"code": row.code})
    row.refresh_from_db()
    assert row.state == "coming"


def test_a_request_about_data_cannot_be_cancelled_by_code(world: World, door: Door, client: Client):
    asked = hands.asked_of(door, "Lê Thị Hỏi")
    url = f"/c/{door.slug}/code/"
    assert "hủy được" not in client.get(url, {"code": asked.code, "new": "1"}).text
    coming = hands.comes(door, hands.taking(hands.class_at(world.hamlet)))
    assert "xem lại và hủy được" in client.get(url, {"code": coming.code, "new": "1"}).text
    assert client.post(f"/c/{door.slug}/code/cancel/", {"code": asked.code}).status_code == 404


def test_cancelled_twice_is_cancelled(world: World, door: Door, client: Client):
    """'door_code_cancel'."""
    row = hands.comes(door, hands.taking(hands.class_at(world.hamlet)))
    for _one in range(2):
        told = client.post(f"/c/{door.slug}/code/cancel/", {"code": row.code}, follow=True).content.decode()
        assert "Đã hủy" in told
