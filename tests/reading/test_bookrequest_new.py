"""A request names a book and a number of people, nobody by name."""

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.models import BookRequest
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/requests/new/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"library": ""}, "chọn thư viện"),
        ({"wanted": ""}, "nhan đề hoặc chủ đề"),
        ({"people": "0"}, "ít nhất 1"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"on": ""}, "ngày đề nghị"),
    ],
)
def test_what_is_missing_is_said(
    world: World, librarian: User, library: Library, change: dict[str, str], words: str
):
    good = {"library": str(library.pk), "wanted": "Trồng sen", "people": "3", "on": "2026-05-01"}
    client = sign_in(librarian)
    answer = client.post(HERE, good | change)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert client.post(HERE, good).status_code == 302
    assert BookRequest.objects.get().people == 3
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert sign_in(world.oanh).post(HERE, good).status_code in (403, 422)
