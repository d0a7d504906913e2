"""Who may issue a paper here, and what stands in one that was written here."""

from dataclasses import dataclass

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.papers import serial
from hoctap.papers.content import TextContent
from hoctap.papers.drafting.rules import DRAFT_KINDS
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation, Place


def issuers_for(actor: Actor) -> list[Organisation]:
    """Bodies of today at the places where he may draft, his own kind of place first."""
    day = today()
    found = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
        place__in=Place.objects.reached_by(actor, Permission.PAPER_FILE),
    )
    return list(found.select_related("place").order_by("place__level", "kind", "name", "id"))


@dataclass(frozen=True)
class Drafted:
    content: TextContent
    latest: int
    made_by: str
    was_edited: bool
    """The office's own Word file came after the text."""


def drafted(paper: Paper) -> Drafted | None:
    """The text of a paper that was written on the screen; None for any other."""
    if paper.kind not in {kind.code for kind in DRAFT_KINDS.values()}:
        return None
    versions = list(paper.versions.order_by("-version"))
    for version in versions:
        if version.content is not None:
            content = serial.from_json(version.content)
            if isinstance(content, TextContent):
                last = versions[0]
                return Drafted(content, last.version, last.made_by, version is not last)
    return None
