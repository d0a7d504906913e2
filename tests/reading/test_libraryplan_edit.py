"""The plan of a library, and where it stands."""

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.models import LibraryPlan
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_goes_on_from_there(world: World, librarian: User, library: Library):
    url, client = f"/reading/services/{library.pk}/plan/?year=2026", sign_in(librarian)
    for typed, words in (
        ({"content": "", "state": "draft"}, "nội dung chính"),
        ({"content": "x", "state": ""}, "chọn tình trạng"),
        ({"content": "x", "state": "done", "result": ""}, "thì ghi kết quả"),
    ):
        answer = client.post(url, typed)
        assert answer.status_code == 422
        assert words in shown(answer)
    client.post(url, {"content": "Giờ đọc", "state": "draft"})
    client.post(url, {"content": "Giờ đọc", "state": "done", "result": "30 buổi"})
    assert LibraryPlan.objects.get().result == "30 buổi"
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
