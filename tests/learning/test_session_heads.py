"""So many people by age and sex."""

from django.test import Client
from django.urls import reverse

from hoctap.learning.models import Session
from tests.learning.roll_hands import heads_of, session_at, tick
from tests.world import World


def _url(session: Session) -> str:
    return f"/learning/sessions/{session.pk}/heads/"


def test_heads_are_written_by_age_and_sex_and_shown_with_their_sum(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    typed = {"heads-adult-m": "12", "heads-adult-f": "15", "heads-elder-any": "3", "heads-any-any": ""}
    assert client.post(_url(session), typed)["Location"] == f"/learning/sessions/{session.pk}/"
    assert sorted(session.headcounts.values_list("sex", "age_band", "people")) == [
        ("", "elder", 3),
        ("f", "adult", 15),
        ("m", "adult", 12),
    ]
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert "<strong>30 người</strong>, đếm số" in page
    assert "36–59 tuổi" in page
    assert "dưới 16 tuổi" not in page
    assert 'value="12"' in client.get(_url(session)).content.decode()


def test_what_is_no_number_and_nobody_at_all_are_refused(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    answer = client.post(_url(session), {"heads-adult-m": "mười", "heads-adult-f": "-2"})
    assert answer.status_code == 422
    assert "hãy ghi một số người" in answer.content.decode()
    assert "không thể âm" in answer.content.decode()
    answer = client.post(_url(session), {})
    assert answer.status_code == 422
    assert "ít nhất một người" in answer.content.decode()
    assert not session.headcounts.exists()


def test_where_names_stand_no_heads_are_written(world: World, client: Client):
    session = session_at(world.hamlet)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    client.force_login(world.hung)
    answer = client.post(_url(session), {"heads-any-any": "30"})
    assert answer.status_code == 422
    assert "đã điểm danh 1 người theo tên" in answer.content.decode()


def test_the_count_is_taken_back_so_that_names_can_be_taken(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    client.post(_url(session), {"heads-any-any": "30"})
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert "Bỏ số đã đếm" in page
    assert "/roll/" not in page
    answer = client.post(reverse("session_drop_heads", args=[session.pk]), follow=True)
    assert "điểm danh được theo tên" in answer.content.decode()
    assert f"/learning/sessions/{session.pk}/roll/" in answer.content.decode()
    again = client.post(f"/learning/sessions/{session.pk}/heads/drop/", follow=True)
    assert "không có số người đã đếm để bỏ" in again.content.decode()
