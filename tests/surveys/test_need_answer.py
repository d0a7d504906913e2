"""A need is met, or answered in words; by mistake, and it waits again."""

from django.test import Client

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from tests.surveys.test_need_list import need
from tests.world import World


def test_it_is_met_by_what_was_held_or_answered_in_words(world: World, by: Actor, client: Client):
    row = need(world, by)
    url = f"/surveys/needs/{row.pk}/answer/"
    client.force_login(world.lan)
    assert "10 người" in client.get(url).content.decode()
    refused = client.post(url, {"is_met": "yes", "answer": " "})
    assert refused.status_code == 422
    assert "Hãy ghi đã tổ chức gì" in refused.content.decode()
    client.post(url, {"is_met": "no", "answer": "Chưa có giáo viên, quý sau mở"})
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_on) == ("answered", "Chưa có giáo viên, quý sau mở", today())
    assert "đã trả lời rồi" in client.post(url, {"is_met": "yes", "answer": "x"}).content.decode()
    client.post(f"/surveys/needs/{row.pk}/reopen/")
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_on) == ("open", "", None)
    assert "chưa trả lời" in client.post(f"/surveys/needs/{row.pk}/reopen/", follow=True).content.decode()


def test_only_who_runs_the_centres_surveys_answers(world: World, by: Actor, client: Client):
    row = need(world, by)
    for user, status in ((world.hung, 403), (world.minh, 403), (world.oanh, 404)):
        client.force_login(user)
        assert client.get(f"/surveys/needs/{row.pk}/answer/").status_code == status
        assert client.post(f"/surveys/needs/{row.pk}/reopen/").status_code == status
