"""A request is answered once."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import Library
from hoctap.reading.culture.actions import ask_for_book
from tests.libraries.shelf_hands import copy_in, title_at
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_with_a_title_of_the_catalogue(world: World, librarian: User, by: Actor, library: Library):
    title = title_at(world.commune, "Trồng sen lấy hạt")
    copy_in(library, title, "TK-2")
    made = ask_for_book(library, wanted="Trồng sen", people=3, on=dt.date(2026, 5, 1), by=by)
    url, client = f"/reading/requests/{made.pk}/", sign_in(librarian)
    good = {"state": "met", "answer": "Đã mua", "on": "2026-06-01", "title": str(title.pk)}
    for change, words in (
        ({"state": ""}, "đã có sách hay không"),
        ({"answer": ""}, "Hãy ghi trả lời"),
        ({"on": "2026-04-01"}, "không trước ngày đề nghị"),
        ({"on": ""}, "ngày trả lời"),
    ):
        answer = client.post(url, good | change)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert client.post(url, good).status_code == 302
    made.refresh_from_db()
    assert made.title == title
    assert client.post(url, good).status_code == 422
    assert "Đã mua" in shown(client.get(url))
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
