"""A place adds topics of its own below those that come with the program, and stops using them."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.models import Topic
from hoctap.centres.topics import rules
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places.models import Place


@transaction.atomic
def add_topic(place: Place, parent: Topic, name: str, *, by: Actor) -> Topic:
    by.must(Permission.CENTRE_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    name = clean(name)[:150]
    offered = Topic.objects.offered_at(place)
    reasons = rules.topic_blockers(
        name=name,
        taken=offered.values_list("name", flat=True),
        is_parent_offered=offered.filter(pk=parent.pk).exists(),
    )
    if reasons:
        raise Refused(reasons)
    pk = uuid7()
    topic = Topic.objects.create(id=pk, place=place, parent=parent, code=f"own-{pk.hex}", name=name)
    audit.record(by, "centres.topic.added", topic)
    return topic


@transaction.atomic
def drop_topic(topic: Topic, *, by: Actor) -> Topic:
    """What was held under it keeps it; nothing new is put there."""
    topic = Topic.objects.select_for_update(of=("self",)).select_related("place").get(pk=topic.pk)
    if topic.place is not None:
        by.must(Permission.CENTRE_KEEP, at=topic.place)
    reasons = rules.drop_blockers(
        is_shipped=topic.place is None,
        is_dropped=topic.dropped_on is not None,
        below=topic.children.filter(dropped_on__isnull=True).count(),
    )
    if reasons:
        raise Refused(reasons)
    topic.dropped_on = today()
    topic.save(update_fields=["dropped_on", "sort_key"])
    audit.record(by, "centres.topic.dropped", topic)
    return topic
