"""What a campaign's meetings and answers come to as needs."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hoctap.centres.models import Topic
from hoctap.surveys.answering.models import Response
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design.rules import TOPICS
from hoctap.surveys.models import Need, NeedSource
from hoctap.surveys.tallies.models import TallyLine


@dataclass(frozen=True)
class Wanted:
    """One wish of so many; `topic` empty: by its words alone."""

    place: UUID
    partner: str
    topic: UUID | None
    text: str
    source: str


def needs_of(campaign: Campaign, *, recorded_by: str) -> list[Need]:
    """Not yet saved. The same topic at two meetings of an ấp is one need of all their people."""
    counted: dict[Wanted, int] = defaultdict(int)
    for wanted, people in [*_raised(campaign), *_answered(campaign)]:
        counted[wanted] += people
    return [
        Need(
            commune=campaign.commune,
            place_id=wanted.place,
            year=campaign.year,
            topic_id=wanted.topic,
            text=wanted.text,
            people=people,
            source=NeedSource.PARTNER if wanted.partner else wanted.source,
            campaign=campaign,
            named_by=wanted.partner,
            recorded_by=recorded_by,
        )
        for wanted, people in counted.items()
    ]


def _raised(campaign: Campaign) -> list[tuple[Wanted, int]]:
    lines = TallyLine.objects.filter(tally__campaign=campaign, tally__removed_at__isnull=True)
    return [
        (
            Wanted(
                line.tally.hamlet_id,
                line.tally.partner.name if line.tally.partner else "",
                line.topic_id,
                line.text,
                NeedSource.TALLY,
            ),
            line.hands,
        )
        for line in lines.select_related("tally__partner")
    ]


def _answered(campaign: Campaign) -> list[tuple[Wanted, int]]:
    """One SQL over the answers, one for the topics."""
    sql = f"""
        SELECT response.hamlet_id, partner.name, topic, count(*)
        FROM {Response._meta.db_table} response
        LEFT JOIN surveys_campaignpartner partner ON partner.id = response.partner_id,
        unnest(response.topics) topic
        WHERE response.campaign_id = %s AND response.removed_at IS NULL
        GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [campaign.pk])
        rows = cursor.fetchall()
    known = {
        topic.code: topic.pk for topic in Topic.objects.offered_at(campaign.commune).order_by("place_id")
    }
    words = topic_words(campaign)
    return [
        (
            Wanted(
                hamlet or campaign.commune_id,
                partner or "",
                known.get(code),
                "" if code in known else words.get(code, code),
                NeedSource.ANSWERS,
            ),
            people,
        )
        for hamlet, partner, code, people in rows
    ]


def topic_words(campaign: Campaign) -> dict[str, str]:
    """What the choices of the question about topics say, in all versions that were answered; the newest words win."""
    words: dict[str, str] = {}
    if campaign.form is None:
        return words
    for version in campaign.form.versions.order_by("number"):
        item = version.design.named(TOPICS)
        words |= item.labels if item else {}
    return words
