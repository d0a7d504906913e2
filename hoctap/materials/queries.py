"""Materials as their screens show them, and what higher apps ask: the newest, a search, copies handed out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from hoctap.centres.models import Speaker, Topic
from hoctap.centres.persons import note_names
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import without_accents
from hoctap.learning.models import Activity, ActivityState
from hoctap.materials.models import (
    OPEN,
    DailyUse,
    Handout,
    HandoutQuerySet,
    LinkState,
    Listing,
    Material,
    MaterialPart,
    MaterialVersion,
    TopicPack,
    VersionState,
)
from hoctap.materials.searching import Found, FoundPage, Wanted, search
from hoctap.places.models import Place

# ── what everybody sees ─────────────────────────────────────────────────────────────────────────────


def newest_public(limit: int) -> list[Found]:
    """Two queries."""
    return search(Wanted()).rows[:limit]


@dataclass(frozen=True)
class NewLine:
    id: UUID
    title: str
    topic: str


def newest_lines(limit: int) -> list[NewLine]:
    """What a list of a few lines needs. One query."""
    rows = Listing.objects.filter(is_public=True).order_by("-published_at", "-material")
    return [NewLine(*row) for row in rows.values_list("material", "title", "topic__name")[:limit]]


def public_search(
    text: str, *, topic: UUID | None = None, kind: str = "", language: str = "", page: int = 1
) -> FoundPage:
    """Two queries."""
    return search(Wanted(text, topic, kind, language, page))


def is_anything_public() -> bool:
    return Listing.objects.filter(is_public=True).exists()


@dataclass(frozen=True)
class PublicMaterial:
    listing: Listing
    version: MaterialVersion
    parts: list[MaterialPart]
    topics: list[Topic]


def public_material(pk: UUID) -> PublicMaterial | None:
    """Two queries, without what the files say."""
    rows = Listing.objects.filter(material=pk, is_public=True).defer("body", "plain_body", "words")
    listing = rows.select_related("version__material__place", "version__topic__parent", "material").first()
    if listing is None:
        return None
    parts = listing.version.parts.defer("content").annotate(drawn=Count("pictures"))
    topic = listing.version.topic
    return PublicMaterial(
        listing, listing.version, list(parts), [one for one in (topic.parent, topic) if one is not None]
    )


def public_part(pk: UUID) -> MaterialPart | None:
    """One query, without what the file says. A file of what is public now."""
    rows = MaterialPart.objects.filter(
        pk=pk, version__state=VersionState.PUBLISHED, version__material__listing__is_public=True
    )
    return rows.select_related("version__material").defer("content").first()


def public_topics() -> list[Topic]:
    """Shipped ones that have something public, in the order of the tree. One query."""
    lines = Listing.objects.filter(is_public=True, topic_line__contains=[OuterRef("pk")])
    return list(Topic.objects.filter(place__isnull=True).filter(Exists(lines)).order_by("sort_key"))


def packs() -> list[TopicPack]:
    rows = TopicPack.objects.filter(materials__gt=0, topic__place__isnull=True).exclude(sha256="")
    return list(rows.select_related("topic").order_by("topic__sort_key"))


# ── those who work on them ──────────────────────────────────────────────────────────────────────────


def places_for(actor: Actor, permission: Permission) -> QuerySet[Place]:
    """From the province down to the hamlet, where he may do this."""
    rows = Place.objects.reached_by(actor, permission).filter(valid_to__isnull=True)
    return rows.exclude(level="group").order_by("path__len", "sort_key", "id")


@dataclass(frozen=True)
class Asked:
    text: str = ""
    state: str = ""
    kind: str = ""
    topic: UUID | None = None
    dead_links: bool = False


def materials_for(actor: Actor, asked: Asked) -> QuerySet[Material]:
    """Each with its newest version that this actor may see, by `shown_*`."""
    versions = MaterialVersion.objects.visible_to(actor).filter(material=OuterRef("pk")).order_by("-number")
    rows = Material.objects.visible_to(actor).select_related("place")
    rows = rows.annotate(
        shown_id=Subquery(versions.values("pk")[:1]),
        shown_title=Subquery(versions.values("title")[:1]),
        shown_state=Subquery(versions.values("state")[:1]),
        shown_kind=Subquery(versions.values("kind")[:1]),
        shown_topic=Subquery(versions.values("topic__name")[:1]),
        shown_licence=Subquery(versions.values("licence")[:1]),
    ).filter(shown_id__isnull=False)
    if asked.state:
        rows = rows.filter(shown_state=asked.state)
    if asked.kind:
        rows = rows.filter(shown_kind=asked.kind)
    if asked.topic:
        rows = rows.filter(
            Exists(versions.filter(Q(topic=asked.topic) | Q(topic__parent=asked.topic)).order_by())
        )
    if asked.dead_links:
        dead = MaterialPart.objects.filter(
            version__material=OuterRef("pk"),
            version__state__in=[*OPEN, VersionState.PUBLISHED],
            link_state=LinkState.DEAD,
        )
        rows = rows.filter(Exists(dead))
    if asked.text:
        # In the house drafts are looked for by title; a commune has few of them.
        wanted = without_accents(asked.text)
        ids = [pk for pk, title in rows.values_list("pk", "shown_title") if wanted in without_accents(title)]
        rows = rows.filter(pk__in=ids)
    return rows.order_by("-made_at", "-id")


@dataclass(frozen=True)
class MaterialPage:
    material: Material
    version: MaterialVersion
    parts: list[MaterialPart]
    older: list[MaterialVersion]
    handed_out: int
    handouts: int
    reads: int
    downloads: int
    may: dict[str, bool] = field(default_factory=dict)


def material_page(material: Material, version: MaterialVersion, actor: Actor) -> MaterialPage:
    """Five queries."""
    if version.contributor_name:
        saw(
            persons=[version.contributor_id] if version.contributor_id else [],
            unnamed=not version.contributor_id,
        )
    counted = Handout.objects.visible_to(actor).standing().filter(material=material)
    sums = counted.aggregate(copies=Sum("copies"), times=Count("pk"))
    since = today() - timedelta(days=365)
    used = dict(
        DailyUse.objects.filter(material=material, on__gt=since)
        .values_list("kind")
        .annotate(Sum("times"))
        .order_by()
    )
    older = MaterialVersion.objects.visible_to(actor).filter(material=material).exclude(pk=version.pk)
    return MaterialPage(
        material,
        version,
        list(version.parts.defer("content").annotate(drawn=Count("pictures"))),
        list(older.order_by("-number")),
        sums["copies"] or 0,
        sums["times"],
        used.get("read", 0),
        used.get("download", 0),
    )


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    materials: list[Material]
    speakers: list[Speaker]
    activities: list[Activity]
    pack: TopicPack | None


MOST_OF_A_TOPIC = 100


def topic_page(topic: Topic, actor: Actor) -> TopicPage:
    """What there is to teach a topic with, who can teach it, where it was held last. Eight queries, those that ask what is above included."""
    speakers = list(
        Speaker.objects.visible_to(actor)
        .filter(Q(topics=topic) | Q(topics__parent=topic), ended_on__isnull=True)
        .distinct()
        .select_related("place")
        .order_by("full_name", "id")[:MOST_OF_A_TOPIC]
    )
    note_names(speakers)
    held = Activity.objects.visible_to(actor).filter(
        Q(topic=topic) | Q(topic__parent=topic), state=ActivityState.HELD
    )
    return TopicPage(
        topic,
        list(materials_for(actor, Asked(topic=topic.pk))[:MOST_OF_A_TOPIC]),
        speakers,
        list(held.select_related("place").order_by("-starts_on", "-id")[:10]),
        TopicPack.objects.filter(topic=topic).first(),
    )


def handouts_for(
    actor: Actor, *, year: int, material: UUID | None = None, activity: UUID | None = None
) -> HandoutQuerySet:
    rows = Handout.objects.visible_to(actor).select_related("material__current", "place", "activity")
    if material:
        return rows.filter(material=material)
    if activity:
        return rows.filter(activity=activity)
    return rows.filter(on__year=year)


def copies_of(rows: HandoutQuerySet) -> int:
    """One query. Without lines that were noted by mistake."""
    return rows.standing().aggregate(copies=Sum("copies"))["copies"] or 0


def copies_handed_out(place_ids: Sequence[UUID], first: dt.date, last: dt.date) -> dict[UUID, int]:
    """Printed copies given away at each of these places and below them between two days, both included; a place without any is left out.
    Two queries."""
    paths = dict(Place.objects.filter(pk__in=place_ids).values_list("pk", "path"))
    rows = (
        Handout.objects.standing()
        .filter(on__range=(first, last), place__path__overlap=list(paths))
        .values_list("place__path")
        .annotate(copies=Sum("copies"))
        .order_by()
    )
    found: dict[UUID, int] = {}
    for path, copies in rows:
        for pk in paths:
            if pk in path:
                found[pk] = found.get(pk, 0) + copies
    return found
