"""Correcting the name of a hamlet."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.places import actions, queries
from hoctap.places.lineage import Change, titles_on
from tests.world import World


def test_the_board_follows_the_new_name_while_it_bears_the_old(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    assert 'value="Ấp 1"' in client.get(url).content.decode()
    body = client.post(url, {"name": "Mỹ Phước"}, follow=True).content.decode()
    assert "Đã đổi tên Ấp 1 thành Ấp Mỹ Phước." in body
    world.hamlet_board.refresh_from_db()
    assert world.hamlet_board.name == "Ban nhân dân ấp Mỹ Phước"


def test_a_name_that_is_taken_is_refused_beside_the_field(world: World, client: Client):
    client.force_login(world.lan)
    response = client.post(reverse("hamlet_rename", args=[world.hamlet.pk]), {"name": "ấp 2"})
    assert response.status_code == 422
    assert "Đã có Ấp 2. Hãy ghi tên khác." in response.content.decode()


def test_a_hamlet_of_another_commune_is_not_found(world: World, client: Client):
    client.force_login(world.oanh)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"name": "Ấp 9"}).status_code == 404
    client.force_login(world.hung)
    assert client.get(url).status_code == 403


def test_a_renaming_by_decision_keeps_the_old_name_for_the_years_before(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    typed = {"name": "Mỹ Phước", "kind": "ấp", "how": "rename", "on": "2026-03-01", "decision": "8/NQ-HĐND"}
    assert client.post(url, typed).status_code == 302
    [old] = world.hamlet.past_names.all()
    assert (old.title, old.to_day, old.decision) == ("Ấp 1", dt.date(2026, 3, 1), "8/NQ-HĐND")
    row = queries.hamlet_table(world.commune, 2025).rows[1]
    assert (row.title, row.now, row.was) == ("Ấp 1", "Ấp Mỹ Phước", [])
    row = queries.hamlet_table(world.commune, 2026).rows[1]
    assert (row.title, row.now, row.was) == ("Ấp Mỹ Phước", "", [old])
    assert "đến 01/03/2026 tên là Ấp 1" in client.get("/hamlets/", {"year": 2026}).content.decode()
    world.hamlet_board.refresh_from_db()
    assert [alias.name for alias in world.hamlet_board.aliases.all()] == ["Ban nhân dân Ấp 1"]


def test_twice_renamed_each_name_has_its_days(world: World):
    by = world.actor(world.lan)
    actions.rename_hamlet(world.hamlet, "Mỹ Phước", change=Change(dt.date(2020, 1, 1)), by=by)
    with pytest.raises(Refused, match="bắt đầu từ ngày 01/01/2020"):
        actions.rename_hamlet(world.hamlet, "Mỹ Tây", change=Change(dt.date(2019, 1, 1)), by=by)
    actions.rename_hamlet(world.hamlet, "Mỹ Tây", change=Change(dt.date(2024, 5, 1)), by=by)
    for day, name in [("2019-06-01", "Ấp 1"), ("2022-06-01", "Ấp Mỹ Phước"), ("2024-05-01", "Ấp Mỹ Tây")]:
        assert titles_on([world.hamlet], dt.date.fromisoformat(day)) == {world.hamlet.pk: name}


def test_the_word_for_its_kind_is_free_but_a_word(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    assert client.post(url, {"name": "Pa Cheo", "kind": "Bản", "how": "correct"}).status_code == 302
    world.hamlet.refresh_from_db()
    assert (world.hamlet.kind, world.hamlet.title) == ("bản", "Bản Pa Cheo")
    response = client.post(url, {"name": "Pa Cheo", "kind": "bản 7!", "how": "correct"})
    assert response.status_code == 422
    assert "chỉ gồm chữ" in response.content.decode()


def test_a_renaming_without_its_day_or_to_the_same_name_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    missing = client.post(url, {"name": "Mỹ Phước", "how": "rename"})
    assert (missing.status_code, "Hãy ghi ngày" in missing.content.decode()) == (422, True)
    same = client.post(url, {"name": "Ấp 1", "how": "rename", "on": "2026-03-01"})
    assert (same.status_code, "giống tên đang dùng" in same.content.decode()) == (422, True)
