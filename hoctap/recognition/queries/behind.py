"""Which dossiers stand behind a figure, a paper, a household, a piece of evidence."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.criteria.models import Title
from hoctap.papers.models import Paper
from hoctap.people.models import Household
from hoctap.people.registry import Link
from hoctap.places.models import Place
from hoctap.recognition.as_of import with_state_then
from hoctap.recognition.enrolling import residences_without
from hoctap.recognition.models import (
    Dossier,
    DossierState,
)

PARTS = {
    "denominator": "trong sổ, có hồ sơ trong đợt",
    "registered": "đã đăng ký",
    "numerator": "được công nhận",
    "late": "được công nhận trễ hạn",
}


def part_label(title: str, part: str) -> str:
    """'Hộ được công nhận', 'Công dân đã đăng ký'."""
    return f"{Title(title).subject_word.capitalize()} {PARTS[part]}"


def dossiers_behind(
    place: Place,
    year: int,
    part: str,
    *,
    title: str = Title.LEARNING_FAMILY,
    group: str | None = None,
    as_of: dt.date | None = None,
    by: Actor,
) -> QuerySet[Dossier]:
    """The dossiers that a figure counted: same conditions as the counters. Of one Tổ as it is written, if given ("" is
    those without one); as they stood at the end of a past day, if given.
    """
    dossiers = (
        Dossier.objects.visible_to(by)
        .filter(hamlet__path__contains=[place.pk], year=year, title=title)
        .select_related("household__head", "person", "hamlet", "round")
        .order_by("hamlet__sort_key", "sort_key", "id")
    )
    if group is not None:
        dossiers = dossiers.filter(household__group_name=group)
    if as_of is not None:
        return _behind_then(with_state_then(dossiers, as_of), part)
    if part == "registered":
        return dossiers.filter(registered_on__isnull=False)
    if part == "numerator":
        return dossiers.filter(state=DossierState.RECOGNISED)
    if part == "late":
        return dossiers.filter(state=DossierState.RECOGNISED, is_late=True)
    return dossiers


def _behind_then(dossiers: QuerySet[Dossier], part: str) -> QuerySet[Dossier]:
    if part == "registered":
        return dossiers.exclude(Q(state_then=DossierState.LISTED))
    if part == "numerator":
        return dossiers.filter(Q(state_then=DossierState.RECOGNISED))
    if part == "late":
        return dossiers.filter(Q(state_then=DossierState.RECOGNISED), is_late=True)
    return dossiers


def about_url(paper: Paper) -> str:
    """The screen that a paper of a season belongs to."""
    if paper.about_kind == "recognition.recognitiondecision":
        return reverse("decision_detail", args=[paper.about_id])
    if paper.about_kind == "recognition.communemeeting":
        return reverse("communemeeting_detail", args=[paper.about_id])
    if paper.about_kind == "recognition.publicposting":
        return reverse("posting_detail", args=[paper.about_id])
    if paper.about_kind == "recognition.villagemeeting":
        return reverse("meeting_detail", args=[paper.about_id])
    return reverse("round_detail", args=[paper.about_id])


def households_without_dossier(place: Place, year: int, title: str) -> int:
    """Households that the register counts in the year and that no round of the title laid out a dossier for."""
    return residences_without(Dossier.objects.filter(year=year, title=title), place.pk, year).count()


def dossiers_of_household(household: Household, by: Actor) -> list[Link]:
    """The dossiers of a household and its members, year by year, for its page in the register."""
    dossiers = (
        Dossier.objects.visible_to(by)
        .of_people_kept()
        .filter(household=household)
        .select_related("round", "person")
        .order_by("-year", "person__sort_key")
    )
    return [
        Link(
            f"{dossier.round}" + (f": {dossier.person.full_name}" if dossier.person else ""),
            reverse("dossier_detail", args=[dossier.pk]),
            note=dossier.get_state_display(),
        )
        for dossier in dossiers
    ]
