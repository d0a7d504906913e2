"""A bad photo of a signed list goes, with a reason."""

import pytest
from django.test import Client

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.learning.attendance import actions
from tests.learning.roll_hands import session_at
from tests.season import SCAN
from tests.world import World


def test_the_picture_goes_and_the_reason_stays(
    world: World, client: Client, django_capture_on_commit_callbacks
):  # type: ignore[no-untyped-def]
    (signed,) = actions.keep_signed_list(session_at(world.hamlet), [SCAN], by=world.actor(world.hung))
    sha256 = signed.sha256
    assert files.read(sha256) == SCAN
    client.force_login(world.hung)
    url = f"/learning/signed-lists/{signed.pk}/drop/"
    answer = client.post(url, {"why": ""})
    assert answer.status_code == 422
    assert "Hãy ghi lý do bỏ" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"why": "Ảnh mờ"})
    signed.refresh_from_db()
    assert (signed.sha256, signed.dropped_why) == ("", "Ảnh mờ")
    assert client.get(f"/learning/signed-lists/{signed.pk}/file/").status_code == 404
    with pytest.raises(FileNotFoundError):
        files.read(sha256)
    with pytest.raises(Refused, match="đã bỏ rồi"):
        actions.drop_signed_list(signed, "Ảnh mờ", by=world.actor(world.hung))


def test_not_by_the_neighbour(world: World):
    (signed,) = actions.keep_signed_list(session_at(world.hamlet), [SCAN], by=world.actor(world.hung))
    with pytest.raises(Forbidden):
        actions.drop_signed_list(signed, "Ảnh mờ", by=world.actor(world.oanh))
