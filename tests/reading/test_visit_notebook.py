"""A notebook's month is entered later."""

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.models import VisitSheet
from tests.reading.hands import counted
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(library: Library) -> str:
    return f"/reading/visits/{library.pk}/notebook/"


def test_what_the_notebook_tells_is_kept_and_the_rest_is_missing(librarian: User, library: Library):
    client = sign_in(librarian)
    typed = {"year": "2025", "month": "3", "read_here": "120", "tour": "0"}
    assert client.post(url(library), typed).status_code == 302
    assert counted(library) == {("read_here", "anybody"): 120, ("tour", "anybody"): 0}
    again = client.post(url(library), typed)
    assert again.status_code == 422
    assert "Tháng 3/2025 đã cộng tháng" in shown(again)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"read_here": ""}, "ít nhất một số"),
        ({"read_here": "300000"}, "từ 0 đến 200.000"),
        ({"year": "2099"}, "chưa tới"),
        ({"year": "2019"}, "hoạt động từ"),
        ({"year": "25"}, "Hãy ghi năm bốn chữ số, như 2025."),
        ({"year": ""}, "Hãy ghi năm bốn chữ số, như 2025."),
        ({"month": ""}, "Hãy chọn tháng."),
    ],
)
def test_what_cannot_be_is_refused(librarian: User, library: Library, change: dict[str, str], words: str):
    typed = {"year": "2025", "month": "3", "read_here": "120", **change}
    answer = sign_in(librarian).post(url(library), typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not VisitSheet.objects.exists()


def test_others_do_not_come_in(world: World, library: Library):
    assert sign_in(world.minh).get(url(library)).status_code == 403
