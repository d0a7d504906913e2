"""“Đã đối chiếu bản gốc” on its page."""

from django.test import Client
from django.urls import reverse

from tests.evidence.test_actions import add, photo
from tests.recognition.hands import queries_of, refused, sign_in
from tests.world import World


def test_the_second_person_presses_and_goes_back_where_he_came_from(world: World, client: Client):
    evidence = add(world, content=photo(), text="Góc học tập")
    url = reverse("evidence_verify", args=[evidence.pk])
    client.force_login(world.lan)
    page = client.get(url, {"next": "/households/"}).content.decode()
    assert "Góc học tập" in page
    assert "Đã đối chiếu bản gốc</button>" in page
    assert client.post(url, {"next": "/households/"})["Location"] == "/households/"
    evidence.refresh_from_db()
    assert evidence.verified_by == world.lan
    assert "đã được đối chiếu" in client.get(url).content.decode()
    refused(client.post(url), "đã được đối chiếu")
    assert "Tôi ghi nhầm" in client.get(url).content.decode()
    assert client.post(url, {"take_back": "1"}).status_code == 302
    evidence.refresh_from_db()
    assert evidence.verified_at is None
    refused(client.post(url, {"take_back": "1"}), "chưa ai ghi")


def test_who_added_it_is_told_to_ask_somebody_else(world: World, client: Client):
    url = reverse("evidence_verify", args=[add(world, content=photo()).pk])
    client.force_login(world.hung)
    page = client.get(url).content.decode()
    assert "hãy nhờ người khác" in page
    assert 'form="verify"' not in page
    refused(client.post(url), "không tự đối chiếu được")


def test_a_note_says_why_not(world: World, client: Client):
    url = reverse("evidence_verify", args=[add(world, "note", "Có tủ sách").pk])
    client.force_login(world.lan)
    assert "không có bản gốc" in client.get(url).content.decode()


def test_outsiders_and_who_only_reads_cannot(world: World, client: Client):
    evidence = add(world, content=photo(), text="Góc học tập")
    url = reverse("evidence_verify", args=[evidence.pk])
    client.force_login(world.oanh)
    for response in (client.get(url), client.post(url)):
        assert response.status_code == 404
        assert "Góc học tập" not in response.content.decode()
    client.force_login(world.minh)
    assert client.post(url).status_code == 403
    evidence.refresh_from_db()
    assert evidence.verified_at is None


def test_the_page_takes_few_queries(world: World):
    url = reverse("evidence_verify", args=[add(world, content=photo()).pk])
    assert queries_of(sign_in(world.lan), url) <= 9
