"""A bookcase is given."""

import pytest

from hoctap.accounts.models import User
from hoctap.reading.models import BookcaseGrant
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/grants/new/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": ""}, "loại điểm nhận"),
        ({"name": ""}, "tên điểm nhận"),
        ({"on": ""}, "ngày trao"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"books": "0"}, "ít nhất 1"),
        ({"donor": " "}, "ai trao"),
    ],
)
def test_what_is_missing_is_said(world: World, librarian: User, change: dict[str, str], words: str):
    good = {
        "place": str(world.hamlet.pk),
        "kind": "assembly",
        "name": "Hội quán Sen",
        "on": "2026-03-05",
        "books": "80",
        "donor": "Hội Khuyến học",
    }
    client = sign_in(librarian)
    answer = client.post(HERE, good | change)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert client.post(HERE, good).status_code == 302
    assert "Đã ghi một tủ sách" in shown(client.post(HERE, good))
    assert BookcaseGrant.objects.get().books == 80
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert client.post(HERE, good | {"place": str(world.other_commune.pk)}).status_code == 422
