"""What the records say about a centre's year, to be seen beside the criteria while points are given. Nothing is counted into points: how many
points a figure is worth, the province says and people judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from hoctap.assessments.ranking.models import Improvement, Ranking, RankingState
from hoctap.centres.models import Centre
from hoctap.centres.registry import centre_sections
from hoctap.core.actor import Actor
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_number
from hoctap.criteria.titles import Title
from hoctap.learning.models import (
    Activity,
    ActivityBody,
    ActivitySpeaker,
    Programme,
    Session,
)
from hoctap.learning.queries import turnout
from hoctap.measures.models import Summary
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from hoctap.surveys.models import Need, NeedState

OWN_SECTION = "ranking"
RECOGNISED, LISTED = "learning_family.recognised", "household.listed"


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class FactGroup:
    """One of the four groups of CV 2553/BGDĐT-GDTX. `words`: by which a criterion of a province's edition is known to belong to it."""

    code: str
    name: str
    words: tuple[str, ...]
    facts: tuple[Fact, ...]


GROUPS = (
    ("management", "Bộ máy quản lý", ("bo may", "quan ly", "can bo", "co so vat chat")),
    ("work", "Tổ chức hoạt động", ("to chuc hoat dong", "noi dung hoat dong", "chuong trinh")),
    ("people", "Huy động sự tham gia của xã hội", ("huy dong", "xa hoi hoa", "phoi hop")),
    ("effect", "Hiệu quả hoạt động", ("hieu qua", "ket qua", "tac dong")),
)


def facts_of(centre: Centre, year: int, actor: Actor) -> tuple[FactGroup, ...]:
    """A fixed number of queries of its own, and those of the sections of the centre's page."""
    found = {
        "management": [*_management(centre, year), *_of_sections(centre, year, actor)],
        "work": _work(centre, year),
        "people": _people(centre, year),
        "effect": _effect(centre, year),
    }
    return tuple(FactGroup(code, name, words, tuple(found[code])) for code, name, words in GROUPS)


def group_for(criterion_words: str, groups: Sequence[FactGroup]) -> FactGroup | None:
    """By the words of a criterion and its group; None where they tell nothing."""
    key = without_accents(criterion_words).lower()
    return next((group for group in groups if any(word in key for word in group.words)), None)


def _held(centre: Centre, year: int) -> QuerySet[Activity]:
    return Activity.objects.filter(centre=centre).of_year(year).held()


def _management(centre: Centre, year: int) -> list[Fact]:
    programme = Programme.objects.filter(centre=centre, year=year).annotate(n=Count("lines")).first()
    return [
        Fact(
            f"Chương trình năm {year}",
            f"{programme.get_state_display()}, {format_number(programme.n)} dòng" if programme else "chưa có",
        )
    ]


def _of_sections(centre: Centre, year: int, actor: Actor) -> list[Fact]:
    """Board, staff, equipment, survey …: what their own apps say on the page of the centre."""
    found = []
    for code, section in centre_sections.items():
        if code == OWN_SECTION:
            continue
        told = section(centre, year, actor)
        if told is not None:
            found += [Fact(f"{told.title}: {line.label}", line.value, line.url) for line in told.lines]
    return found


def _work(centre: Centre, year: int) -> list[Fact]:
    held = _held(centre, year)
    told = held.aggregate(
        n=Count("pk"),
        kinds=Count("kind", distinct=True),
        forms=Count("form", distinct=True),
        topics=Count("topic", distinct=True),
    )
    sessions = Session.objects.filter(activity__in=held, state="held").count()
    planned = (
        Activity.objects.filter(centre=centre, line__isnull=False)
        .of_year(year)
        .values("state")
        .annotate(n=Count("pk"))
    )
    of_lines = {row["state"]: row["n"] for row in planned.order_by()}
    return [
        Fact("Hoạt động đã tổ chức", format_number(told["n"])),
        Fact("Số buổi", format_number(sessions)),
        Fact("Chuyên đề khác nhau", format_number(told["topics"])),
        Fact("Hình thức khác nhau", format_number(told["forms"])),
        Fact(
            "Theo chương trình năm",
            f"{format_number(of_lines.get('held', 0))} đã tổ chức / {format_number(sum(of_lines.values()))}"
            if of_lines
            else "chưa ghi",
        ),
    ]


def _people(centre: Centre, year: int) -> list[Fact]:
    held = _held(centre, year)
    bodies = (
        ActivityBody.objects.filter(activity__in=held)
        .exclude(organisation=centre.organisation_id)
        .exclude(name=centre.name)
    )
    speakers = ActivitySpeaker.objects.filter(activity__in=held)
    return [
        Fact(
            "Đơn vị cùng tổ chức, phối hợp",
            format_number(bodies.order_by().values("name").distinct().count()),
        ),
        Fact(
            "Báo cáo viên, hướng dẫn viên",
            format_number(speakers.order_by().values("name").distinct().count()),
        ),
    ]


def _effect(centre: Centre, year: int) -> list[Fact]:
    needs = Need.objects.filter(commune=centre.organisation.place_id, year=year).aggregate(
        wished=Sum("people"),
        met=Sum("people", filter=Q(state=NeedState.MET)),
        topics=Count("topic", distinct=True),
    )
    asked = Need.objects.filter(commune=centre.organisation.place_id, year=year, topic__isnull=False)
    answered = _held(centre, year).filter(topic__in=asked.order_by().values("topic"))
    covered = answered.order_by().values("topic").distinct().count()
    return [
        Fact("Lượt người dự", figure(_people_by_year(centre, [year]).get(year))),
        Fact(
            "Nhu cầu học tập đã đáp ứng",
            f"{format_number(needs['met'] or 0)} / {format_number(needs['wished'])} người nêu"
            if needs["wished"]
            else "chưa khảo sát",
        ),
        Fact(
            "Chuyên đề có người nêu nhu cầu và đã tổ chức",
            f"{format_number(covered)} / {format_number(needs['topics'])}"
            if needs["topics"]
            else "chưa khảo sát",
        ),
    ]


def figure(number: int | None) -> str:
    return "—" if number is None else format_number(number)


def _people_by_year(centre: Centre, years: Sequence[int]) -> dict[int, int]:
    """Lượt người dự of its sessions held in each year. What nobody counted is not there. Two queries."""
    held = Session.objects.filter(activity__centre=centre, state="held", on__year__in=years)
    return {year: number for (year,), number in turnout(held, "on__year").items()}


@dataclass(frozen=True)
class TrendRow:
    year: int
    activities: int | None
    """None where the year has no record of the centre at all."""
    people: int | None
    bodies: int | None
    self_total: str
    inspected_total: str
    grade: str
    state: str
    url: str
    open_improvements: int
    titles: str = ""
    """How far the families of the commune are: 'Gia đình học tập 812/1.024'."""


def trend_of(centre: Centre, years: Sequence[int]) -> list[TrendRow]:
    """The newest first. Eight queries."""
    per_year = {
        row["starts_on__year"]: row
        for row in Activity.objects.filter(centre=centre, starts_on__year__in=years)
        .held()
        .order_by()
        .values("starts_on__year")
        .annotate(n=Count("pk", distinct=True), partners=Count("bodies__name", distinct=True))
    }
    people = _people_by_year(centre, years)
    rankings = {
        one.year: one
        for one in reversed(
            Ranking.objects.kept().filter(centre=centre, year__in=years).select_related("edition")
        )
    }
    families = _families(centre.place, years)
    waiting = dict(
        Improvement.objects.open()
        .filter(ranking__centre=centre)
        .order_by()
        .values_list("ranking__year")
        .annotate(n=Count("pk"))
    )
    rows = []
    for year in sorted(years, reverse=True):
        found = rankings.get(year)
        # A revoked one can be opened; neither its grade nor its points stand in the trend.
        ranking = found if found and found.state != RankingState.REVOKED else None
        counted = per_year.get(year)
        rows.append(
            TrendRow(
                year=year,
                activities=counted["n"] if counted else None,
                people=people.get(year),
                bodies=counted["partners"] if counted else None,
                self_total=format_number(ranking.self_total)
                if ranking and ranking.self_total is not None
                else "",
                inspected_total=format_number(ranking.inspected_total)
                if ranking and ranking.inspected_total is not None
                else "",
                grade=ranking.grade_label if ranking else "",
                state=found.get_state_display() if found else "",
                url=reverse("ranking_detail", args=[found.pk]) if found else "",
                open_improvements=waiting.get(year, 0),
                titles=families.get(year, ""),
            )
        )
    return rows


def _families(commune: Place, years: Sequence[int]) -> dict[int, str]:
    """Years in which the commune opened a round: families recognised of those on the register. Two queries."""
    rounds = set(
        RecognitionRound.objects.filter(
            title=Title.LEARNING_FAMILY, place=commune, year__in=years
        ).values_list("year", flat=True)
    )
    kept: dict[str, dict[int, int]] = {RECOGNISED: {}, LISTED: {}}
    rows = Summary.objects.filter(place=commune, counter__in=kept, year__lte=max(years))
    for counter, year, value in rows.values_list("counter", "year", "value"):
        kept[counter][year] = value
    return {
        year: f"{format_number(kept[RECOGNISED].get(year, 0))} / "
        f"{format_number(sum(value for at, value in kept[LISTED].items() if at <= year))}"
        for year in rounds
    }


def years_until(last: int, count: int) -> list[int]:
    return list(range(last - count + 1, last + 1))
