"""A question of a draft is changed."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from tests.surveys import hands
from tests.world import World


def test_its_words_change_and_its_name_stays(world: World, by: Actor, director: User, client: Client):
    draft = hands.form_at(world.commune, by, content=hands.small_design()).versions.get()
    client.force_login(director)
    url = f"/surveys/forms/versions/{draft.pk}/questions/5/"
    page = client.get(url).content.decode()
    assert "Bao nhiêu tuổi?" in page
    assert 'name="seen" value="tuoi"' in page
    typed = {
        "kind": "integer",
        "label": "Năm nay mấy tuổi?",
        "name": "tuoi",
        "constraint": ". > 0",
        "seen": "tuoi",
    }
    assert client.post(url, typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.design.items[5].label, draft.design.items[5].constraint) == ("Năm nay mấy tuổi?", ". > 0")
    stale = client.post(url, {**typed, "seen": "khac"})
    assert stale.status_code == 422
    assert "Mẫu vừa được người khác sửa" in stale.content.decode()
    group = client.post(url, {**typed, "kind": "begin group"})
    assert "không đổi thành nhóm được" in group.content.decode()
    assert client.get(f"/surveys/forms/versions/{draft.pk}/questions/99/").status_code == 200
    assert client.post(f"/surveys/forms/versions/{draft.pk}/questions/99/", typed).status_code == 422
