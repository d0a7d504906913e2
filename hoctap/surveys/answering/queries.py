"""What the screens of entering answers show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from hoctap.centres.models import Topic
from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.places.models import Place
from hoctap.surveys.answering import rules
from hoctap.surveys.answering.models import Response
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design.rules import Design, Item, Placed


@dataclass(frozen=True)
class ShownResponse:
    response: Response
    words: str
    """The answers in a line."""


def shown(response: Response) -> ShownResponse:
    """In the words of the version to which it was given."""
    return ShownResponse(response, in_words(response.version.design, response.answers))


def in_words(design: Design, answers: Mapping[str, object]) -> str:
    parts = []
    for item in design.asked:
        if item.name in answers:
            parts.append(_words(item, answers[item.name]))
    return "; ".join(parts)


def _words(item: Item, answer: object) -> str:
    if isinstance(answer, list):
        return ", ".join(item.labels.get(str(one), str(one)) for one in answer)
    if item.kind == "date":
        year, month, day = str(answer).split("-")
        return f"{day}/{month}/{year}"
    return item.labels.get(str(answer), str(answer)) if item.choices else str(answer)


def taking_reasons(campaign: Campaign, channel: str) -> list[Reason]:
    return rules.taking_blockers(
        title=campaign.title,
        state=campaign.state,
        channel=channel,
        channels=campaign.channels,
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        today=today(),
    )


def heads_of_topics(commune: Place, placed: Sequence[Placed]) -> dict[str, str]:
    """The field of learning in which each topic lies, by its code, where a page asks for many. One query, else none.

    A topic that is no longer offered still stands in the forms that have it.
    """
    if not any(rules.has_many_topics(one.item) for one in placed):
        return {}
    rows = {
        topic.pk: topic
        for topic in Topic.objects.filter(Q(place__isnull=True) | Q(place__in=commune.path)).order_by(
            "place_id", "id"
        )
    }
    heads = {}
    for topic in rows.values():
        top = topic
        while top.parent_id in rows:
            top = rows[top.parent_id]
        heads[topic.code] = top.name
    return heads
