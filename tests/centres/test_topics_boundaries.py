"""Topics of a commune's own in a change of boundaries."""

import pytest

from hoctap.accounts.models import User
from hoctap.centres.boundaries import open_work
from hoctap.centres.models import Centre, Topic
from hoctap.centres.topics import actions as topics
from hoctap.core.refusals import Refused
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from tests.boundaries import JOB, divide, dump, merge
from tests.centres.hands import topic
from tests.world import World


def test_they_go_on_in_the_new_commune_and_back_to_the_letter(world: World, director: User, centre: Centre):
    by = world.actor(director)
    own = topics.add_topic(world.commune, topic(), "Trồng sen", by=by)
    below = topics.add_topic(world.commune, own, "Sấy hạt sen", by=by)
    old = topics.add_topic(world.commune, topic(), "Nuôi lươn", by=by)
    topics.drop_topic(old, by=by)
    before = dump()
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    assert set(Topic.objects.filter(place=new)) == {own, below, old}
    assert own in Topic.objects.offered_at(new)
    assert old not in Topic.objects.offered_at(new)
    assert not [one for one in open_work([world.commune.pk]) if "chuyên đề" in one.what]
    actions.undo_change(change, by=JOB)
    assert dump()["centres_topic"] == before["centres_topic"]


def test_those_of_a_commune_that_is_divided_wait_for_a_person(world: World, director: User, centre: Centre):
    own = topics.add_topic(world.commune, topic(), "Trồng sen", by=world.actor(director))
    told = [one.what for one in open_work([world.commune.pk])]
    assert told[-1] == "1 chuyên đề của xã: sang xã mới; nếu xã chia cho nhiều xã thì lập lại ở từng xã"
    change = divide(world)
    first, second = change.places.all()
    actions.assign_hamlets(change, {world.hamlet.pk: first.pk, world.hamlet_2.pk: second.pk}, by=JOB)
    actions.apply_change(change, by=JOB)
    own.refresh_from_db()
    assert own.place == world.commune


def test_a_topic_added_since_keeps_a_change_from_being_undone(world: World):
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    topics.add_topic(new, topic(), "Trồng sen", by=JOB)
    with pytest.raises(Refused, match="1 chuyên đề"):
        actions.undo_change(change, by=JOB)
