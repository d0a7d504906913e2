"""One member; whether he is somebody of the register."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.associations import actions
from hoctap.associations.models import Member
from hoctap.audit.models import Read
from hoctap.core.refusals import Refused
from tests.associations import hands
from tests.world import World, make_household


def test_he_is_linked_with_the_person_of_the_register_and_the_look_is_written_down(
    world: World, client: Client
):
    by = world.actor(world.lan)
    person = make_household(world.hamlet, "Đặng Thị Bông", birth_year=1960).head
    make_household(world.other_hamlet, "Đặng Thị Bông", birth_year=1960)
    make_household(world.hamlet, "Đặng Thị Bông", birth_year=1999)
    member = hands.member(world.association, "Đặng Thị Bông", born=1960, by=by)
    client.force_login(world.lan)
    url = f"/associations/members/{member.pk}/"
    page = client.get(url).content.decode()
    assert page.count("Đúng, gắn người này") == 1
    linked = client.post(reverse("association_member_link", args=[member.pk]), {"person": str(person.pk)})
    assert linked.status_code == 302
    member.refresh_from_db()
    assert member.person == person
    assert "đã gắn" in client.get(url).content.decode()
    assert person.pk in Read.objects.latest("id").subjects
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404


def test_nobody_else_is_linked(world: World, client: Client):
    by = world.actor(world.lan)
    elsewhere = make_household(world.other_hamlet, "Đặng Thị Bông", birth_year=1960).head
    older = make_household(world.hamlet, "Đặng Thị Bông", birth_year=1950).head
    member = hands.member(world.association, "Đặng Thị Bông", born=1960, by=by)
    client.force_login(world.lan)
    for person in (elsewhere, older):
        url = f"/associations/members/{member.pk}/link/"
        assert client.post(url, {"person": str(person.pk)}).status_code == 404
    with pytest.raises(Refused, match="Năm sinh"):
        actions.link_member(member, older, by=by)
    assert Member.objects.get().person is None
