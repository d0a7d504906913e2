"""What the screens of entering answers show."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.surveys.answering import rules
from hoctap.surveys.answering.models import Response
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design.rules import Design, Item


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
