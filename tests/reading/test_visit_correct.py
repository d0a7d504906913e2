"""A number that was wrong is corrected; what stood there stays readable."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.models import VisitCorrection
from hoctap.reading.visits.actions import tally_visits
from tests.reading.hands import BY, counted
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_the_old_number_and_the_reason_stay(world: World, librarian: User, library: Library):
    line = tally_visits(library, on=dt.date(2026, 2, 2), purpose="study", who="adult", people=7, by=BY)
    url, client = f"/reading/visits/lines/{line.pk}/", sign_in(librarian)
    for typed, words in (
        ({"now": "", "why": "x"}, "số đúng"),
        ({"now": "7", "why": "x"}, "không có gì để sửa"),
        ({"now": "9", "why": " "}, "vì sao sửa"),
    ):
        answer = client.post(url, typed)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert client.post(url, {"now": "9", "why": "Sót buổi tối"}).status_code == 302
    assert counted(library) == {("study", "adult"): 9}
    page = shown(client.get(f"/reading/visits/{library.pk}/?year=2026"))
    assert "7 → 9" in page
    assert "Sót buổi tối" in page
    assert VisitCorrection.objects.get().corrected_by.startswith(librarian.full_name)
    assert sign_in(world.minh).post(url, {"now": "1", "why": "x"}).status_code == 403
    assert sign_in(world.oanh).post(url, {"now": "1", "why": "x"}).status_code in (403, 404)
