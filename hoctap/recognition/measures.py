"""What recognition gives to measure of titles of households: those recognised, of all households and of those that registered.

The percentage that published reports print is recognised / all households; recognised / registered stands
beside it under its own name. A title that a place added of its own has its measures made when somebody asks for them.
"""

from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from hoctap.criteria.models import LearningTitle, RoadKind, Title
from hoctap.criteria.titles import LOCAL, is_title
from hoctap.measures.registry import Measure, MeasureMaker
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound

type HasData = Callable[[list[UUID], int], set[UUID]]


@cache
def with_round(title: str) -> HasData:
    """Of communes, those that opened a round of the title in the year. One function for each title: readings are grouped by it."""

    def communes(commune_ids: list[UUID], year: int) -> set[UUID]:
        rounds = RecognitionRound.objects.filter(title=title, year=year, place_id__in=commune_ids)
        return set(rounds.order_by().values_list("place_id", flat=True))

    return communes


communes_with_round = with_round(Title.LEARNING_FAMILY)


def dossiers_url(
    place: Place, year: int, part: str, *, title: str = Title.LEARNING_FAMILY, **more: object
) -> str:
    """`more`: of which Tổ (`group`), as of which day (`as_of`)."""
    asked = {"place": place.pk, "year": year, "part": part}
    if title != Title.LEARNING_FAMILY:
        asked["title"] = title
    return f"{reverse('dossier_list')}?{urlencode(asked | more)}"


def of_households(title: Title, *, who: str = "Hộ") -> Measure:
    """Recognised, of all households."""
    return Measure(
        code=f"{title.value}.recognised",
        label=f"{who} được công nhận {title.label}, trên tổng số hộ",
        unit="hộ",
        numerator_label="hộ được công nhận",
        denominator_label="tổng số hộ",
        version=1,
        numerator=f"{title.value}.recognised",
        denominator="household.listed",
        denominator_runs=True,
        late=f"{title.value}.recognised_late",
        has_data=with_round(title),
        drill_url=lambda place, year, part: dossiers_url(place, year, part, title=title),
        counted_from=frozenset({title.value}),
    )


def of_registered(title: Title, *, who: str = "Hộ") -> Measure:
    """Recognised, of those that registered: households or persons."""
    word = title.subject_word
    return Measure(
        code=f"{title.value}.recognised_of_registered",
        label=f"{who} được công nhận {title.label}, trên số {word if word == 'hộ' else 'người'} đăng ký",
        unit="hộ" if word == "hộ" else "người",
        numerator_label=f"{word} được công nhận",
        denominator_label=f"{word} đăng ký",
        version=1,
        numerator=f"{title.value}.recognised",
        denominator=f"{title.value}.registered",
        denominator_runs=False,
        late=f"{title.value}.recognised_late",
        has_data=with_round(title),
        drill_url=lambda place, year, part: dossiers_url(
            place, year, "registered" if part == "denominator" else part, title=title
        ),
        counted_from=frozenset({title.value}),
    )


RECOGNISED = of_households(Title.LEARNING_FAMILY, who="Gia đình")
RECOGNISED_OF_REGISTERED = of_registered(Title.LEARNING_FAMILY, who="Gia đình")


# ---------------------------------------------------------------------------------------- local titles


@cache
def measures_of(title: Title) -> tuple[Measure, ...]:
    """Those of a title that a place added: of all households where it is theirs, and of those that registered."""
    if title.is_of_persons:
        return (of_registered(title, who="Công dân"),)
    return (of_households(title), of_registered(title))


def find_local(code: str) -> Measure | None:
    title, _, _ = code.partition(".")
    if not code.startswith(LOCAL) or not is_title(title) or Title(title).facts.road is not RoadKind.SEASON:
        return None
    return next((measure for measure in measures_of(Title(title)) if measure.code == code), None)


def local_at(path: Sequence[UUID]) -> list[Measure]:
    titles = LearningTitle.objects.filter(place__in=path, road=RoadKind.SEASON).values_list("code", flat=True)
    return [measure for code in titles for measure in measures_of(Title(code))]


LOCAL_TITLES = MeasureMaker(find_local, local_at)
