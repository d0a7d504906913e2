"""Topics that come with the program, and those of a place's own below them."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.models import Topic
from hoctap.centres.shipped import shipped_topics
from hoctap.centres.topics.actions import add_topic, drop_topic
from hoctap.core.refusals import Refused
from tests.centres.hands import topic
from tests.world import World

URL = "/centres/topics/"


@pytest.mark.requirement("S2-27", "S4-28", "S2-23", "S2-24", "S2-78", "S0-13", "S2-06", "S2-45")
def test_the_shipped_tree_holds_every_topic_that_the_plans_name(world: World, client: Client):
    topic()
    client.force_login(world.hung)
    page = client.get(URL).content.decode()
    for words in (
        *(
            "Phổ biến, giáo dục pháp luật",
            "Bảo vệ môi trường",
            "Kỹ thuật trồng trọt",
            "Văn nghệ, giao lưu văn nghệ",
        ),
        *(
            "Thể thao quần chúng",
            "Chăm sóc sức khỏe, phòng bệnh",
            "Vệ sinh an toàn thực phẩm",
            "An toàn giao thông",
        ),
        *("Phòng cháy, chữa cháy", "Hôn nhân và gia đình", "Khuyến công", "Xóa mù chữ, sau xóa mù chữ"),
        *("Phòng, chống tệ nạn xã hội, ma túy", "Giáo dục đạo đức, lối sống", "Hướng nghiệp"),
        *("Kinh doanh, dịch vụ, hợp tác xã", "Nếp sống văn hóa, văn minh đô thị"),
    ):
        assert words in page
    assert sum(one.parent != "" for one in shipped_topics()) >= 30


def test_a_topic_of_ones_own_stands_below_its_field_and_next_door_sees_nothing_of_it(
    world: World, director: User, client: Client
):
    add_topic(world.commune, topic(), "Nuôi lươn không bùn", by=world.actor(director))
    for user, sees in ((world.lan, True), (world.hung, True), (world.oanh, False)):
        client.force_login(user)
        assert ("Nuôi lươn không bùn" in client.get(URL).content.decode()) == sees


def test_who_stops_using_it_keeps_what_was_held_under_it(world: World, director: User, client: Client):
    own = add_topic(world.commune, topic(), "Nuôi lươn không bùn", by=world.actor(director))
    below = add_topic(world.commune, own, "Lươn giống", by=world.actor(director))
    client.force_login(director)
    page = client.post(reverse("topic_drop", args=[own.pk]))
    assert page.status_code == 422
    assert "còn 1 chuyên đề đang dùng" in page.content.decode()
    drop_topic(below, by=world.actor(director))
    assert client.post(f"/centres/topics/{own.pk}/drop/").status_code == 302
    own.refresh_from_db()
    assert own.dropped_on is not None
    assert not Topic.objects.offered_at(world.commune).filter(pk=own.pk).exists()
    with pytest.raises(Refused, match="đã thôi dùng"):
        drop_topic(own, by=world.actor(director))


def test_a_shipped_topic_is_not_dropped(world: World, director: User, client: Client):
    client.force_login(director)
    page = client.post(f"/centres/topics/{topic().pk}/drop/")
    assert page.status_code == 422
    assert "có sẵn trong phần mềm" in page.content.decode()
    client.force_login(world.hung)
    assert client.post(f"/centres/topics/{topic().pk}/drop/").status_code == 403


def test_a_longer_tree_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(director)
    for number in range(8):
        add_topic(world.commune, topic(), f"Chuyên đề {number}", by=world.actor(director))
    client.get(URL)
    with django_assert_max_num_queries(8):
        assert "Chuyên đề 7" in client.get(URL).content.decode()
