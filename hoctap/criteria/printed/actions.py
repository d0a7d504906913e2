"""An officer enters what the printed instrument says."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.models import CriteriaEdition, Verification
from hoctap.criteria.printed import rules
from hoctap.criteria.printed.models import PrintedLabels
from hoctap.places.models import Level, Place

ALLOWED = files.IMAGE_TYPES | {files.PDF}


@transaction.atomic
def enter_labels(
    edition: CriteriaEdition,
    place: Place,
    typed: rules.Typed,
    *,
    source: str,
    valid_from: dt.date | None,
    page: bytes,
    by: Actor,
) -> PrintedLabels:
    """From a day on, screens and papers of the place and below it use these words. A later version replaces this one, nothing is deleted.

    `page` is a photo or scan of the printed page: without it nobody could check the words again.
    """
    by.must(Permission.LABEL_KEEP, at=place)
    # One after the other: the versions of a place are counted.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    criteria = list(edition.criteria.all())
    labels = _without_blanks(typed)
    reasons = rules.label_reasons(
        labels,
        codes={criterion.code for criterion in criteria},
        forms={form["code"] for form in edition.forms},
        drafts={one.code for one in criteria if one.verification == Verification.DRAFT_LABEL},
        source=clean(source),
        valid_from=valid_from,
        first_day=edition.valid_from,
    )
    if place.level == Level.HAMLET:
        reasons.append(Reason("Tên chỉ số nhập cho tỉnh, huyện hoặc xã.", "place"))
    if not page:
        reasons.append(Reason("Đính kèm ảnh chụp hoặc bản quét trang in có các tên này.", "page"))
    if reasons or valid_from is None:
        raise Refused(reasons)
    stored = files.take(page, allowed=ALLOWED)
    last = PrintedLabels.objects.filter(edition=edition, place=place).aggregate(last=Max("version"))["last"]
    entered = PrintedLabels.objects.create(
        edition=edition,
        place=place,
        version=(last or 0) + 1,
        labels=labels,
        source=clean(source)[:300],
        valid_from=valid_from,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        entered_by=by.described,
    )
    audit.record(by, "criteria.labels.entered", entered, count=len(labels))
    return entered


def _without_blanks(typed: rules.Typed) -> dict[str, dict[str, str]]:
    cleaned = {
        code: {form: text for form, words in by_form.items() if (text := clean(words))}
        for code, by_form in typed.items()
    }
    return {code: words for code, words in cleaned.items() if words}
