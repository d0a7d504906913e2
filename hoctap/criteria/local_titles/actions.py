"""A place adds a title of its own."""

from collections.abc import Collection

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.local_titles import rules
from hoctap.criteria.local_titles.queries import names_taken
from hoctap.criteria.models import OWNERS, LearningTitle
from hoctap.criteria.titles import SubjectKind, remember, shipped_titles
from hoctap.places.models import Place


@transaction.atomic
def add_title(
    place: Place,
    *,
    name: str,
    subject_kind: str,
    instrument: str,
    line_word: str = "",
    self_word: str = "",
    place_levels: Collection[str] = (),
    by: Actor,
) -> LearningTitle:
    """A title of the place and all below it. Families and citizens go the road by list, others by file; its edition is kept on its screen."""
    by.must(Permission.TITLE_KEEP, at=place)
    # One after the other: no two of one name.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.path[0])
    name, instrument = clean(name), clean(instrument)
    line_word, self_word = clean(line_word).lower(), clean(self_word)
    reasons = rules.title_reasons(
        name=name,
        subject_kind=subject_kind,
        line_word=line_word,
        self_word=self_word,
        instrument=instrument,
        place_levels=place_levels,
        taken=names_taken(place),
    )
    if place.level not in OWNERS:
        reasons.append(Reason("Danh hiệu thêm cho tỉnh, huyện hoặc xã.", "place"))
    if reasons:
        raise Refused(reasons)
    taken = {*shipped_titles(), *LearningTitle.objects.values_list("code", flat=True)}
    title = LearningTitle.objects.create(
        code=rules.code_of(name, taken),
        name=name,
        place=place,
        subject_kind=subject_kind,
        road=rules.road_of(subject_kind),
        place_levels=sorted(place_levels) if subject_kind == SubjectKind.PLACE else [],
        line_word=line_word,
        self_word=self_word,
        instrument=instrument,
        made_by=by.described,
    )
    remember(title.facts)
    audit.record(by, "criteria.title.added", title)
    return title
