"""A row of the register is corrected."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs, kind, venue_in
from tests.world import World


def test_what_changes_is_named_in_the_trail(world: World, centre: Centre, director: User, client: Client):
    by = world.actor(director)
    row = chairs(centre, good=5, by=by)
    room = venue_in(world.commune, "Phòng học")
    client.force_login(director)
    url = reverse("equipment_edit", args=[row.pk])
    assert client.get(url).status_code == 200
    typed = {"kind": str(kind()), "good": "4", "repair": "1", "source": "own", "venue": str(room.pk)}
    assert client.post(url, typed).status_code == 302
    row.refresh_from_db()
    assert (row.good, row.repair, row.source, row.venue, row.centre) == (4, 1, "own", room, centre)
    fields = set(Event.objects.get(what="centres.equipment.changed").fields)
    assert {"good", "repair", "source", "venue"} <= fields
    lend_equipment(row, quantity=3, borrower="Ấp 1", purpose="Họp", out_on=today(), due_on=today(), by=by)
    fewer = client.post(url, typed | {"good": "2"})
    assert fewer.status_code == 422
    assert "Đang cho mượn 3" in fewer.content.decode()
    client.force_login(world.minh)
    assert client.post(url, typed).status_code == 403
