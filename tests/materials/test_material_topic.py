"""A topic with what there is to teach it and who can."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.centres.models import Speaker
from hoctap.materials.models import TopicPack
from hoctap.materials.packs.making import make_pack
from hoctap.materials.queries import topic_page
from tests.centres.hands import topic
from tests.materials.conftest import Store
from tests.partners.hands import held


@pytest.mark.requirement("S2-21")
def test_materials_speakers_and_what_was_held_stand_together(store: Store, client: Client):
    store.published(title="Trồng sen")
    speaker = Speaker.objects.create(
        place=store.world.commune, full_name="Kỹ sư Phước", title="Trạm Khuyến nông"
    )
    speaker.topics.add(topic())
    stranger = Speaker.objects.create(place=store.world.other_commune, full_name="Thầy Hai Xa")
    stranger.topics.add(topic())
    held(store.world.commune, "Hội Nông dân", on=dt.date(2025, 3, 1), title="Lớp trồng sen")
    client.force_login(store.director)
    page = client.get(reverse("material_topic", args=[topic().pk])).text
    for word in ("Trồng sen", "Kỹ sư Phước", "Lớp trồng sen"):
        assert word in page
    assert "Thầy Hai Xa" not in page


def test_how_far_its_pack_is_stands_there_too(store: Store, client: Client):
    url = reverse("material_topic", args=[topic().pk])
    client.force_login(store.director)
    assert "Gói đọc khi không có mạng" not in client.get(url).text
    store.published(title="Trồng sen")
    of = TopicPack.objects.filter(topic=topic())
    assert "chờ lập" in client.get(url).text
    of.update(done=10, total=25)
    assert "đang lập, xong 10/25 học liệu" in client.get(url).text
    of.update(done=0, total=0)
    make_pack(topic().pk)
    page = client.get(url).text
    assert "1 học liệu" in page
    assert reverse("openpack_file", args=[topic().pk]) in page
    of.update(is_stale=True, done=1, total=1)
    assert "có thay đổi, chờ lập lại" in client.get(url).text
    of.update(is_stale=False, sha256="", failed="Máy chủ hết chỗ lưu tệp.")
    assert "chưa lập được: Máy chủ hết chỗ lưu tệp." in client.get(url).text


def test_it_asks_a_fixed_number_of_queries(store: Store, django_assert_num_queries: object):
    store.published()
    of = topic()
    with django_assert_num_queries(8):  # type: ignore[operator]
        page = topic_page(of, store.world.actor(store.director))
    assert len(page.materials) == 1


def test_a_topic_of_next_door_is_not_found(store: Store, client: Client):
    from hoctap.centres.models import Topic

    own = Topic.objects.create(place=store.world.other_commune, code="rieng", name="Chuyện riêng")
    client.force_login(store.director)
    assert client.get(reverse("material_topic", args=[own.pk])).status_code == 404
