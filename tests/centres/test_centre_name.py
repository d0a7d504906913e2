"""A centre gets another name; former names stay."""

import datetime as dt

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from tests.world import World


def test_a_new_name_keeps_the_old_one(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/file/name/"
    old = centre.name
    typed = {"what": "rename", "name": "Trung tâm tên mới", "on": "2025-09-01", "decision": "5/QĐ"}
    client.force_login(director)
    assert client.get(url).status_code == 200
    page = client.post(url, {**typed, "decision": "", "on": "2199-01-01"}).content.decode()
    assert "Hãy ghi quyết định đổi tên" in page
    assert "chưa tới" in page
    assert "tên đang dùng" in client.post(url, {**typed, "name": old}).content.decode()
    taken = client.post(url, {**typed, "name": world.committee.name}).content.decode()
    assert "là tên của cơ quan, tổ chức khác" in taken
    assert client.post(url, typed).status_code == 302
    centre.organisation.refresh_from_db()
    assert centre.organisation.name == "Trung tâm tên mới"
    alias = centre.organisation.aliases.get()
    assert (alias.name, alias.to_day, alias.decision) == (old, dt.date(2025, 9, 1), "5/QĐ")
    again = client.post(url, {**typed, "name": "Tên khác", "on": "2025-08-01"}).content.decode()
    assert "mang từ 01/09/2025" in again


def test_a_former_name_is_added_once(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/file/name/"
    typed = {"what": "former", "name": "Tên xưa", "from_on": "2008-01-01", "on": "2014-01-01", "decision": ""}
    client.force_login(director)
    assert client.post(url, {**typed, "from_on": "2015-01-01"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 422
    assert centre.organisation.aliases.get().name == "Tên xưa"
    client.force_login(world.lan)
    assert client.post(url, typed).status_code == 403
