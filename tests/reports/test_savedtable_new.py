"""Keeping a table under a name, and what is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.reports.models import SavedTable
from hoctap.reports.tables import actions
from hoctap.reports.tables.rules import Definition
from tests.world import World

ASKED = Definition(2024, measures=("learning_family.recognised",), sort="-x")


def test_the_form_keeps_what_the_address_says(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("savedtable_new", query={"place": world.commune.pk, "year": 2024, "rows": "hamlets"})
    assert "Lưu bảng" in client.get(url).text
    answer = client.post(url, {"name": "Các ấp", "sharing": "office", "office": str(world.association.pk)})
    saved = SavedTable.objects.get()
    assert answer["Location"] == reverse("savedtable_detail", args=[saved.pk])
    assert (saved.asked["rows"], saved.office, saved.owner) == (["hamlets"], world.association, world.lan)
    assert Event.objects.filter(what="reports.savedtable.saved", subject_id=str(saved.pk)).exists()


def test_a_name_that_is_taken_is_refused(world: World, client: Client):
    by = world.actor(world.lan)
    actions.save_table(world.commune, ASKED, name="Các ấp", by=by)
    with pytest.raises(Refused, match="Đã có bảng tên “Các ấp” của xã Tân Kiều"):
        actions.save_table(world.commune, ASKED, name=" Các  ấp ", by=by)
    client.force_login(world.lan)
    url = reverse("savedtable_new", query={"place": world.commune.pk, "year": 2024})
    answer = client.post(url, {"name": "Các ấp", "sharing": "me"})
    assert answer.status_code == 422
    assert "Đặt tên khác" in answer.text
    actions.save_table(world.commune, ASKED, name="Các ấp", by=world.actor(world.minh))
    actions.save_table(world.hamlet, ASKED, name="Các ấp", by=by)


def test_nothing_is_shared_upwards(world: World):
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="không chia sẻ lên cấp trên"):
        actions.save_table(
            world.hamlet, ASKED, name="Ấp tôi", sharing="office", office=world.association, by=by
        )
    with pytest.raises(Forbidden):
        actions.save_table(world.commune, ASKED, name="Cả xã", sharing="below", by=by)
    saved = actions.save_table(
        world.hamlet, ASKED, name="Ấp tôi", sharing="office", office=world.hamlet_board, by=by
    )
    assert saved.office == world.hamlet_board


@pytest.mark.parametrize(
    ("name", "sharing", "reason"),
    [
        ("  ", "me", "Chưa đặt tên"),
        ("Bảng", "above", "Chọn bảng dùng chung với ai"),
        ("Bảng", "office", "Chọn cơ quan"),
    ],
)
def test_what_is_lacking_is_said(name: str, sharing: str, reason: str, world: World):
    with pytest.raises(Refused, match=reason):
        actions.save_table(world.commune, ASKED, name=name, sharing=sharing, by=world.actor(world.lan))


def test_a_stranger_keeps_nothing_of_this_commune(world: World, client: Client):
    client.force_login(world.oanh)
    url = reverse("savedtable_new", query={"place": world.commune.pk})
    assert client.get(url).status_code == 404
    assert client.post(url, {"name": "Bảng", "sharing": "me"}).status_code == 404
    assert not SavedTable.objects.exists()
