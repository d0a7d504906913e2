"""A place settles what its plan leaves open."""

import pytest

from hoctap.accounts.models import User
from hoctap.reading.models import ReadingStandard
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/standards/new/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"items": ""}, "mỗi dòng một mục"),
        ({"items": "thẻ\nThẻ"}, "hai dòng giống nhau"),
        ({"least": "0"}, "ít nhất 1"),
        ({"least": "3"}, "không thể đòi 3"),
        ({"source": " "}, "Hãy ghi căn cứ"),
        ({"from_on": ""}, "áp dụng từ ngày nào"),
    ],
)
def test_what_is_missing_is_said(world: World, librarian: User, change: dict[str, str], words: str):
    good = {
        "place": str(world.commune.pk),
        "items": "mục lục\nthẻ",
        "least": "2",
        "books": "lent",
        "from_on": "2025-01-01",
        "source": "Công văn 5",
    }
    client = sign_in(librarian)
    answer = client.post(HERE, good | change)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert client.post(HERE, good).status_code == 302
    assert ReadingStandard.objects.get().digital_items == ["mục lục", "thẻ"]
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert client.post(HERE, good | {"place": str(world.other_commune.pk)}).status_code == 422
