"""The order of columns kept under a name; what was typed into the association's software marked, and unmarked."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.result_exports import rules
from hoctap.recognition.result_exports.models import ExportTemplate, TypedThere
from hoctap.recognition.result_exports.queries import Wanted, scored_here


@transaction.atomic
def keep_template(place: Place, name: str, columns: Sequence[str], *, by: Actor) -> ExportTemplate:
    """Keep an order of columns under a name; the same name again is the same template, changed."""
    by.must(Permission.DOSSIER_ENTER, at=place)
    name = clean(name)[:80]
    if reasons := rules.template_reasons(name, columns):
        raise Refused(reasons)
    template, _ = ExportTemplate.objects.update_or_create(
        place=place, name=name, defaults={"columns": list(columns), "kept_by": by.described}
    )
    audit.record(by, "recognition.export_template.kept", template)
    return template


@transaction.atomic
def drop_template(template: ExportTemplate, *, by: Actor) -> None:
    by.must(Permission.DOSSIER_ENTER, at=template.place)
    audit.record(by, "recognition.export_template.dropped", template)
    template.delete()


@transaction.atomic
def mark_typed(
    season: RecognitionRound,
    wanted: Wanted,
    *,
    only: Collection[UUID] | None = None,
    expected: int | None = None,
    typed_on: dt.date | None,
    typed_by: str,
    by: Actor,
) -> int:
    """These citizens (or all that are filtered for) were typed into the association's software. Marked again with the same total nothing changes."""
    by.must(Permission.DOSSIER_ENTER, at=season.place)
    # Two who mark at once: the second waits and finds the marks of the first.
    season = RecognitionRound.objects.select_for_update(of=("self",), no_key=True).get(pk=season.pk)
    if season.title != Title.LEARNING_CITIZEN:
        raise Refused("Phần mềm của Hội chỉ nhận Công dân học tập.")
    rows = scored_here(season, wanted if only is None else Wanted(state="all"))
    if only is not None:
        rows = rows.filter(pk__in=only)
    dossiers = list(rows)
    typed_by = clean(typed_by)[:120]
    reasons = rules.mark_reasons(
        typed_on=typed_on, typed_by=typed_by, today=today(), count=len(dossiers), expected=expected
    )
    if reasons or typed_on is None:
        raise Refused(reasons)
    changed = [one for one in dossiers if one.there_total != one.now_total]  # type: ignore[attr-defined]
    _standing(changed).update(undone_by=by.described, undone_at=timezone.now())
    TypedThere.objects.bulk_create(
        [
            TypedThere(
                dossier=one,
                typed_on=typed_on,
                typed_by=typed_by,
                total=one.now_total,  # type: ignore[attr-defined]
                recorded_by=by.described,
            )
            for one in changed
        ],
        batch_size=1000,
    )
    if changed:
        audit.record(by, "recognition.typed_there.marked", season, count=len(changed))
    return len(changed)


@transaction.atomic
def unmark_typed(dossier: Dossier, *, by: Actor) -> None:
    """Marked by mistake. Again is no fault."""
    by.must(Permission.DOSSIER_ENTER, at=dossier.round.place)
    if _standing([dossier]).update(undone_by=by.described, undone_at=timezone.now()):
        audit.record(by, "recognition.typed_there.unmarked", dossier)


def _standing(dossiers: Collection[Dossier]) -> QuerySet[TypedThere]:
    return TypedThere.objects.filter(dossier__in=[one.pk for one in dossiers], undone_at__isnull=True)
