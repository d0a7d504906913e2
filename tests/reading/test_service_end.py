"""A service ends with a day and a reason."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.services.actions import add_service
from tests.reading.hands import BY
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_ends_once(world: World, librarian: User, library: Library):
    made = add_service(library, name="Tra cứu", from_on=dt.date(2024, 1, 1), evidence="Sổ", by=BY)
    url, client = f"/reading/services/one/{made.pk}/end/", sign_in(librarian)
    for typed, words in (
        ({"to_on": "", "why": "x"}, "thôi từ ngày nào"),
        ({"to_on": "2099-01-01", "why": "x"}, "chưa tới"),
        ({"to_on": "2023-01-01", "why": "x"}, "không trước ngày bắt đầu"),
        ({"to_on": "2025-01-01", "why": " "}, "vì sao thôi"),
    ):
        answer = client.post(url, typed)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert client.post(url, {"to_on": "2025-01-01", "why": "Hết người"}).status_code == 302
    assert "đã ghi thôi rồi" in shown(client.post(url, {"to_on": "2025-01-01", "why": "Hết người"}))
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
