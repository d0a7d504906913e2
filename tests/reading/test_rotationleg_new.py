"""A leg of the plan: from, to, how many, when."""

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import Library
from hoctap.reading.models import RotationLeg
from hoctap.reading.rotation.actions import plan_rotation
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sender": ""}, "Hãy chọn nơi gửi"),
        ({"books": ""}, "số bản sẽ luân chuyển"),
        ({"books": "0"}, "số bản sẽ luân chuyển"),
        ({"out_on": "2025-03-01"}, "trong năm 2026"),
        ({"back_on": "2026-03-01"}, "sau ngày đưa đi"),
        ({"receiver": "same"}, "hai nơi khác nhau"),
    ],
)
def test_what_cannot_be_is_refused(
    world: World,
    librarian: User,
    by: Actor,
    library: Library,
    bookcase: Library,
    change: dict[str, str],
    words: str,
):
    plan = plan_rotation(world.commune, year=2026, by=by)
    url = f"/reading/rotations/{plan.pk}/legs/new/"
    good = {
        "sender": str(library.pk),
        "receiver": str(bookcase.pk),
        "books": "20",
        "out_on": "2026-03-01",
        "back_on": "2026-06-01",
    }
    if change.get("receiver") == "same":
        change = {"receiver": str(library.pk)}
    client = sign_in(librarian)
    answer = client.post(url, good | change)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert client.post(url, good).status_code == 302
    assert RotationLeg.objects.get().books == 20
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
