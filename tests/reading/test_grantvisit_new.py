"""Somebody looked whether the bookcase is used."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.grants.actions import record_grant
from hoctap.reading.models import GrantVisit
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_what_was_seen_is_kept(world: World, librarian: User, by: Actor):
    grant = record_grant(
        world.commune, kind="club", name="Câu lạc bộ", on=dt.date(2026, 3, 5), books=80, donor="Hội", by=by
    )
    url, client = f"/reading/grants/{grant.pk}/visits/new/", sign_in(librarian)
    good = {"on": "2026-06-01", "is_used": "on", "books_there": "70", "note": "Chị Ba giữ"}
    for change, words in (
        ({"on": ""}, "đến xem ngày nào"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"on": "2026-01-01"}, "sau ngày ấy"),
        ({"note": ""}, "thấy gì"),
    ):
        answer = client.post(url, good | change)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert client.post(url, good).status_code == 302
    assert GrantVisit.objects.get().books_there == 70
    assert "đang dùng" in shown(client.get(f"/reading/grants/{grant.pk}/"))
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
