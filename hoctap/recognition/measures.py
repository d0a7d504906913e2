"""What recognition gives to measure: families recognised, of all households and of those that registered.

The percentage that published reports print is recognised / all households; recognised / registered stands
beside it under its own name.
"""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from hoctap.criteria.models import Title
from hoctap.measures.registry import Measure
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound


def communes_with_round(commune_ids: list[UUID], year: int) -> set[UUID]:
    rounds = RecognitionRound.objects.filter(title=Title.LEARNING_FAMILY, year=year, place_id__in=commune_ids)
    return set(rounds.order_by().values_list("place_id", flat=True))


def dossiers_url(
    place: Place, year: int, part: str, *, title: str = Title.LEARNING_FAMILY, **more: object
) -> str:
    """`more`: of which Tổ (`group`), as of which day (`as_of`)."""
    asked = {"place": place.pk, "year": year, "part": part}
    if title != Title.LEARNING_FAMILY:
        asked["title"] = title
    return f"{reverse('dossier_list')}?{urlencode(asked | more)}"


def _registered_url(place: Place, year: int, part: str) -> str:
    return dossiers_url(place, year, "registered" if part == "denominator" else part)


RECOGNISED = Measure(
    code="learning_family.recognised",
    label="Gia đình được công nhận Gia đình học tập, trên tổng số hộ",
    unit="hộ",
    numerator_label="hộ được công nhận",
    denominator_label="tổng số hộ",
    version=1,
    numerator="learning_family.recognised",
    denominator="household.listed",
    denominator_runs=True,
    late="learning_family.recognised_late",
    has_data=communes_with_round,
    drill_url=dossiers_url,
    counted_from=frozenset({Title.LEARNING_FAMILY}),
)

RECOGNISED_OF_REGISTERED = Measure(
    code="learning_family.recognised_of_registered",
    label="Gia đình được công nhận Gia đình học tập, trên số hộ đăng ký",
    unit="hộ",
    numerator_label="hộ được công nhận",
    denominator_label="hộ đăng ký",
    version=1,
    numerator="learning_family.recognised",
    denominator="learning_family.registered",
    denominator_runs=False,
    late="learning_family.recognised_late",
    has_data=communes_with_round,
    drill_url=_registered_url,
    counted_from=frozenset({Title.LEARNING_FAMILY}),
)
