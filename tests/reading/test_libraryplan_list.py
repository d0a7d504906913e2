"""Which school libraries have a plan of their own."""

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from tests.libraries.shelf_hands import library_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/library-plans/?year=2026"


@pytest.mark.requirement("S1-48")
def test_each_school_library_has_its_own_plan_and_state(world: World, librarian: User, library: Library):
    school = library_at(world.commune, "Thư viện Trường Tiểu học 1", "school")
    client = sign_in(librarian)
    page = shown(client.get(HERE))
    assert "0 / 1 thư viện trường học đã lập" in page
    assert library.name not in page
    typed = {"content": "Mỗi tuần một giờ đọc", "state": "running"}
    assert client.post(f"/reading/services/{school.pk}/plan/?year=2026", typed).status_code == 302
    page = shown(client.get(HERE))
    assert "1 / 1 thư viện trường học đã lập" in page
    assert "đang thực hiện" in page
    assert library.name in shown(client.get(f"{HERE}&kind=all"))
    assert school.name not in shown(sign_in(world.oanh).get(HERE))
    before = queries_of(client, HERE)
    library_at(world.commune, "Thư viện Trường THCS", "school")
    assert queries_of(client, HERE) == before
