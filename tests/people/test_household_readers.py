from django.test import Client
from django.urls import reverse

from tests.world import World, make_household


def test_it_says_who_opened_a_page_with_the_household(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    client.force_login(world.hung)
    client.get(reverse("household_list"))
    client.force_login(world.admin)
    url = reverse("household_readers", args=[household.pk])
    body = client.get(url).content.decode()
    assert "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)" in body
    assert "Sổ hộ</td>" in body
    assert reverse("person_readers", args=[household.head_id]) in body
    assert url in client.get(reverse("household_detail", args=[household.pk])).content.decode()


def test_before_anybody_looked_it_says_so(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    client.force_login(world.admin)
    assert "Chưa ai xem" in client.get(reverse("household_readers", args=[household.pk])).content.decode()


def test_others_are_refused(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    stranger = make_household(world.other_hamlet, "Nguyễn Văn Bên")
    for user, pk, status in (
        (world.hung, household.pk, 403),
        (world.oanh, household.pk, 403),
        (world.admin, stranger.pk, 404),
    ):
        client.force_login(user)
        assert client.get(reverse("household_readers", args=[pk])).status_code == status
