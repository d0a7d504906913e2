"""A decision says how many people a centre may have."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.board.models import StaffQuota
from hoctap.centres.models import Centre
from tests.world import World

TYPED = {
    "role": "teacher",
    "posts": "2",
    "decision_number": "8/QĐ-UBND",
    "decision_on": "2024-01-05",
    "from_on": "2024-02-01",
}


@pytest.mark.requirement("S4-58")
def test_posts_by_decision(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    url = f"/centres/{centre.pk}/posts/new/"
    assert client.get(url).status_code == 200
    assert client.post(url, TYPED).status_code == 302
    quota = StaffQuota.objects.get()
    assert (quota.role, quota.posts, quota.decision_number) == ("teacher", 2, "8/QĐ-UBND")


def test_no_posts_without_a_decision_or_before_it(
    world: World, director: User, centre: Centre, client: Client
):
    client.force_login(director)
    url = f"/centres/{centre.pk}/posts/new/"
    page = client.post(url, {**TYPED, "decision_number": "", "from_on": "2024-01-01"})
    assert page.status_code == 422
    assert "Hãy ghi số quyết định" in page.content.decode()
    assert "không trước ngày quyết định" in page.content.decode()
    assert "từ 0 đến 200" in client.post(url, {**TYPED, "posts": "-1"}).content.decode()
    client.force_login(world.oanh)
    assert client.post(url, TYPED).status_code == 403
    assert not StaffQuota.objects.exists()
