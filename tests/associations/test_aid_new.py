"""A scholarship, a gift or a visit is written down."""

import pytest
from django.test import Client

from hoctap.associations.models import Support
from tests.associations import hands
from tests.world import World

TYPED = {
    "given_on": "2024-09-05",
    "kind": "scholarship",
    "group": "pupils",
    "beneficiaries": "12",
    "amount": "6000000",
    "source": "Quỹ khuyến học xã, danh sách 05/9",
}


@pytest.mark.requirement("S4-50")
def test_by_counts_of_the_association_or_a_chapter(world: World, client: Client):
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/supports/new/"
    assert client.post(url, TYPED | {"chapter": str(chapter.pk)}).status_code == 302
    support = Support.objects.get()
    assert (support.beneficiaries, support.amount, support.chapter) == (12, 6_000_000, chapter)
    for user, status in ((world.minh, 403), (world.oanh, 404)):
        client.force_login(user)
        assert client.post(url, TYPED).status_code == status


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"amount": ""}, "Học bổng thì ghi tổng số tiền"),
        ({"kind": "gift", "amount": ""}, "Quà thì ghi hiện vật"),
        ({"beneficiaries": "0"}, "ít nhất 1"),
        ({"beneficiaries": "nhiều"}, "bằng số"),
        ({"source": " "}, "Hãy ghi nguồn"),
        ({"given_on": "2199-01-01"}, "chưa tới"),
    ],
)
def test_what_says_too_little_is_refused(world: World, client: Client, more: dict[str, str], words: str):
    client.force_login(world.lan)
    page = client.post(f"/associations/{world.association.pk}/supports/new/", TYPED | more)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Support.objects.exists()
