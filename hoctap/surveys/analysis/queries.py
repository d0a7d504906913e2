"""What the answers of a campaign add up to. Each table is one aggregate in the database, over the columns kept for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from hoctap.people.models import HouseholdMember, Residence
from hoctap.people.queries import households_per_hamlet
from hoctap.places.models import Place
from hoctap.places.queries import hamlets_at_end_of
from hoctap.surveys.analysis.rules import Cell, shown_cells
from hoctap.surveys.answering.models import Response
from hoctap.surveys.answering.rules import AGE_BANDS
from hoctap.surveys.campaigns.models import Campaign, RateOf
from hoctap.surveys.campaigns.needs import topic_words
from hoctap.surveys.design.rules import AGE, MEMBER, OCCUPATION, SEX, TOPICS, Item
from hoctap.surveys.tallies.models import Tally, TallyLine

RESPONSES = Response._meta.db_table
FROM = f"FROM {RESPONSES} response WHERE response.campaign_id = %s AND response.removed_at IS NULL"
# What an analysis may be broken down by: words, the column, the question whose choices give the labels.
BY: dict[str, tuple[str, str, str]] = {
    "age": ("tuổi", "response.age", AGE),
    "sex": ("giới tính", "response.sex", SEX),
    "occupation": ("nghề nghiệp", "response.occupation", OCCUPATION),
    "member": ("đoàn thể", "member", MEMBER),
    "hamlet": ("ấp, khóm", "response.hamlet_id::text", ""),
    "partner": ("đơn vị phối hợp", "response.partner_id::text", ""),
}
UNSAID = ""


@dataclass(frozen=True)
class Counted:
    """One answer and how many gave it."""

    label: str
    people: int


@dataclass(frozen=True)
class Question:
    """A question with choices that has no meaning of its own, in the newest words."""

    label: str
    answers: list[Counted]


@dataclass(frozen=True)
class Row:
    label: str
    total: Cell
    cells: list[Cell]


@dataclass(frozen=True)
class CrossTable:
    by: str
    words: str
    heads: list[str]
    sizes: list[Cell]
    """How many answered in each group, whatever they want."""
    rows: list[Row]


@dataclass(frozen=True)
class Rate:
    """Of one ấp. `base` None: the register says nothing of it."""

    hamlet: Place
    answers: int
    present: int
    households_present: int
    base: int | None


@dataclass(frozen=True)
class Analysis:
    campaign: Campaign
    total: int
    by_channel: list[Counted]
    table: CrossTable
    raised: list[Counted]
    """Hands at the meetings, by topic."""
    present: int
    questions: list[Question] = field(default_factory=list)
    is_narrowed: bool = False
    """Small groups are not shown to this reader."""


def analysis_of(campaign: Campaign, by: str, *, may_see_few: bool) -> Analysis:
    """Seven queries, however many answers."""
    labels = _labels(campaign)
    totals = _rows(f"SELECT response.channel, count(*) {FROM} GROUP BY 1", [campaign.pk])
    words = {"web": "Qua đường dẫn, mã QR", "door": "Tình nguyện viên hỏi tại nhà", "paper": "Phiếu giấy"}
    raised = _raised(campaign)
    table = cross_table(campaign, by, labels, may_see_few=may_see_few)
    return Analysis(
        campaign,
        sum(count for _, count in totals),
        [Counted(words[channel], count) for channel, count in sorted(totals, key=lambda row: -row[1])],
        table,
        raised,
        sum(campaign.tallies.filter(removed_at__isnull=True).values_list("present", flat=True)),
        _questions(campaign, labels, may_see_few=may_see_few),
        not may_see_few,
    )


def cross_table(campaign: Campaign, by: str, labels: Mapping[str, Item], *, may_see_few: bool) -> CrossTable:
    """Topics by groups. One aggregate for the cells, one for how many there are in each group."""
    words, column, question = BY[by]
    extra = (
        ", unnest(CASE WHEN response.memberships = '{}' THEN '{\"\"}' ELSE response.memberships END) member"
    )
    source = FROM.replace(" WHERE", f"{extra if by == 'member' else ''} WHERE", 1)
    with_topics = source.replace(" WHERE", ", unnest(response.topics) topic WHERE", 1)
    cells = _rows(
        f"SELECT topic, coalesce({column}, ''), count(*) {with_topics} GROUP BY 1, 2", [campaign.pk]
    )
    sizes = dict(_rows(f"SELECT coalesce({column}, ''), count(*) {source} GROUP BY 1", [campaign.pk]))
    totals = dict(
        _rows(
            f"SELECT topic, count(*) {FROM.replace(' WHERE', ', unnest(response.topics) topic WHERE', 1)} GROUP BY 1",
            [campaign.pk],
        )
    )
    names = _group_names(campaign, by, labels.get(question))
    groups = sorted(
        sizes, key=lambda group: (group == UNSAID, list(names).index(group) if group in names else 999, group)
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for topic, group, people in cells:
        counted[topic][group] = people
    topic_labels = topic_words(campaign)
    rows = [
        Row(
            topic_labels.get(topic) or str(topic),
            shown_cells([total], may_see_few=may_see_few)[0],
            shown_cells([counted[topic].get(group, 0) for group in groups], may_see_few=may_see_few),
        )
        for topic, total in sorted(
            totals.items(), key=lambda row: (-row[1], topic_labels.get(row[0], row[0]))
        )
    ]
    heads = [names.get(group, group) if group != UNSAID else "không nói" for group in groups]
    return CrossTable(
        by, words, heads, shown_cells([sizes[group] for group in groups], may_see_few=may_see_few), rows
    )


def rates_of(campaign: Campaign) -> list[Rate]:
    """Answers and people at meetings over households or adults, per ấp. Five queries."""
    hamlets = hamlets_at_end_of(campaign.commune, campaign.year)
    ids = [hamlet.pk for hamlet in hamlets]
    answers = dict(_rows(f"SELECT response.hamlet_id, count(*) {FROM} GROUP BY 1", [campaign.pk]))
    present: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for hamlet, people, households in (
        Tally.objects.standing()
        .filter(campaign=campaign, partner__isnull=True)
        .values_list("hamlet", "present", "households")
    ):
        present[hamlet][0] += people
        present[hamlet][1] += households or 0
    base = (
        households_per_hamlet(ids, campaign.year)
        if campaign.rate_of == RateOf.HOUSEHOLDS
        else adults_per_hamlet(ids, campaign.year)
    )
    return [
        Rate(
            hamlet,
            answers.get(hamlet.pk, 0),
            present[hamlet.pk][0],
            present[hamlet.pk][1],
            base.get(hamlet.pk) or None,
        )
        for hamlet in hamlets
    ]


def adults_per_hamlet(hamlet_ids: Sequence[UUID], year: int, *, age: int = 16) -> dict[UUID, int]:
    """Who by the register lived there in the year and had reached the age. One query."""
    sql = f"""
        SELECT residence.hamlet_id, count(DISTINCT member.person_id)
        FROM {Residence._meta.db_table} residence
        JOIN {HouseholdMember._meta.db_table} member ON member.household_id = residence.household_id
        JOIN people_person person ON person.id = member.person_id
        WHERE residence.hamlet_id = ANY(%s) AND residence.from_year <= %s
          AND (residence.to_year IS NULL OR residence.to_year > %s)
          AND member.joined_year <= %s AND (member.left_year IS NULL OR member.left_year > %s)
          AND person.birth_year <= %s
        GROUP BY 1
    """
    return dict(_rows(sql, [list(hamlet_ids), year, year, year, year, year - age]))


def _questions(campaign: Campaign, labels: Mapping[str, Item], *, may_see_few: bool) -> list[Question]:
    """Of the questions without a meaning of their own; of dates, numbers and words only how many there are is not asked."""
    wanted = [
        name
        for name, item in labels.items()
        if item.choices and name not in (TOPICS, AGE, SEX, OCCUPATION, MEMBER)
    ]
    if not wanted:
        return []
    sql = f"""
        SELECT question, answer #>> '{{}}', count(*)
        {FROM.replace(" WHERE", ", unnest(%s::text[]) question, LATERAL jsonb_path_query(response.answers -> question, '$[*]') answer WHERE", 1)}
        GROUP BY 1, 2
    """
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for name, choice, people in _rows(sql, [wanted, campaign.pk]):
        counted[name][choice] = people
    found = []
    for name in wanted:
        words = labels[name].labels
        answers = [
            Counted(words.get(choice, choice), people)
            for choice, people in sorted(counted[name].items(), key=lambda row: -row[1])
            if may_see_few or people >= 5
        ]
        found.append(Question(labels[name].label, answers))
    return found


def _raised(campaign: Campaign) -> list[Counted]:
    counted: dict[str, int] = defaultdict(int)
    lines = TallyLine.objects.filter(tally__campaign=campaign, tally__removed_at__isnull=True).select_related(
        "topic"
    )
    for line in lines:
        counted[line.topic.name if line.topic else line.text] += line.hands
    return [Counted(label, people) for label, people in sorted(counted.items(), key=lambda row: -row[1])]


def _labels(campaign: Campaign) -> dict[str, Item]:
    """Each question by its stable name, in the newest words; what only older versions asked is there too."""
    found: dict[str, Item] = {}
    if campaign.form is not None:
        for version in campaign.form.versions.order_by("number"):
            found |= {item.name: item for item in version.design.asked}
    return found


def _group_names(campaign: Campaign, by: str, item: Item | None) -> dict[str, str]:
    if by == "hamlet":
        return {str(one.pk): one.title for one in hamlets_at_end_of(campaign.commune, campaign.year)}
    if by == "partner":
        return {str(one.pk): one.name for one in campaign.partners.all()}
    names = item.labels if item else {}
    return {**AGE_BANDS, **names} if by == "age" and (item is None or item.kind == "integer") else names


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
