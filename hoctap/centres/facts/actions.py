"""Names, founding, what a centre has, its regulation, guidance that reached it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.facts import rules
from hoctap.centres.facts.models import CentreFact, FactKind, Guidance, GuidanceRead, Regulation
from hoctap.centres.models import Centre, Topic
from hoctap.centres.storing import locked_centre
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places.lineage import Change, keep_old_name
from hoctap.places.models import Organisation, OrganisationAlias, Place

COPIES = files.IMAGE_TYPES | {files.PDF}
HANDBOOKS = COPIES | {files.DOCX, files.XLSX}


@transaction.atomic
def record_fact(
    centre: Centre, kind: str, *, has: bool, since: dt.date, source: str, by: Actor
) -> CentreFact:
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    source = clean(source)[:200]
    latest = centre.facts.filter(kind=kind).first()
    if reasons := rules.fact_blockers(
        since=since,
        source=source,
        latest=(latest.since, latest.has) if latest else None,
        has=has,
        today=today(),
    ):
        raise Refused(reasons)
    row = CentreFact.objects.create(
        centre=centre,
        kind=FactKind(kind),
        has=has,
        since=since,
        source=source,
        recorded_by=by.described[:300],
    )
    audit.record(by, "centres.fact.recorded", row, fields=[kind])
    return row


@transaction.atomic
def rename_centre(centre: Centre, name: str, *, on: dt.date, decision: str, by: Actor) -> None:
    """From that day on; the old name stays as one of its former names."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    organisation = centre.organisation
    name, decision = clean(name)[:200], clean(decision)[:120]
    others = Organisation.objects.filter(place=organisation.place, valid_to__isnull=True).exclude(
        pk=organisation.pk
    )
    if reasons := rules.rename_blockers(
        name=name,
        now=organisation.name,
        on=on,
        decision=decision,
        since=_named_since(organisation),
        taken=others.values_list("name", flat=True),
        is_ended=organisation.valid_to is not None,
        today=today(),
    ):
        raise Refused(reasons)
    keep_old_name(organisation, Change(on, decision))
    organisation.aliases.filter(name__iexact=name).delete()  # borne again
    organisation.name = name
    organisation.save(update_fields=["name"])
    audit.record(by, "centres.centre.renamed", centre, fields=["name"])


@transaction.atomic
def add_former_name(
    centre: Centre, name: str, *, from_on: dt.date | None = None, on: dt.date, decision: str = "", by: Actor
) -> OrganisationAlias:
    """One it bore before it came into the books; `on`: the first day on which it did not any more."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    organisation = centre.organisation
    name = clean(name)[:200]
    if reasons := rules.former_name_blockers(
        name=name,
        now=organisation.name,
        borne=organisation.aliases.values_list("name", flat=True),
        from_on=from_on,
        on=on,
    ):
        raise Refused(reasons)
    alias = OrganisationAlias.objects.create(
        organisation=organisation, name=name, from_day=from_on, to_day=on, decision=clean(decision)[:120]
    )
    audit.record(by, "centres.centre.former_name", centre)
    return alias


@transaction.atomic
def edit_founding(
    centre: Centre, *, founded_on: dt.date | None, founded_by: str, scheme: str, symbol: str, by: Actor
) -> None:
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    organisation = centre.organisation
    founded_by, scheme = clean(founded_by)[:120], clean(scheme)[:200]
    first = centre.seats.order_by("starts_on").values_list("starts_on", flat=True).first()
    if reasons := rules.founding_blockers(
        founded_on=founded_on, founded_by=founded_by, today=today(), first_used=first
    ):
        raise Refused(reasons)
    organisation.founded_by = founded_by
    organisation.valid_from = founded_on or organisation.valid_from
    organisation.symbol = clean(symbol)[:30] or organisation.symbol
    organisation.save(update_fields=["founded_by", "valid_from", "symbol"])
    centre.scheme = scheme
    centre.save(update_fields=["scheme"])
    audit.record(by, "centres.centre.founding_edited", centre, fields=["founded_by", "valid_from", "scheme"])


@transaction.atomic
def file_regulation(
    centre: Centre, content: bytes, *, number: str, issued_on: dt.date, by: Actor
) -> Regulation:
    """The signed copy of the operating regulation."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    number = clean(number)[:120]
    if reasons := rules.regulation_blockers(
        number=number,
        issued_on=issued_on,
        today=today(),
        numbers=centre.regulations.values_list("number", flat=True),
    ):
        raise Refused(reasons)
    kept = files.take(content, allowed=COPIES)
    row = Regulation.objects.create(
        centre=centre,
        number=number,
        issued_on=issued_on,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        recorded_by=by.described[:300],
    )
    audit.record(by, "centres.regulation.filed", row)
    return row


# ---------------------------------------------------------------- guidance


@transaction.atomic
def add_guidance(
    place: Place,
    *,
    year: int,
    title: str,
    issuer: str,
    number: str = "",
    issued_on: dt.date | None = None,
    forms: str = "",
    topics: Sequence[Topic] = (),
    content: bytes = b"",
    by: Actor,
) -> Guidance:
    """For the centres of the place: by who keeps them, or by the authority above that gathers their reports."""
    if not by.may(Permission.REPORT_RECEIVE, at=place):
        by.must(Permission.CENTRE_KEEP, at=place)
    title, issuer = clean(title)[:300], clean(issuer)[:200]
    if reasons := rules.guidance_blockers(title=title, issuer=issuer, issued_on=issued_on, today=today()):
        raise Refused(reasons)
    kept = files.take_office(content, allowed=HANDBOOKS) if content else None
    row = Guidance.objects.create(
        place=place,
        year=year,
        number=clean(number)[:120],
        issued_on=issued_on,
        issuer=issuer,
        title=title,
        forms=clean(forms)[:300],
        sha256=kept.sha256 if kept else "",
        size=kept.size if kept else 0,
        media_type=kept.media_type if kept else "",
        recorded_by=by.described[:300],
    )
    row.topics.set(topics)
    audit.record(by, "centres.guidance.added", row)
    return row


@transaction.atomic
def confirm_guidance(
    guidance: Guidance, centre: Centre, *, copies: int = 0, handed_to: str = "", by: Actor
) -> GuidanceRead:
    """The centre read it; to whom it handed copies out."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    handed_to = clean(handed_to)[:300]
    if reasons := rules.guidance_read_blockers(
        copies=copies,
        handed_to=handed_to,
        is_there=guidance.reads.filter(centre=centre).exists(),
        is_below=guidance.place_id in centre.place_path,
    ):
        raise Refused(reasons)
    row = GuidanceRead.objects.create(
        guidance=guidance, centre=centre, copies=copies, handed_to=handed_to, read_by=by.described[:300]
    )
    audit.record(by, "centres.guidance.read", row)
    return row


def _named_since(organisation: Organisation) -> dt.date:
    last = (
        organisation.aliases.exclude(to_day=None).order_by("-to_day").values_list("to_day", flat=True).first()
    )
    return max(last, organisation.valid_from) if last else organisation.valid_from
