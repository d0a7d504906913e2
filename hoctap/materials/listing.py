"""The row by which everybody finds a material, made anew from its published version. Called inside the transaction of a change.

Whoever harvests (OAI-PMH) is told by `changed_at`; a topic's pack is made again.
"""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value
from django.utils import timezone

from hoctap.centres.models import Topic
from hoctap.core import files
from hoctap.materials import folding
from hoctap.materials.models import Listing, Material, MaterialVersion, TopicPack, VersionState


def refresh(material: Material) -> None:
    """Published: there with what it says now. Otherwise not there."""
    before = Listing.objects.filter(material=material).first()
    version = _published(material)
    if version is None:
        Listing.objects.filter(material=material).delete()
        is_public, line = False, []
    else:
        is_public, line = version.terms.is_public, topic_line(version.topic)
        _write(material, version, line)
    was_public = before is not None and before.is_public
    if is_public or was_public:
        now = timezone.now().replace(microsecond=0)
        material.changed_at = now
        material.told_at = material.told_at or now
        material.save(update_fields=["changed_at", "told_at"])
        make_stale({*line, *(before.topic_line if before else [])})
    if was_public and not is_public and before is not None:
        _take_packs_down(before.topic_line)


def make_stale(topics: set[UUID]) -> None:
    """Their packs do not hold what is published now."""
    now = timezone.now()
    for topic in sorted(topics):
        TopicPack.objects.get_or_create(topic_id=topic)
    # Moved on also where it is stale already: what is being put together now was read before this change.
    TopicPack.objects.filter(topic__in=topics).update(is_stale=True, stale_at=now)


def _take_packs_down(topics: list[UUID]) -> None:
    """What is withdrawn is handed out no more, not even for the minutes until the pack is made again."""
    for pack in TopicPack.objects.filter(topic__in=topics).exclude(sha256=""):
        TopicPack.objects.filter(pk=pack.pk).update(sha256="", size=0)
        files.drop_if_unnamed(pack.sha256)


def topic_line(topic: Topic) -> list[UUID]:
    line = [topic.pk]
    while topic.parent_id is not None and topic.parent_id not in line:
        topic = Topic.objects.get(pk=topic.parent_id)
        line.append(topic.pk)
    return line


def _published(material: Material) -> MaterialVersion | None:
    rows = material.versions.filter(state=VersionState.PUBLISHED).select_related("topic")
    return None if material.withdrawn_at else rows.first()


def _write(material: Material, version: MaterialVersion, line: list[UUID]) -> None:
    parts = list(version.parts.all())
    said = [block["t"] for part in parts for block in part.content if block.get("t")]
    body = folding.settled(" ".join([version.summary, version.credit, *(p.title for p in parts), *said]))
    words = folding.words_of(folding.settled(version.title), body)
    Listing.objects.update_or_create(
        material=material,
        defaults={
            "version": version,
            "is_public": version.terms.is_public,
            "title": version.title,
            "kind": version.kind,
            "language": version.language,
            "licence": version.licence,
            "credit": version.credit[:350],
            "topic": version.topic,
            "topic_line": line,
            "part_kinds": sorted({part.kind for part in parts}),
            "published_at": version.published_at or timezone.now(),
            "body": body,
            "plain_body": folding.plain(body),
            "words": lexemes(words),
        },
    )


def lexemes(words: list[str]) -> Func:
    return Func(
        Value(words, output_field=ArrayField(TextField())),
        function="array_to_tsvector",
        output_field=SearchVectorField(),
    )
