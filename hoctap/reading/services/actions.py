"""Services begin and end, the checklist is gone through, a place settles what its plan leaves open, a library plans its year."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.learning.models import Activity, ActivityState
from hoctap.libraries.models import Library
from hoctap.libraries.storing import locked_library
from hoctap.places.models import Place
from hoctap.reading.models import (
    BooksDefinition,
    DigitalCheck,
    LibraryPlan,
    LibraryService,
    PlanState,
    ReadingStandard,
)
from hoctap.reading.services import rules
from hoctap.reading.services.standing import standard_at

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def add_service(
    library: Library,
    *,
    name: str,
    from_on: dt.date | None,
    audience: str = "",
    evidence: str = "",
    activity: Activity | None = None,
    file: bytes | None = None,
    by: Actor,
) -> LibraryService:
    library = locked_library(library)
    by.must(KEEP, at=library)
    name, evidence = clean(name)[:200], clean(evidence)[:300]
    running = LibraryService.objects.filter(library=library, to_on__isnull=True)
    reasons = rules.service_reasons(
        name=name,
        from_on=from_on,
        has_evidence=bool(evidence or activity or file),
        running=list(running.values_list("name", flat=True)),
        stood_from=library.valid_from,
        stood_to=library.valid_to,
        today=today(),
    )
    if activity is not None and (
        activity.state != ActivityState.HELD
        or not set(activity.place.path) & {library.place_id, *library.place.path}
    ):
        reasons.append(
            Reason(
                "Hoạt động làm minh chứng phải đã tổ chức, ở địa bàn của nơi này. Hãy chọn hoạt động khác.",
                "activity",
            )
        )
    if reasons or from_on is None:
        raise Refused(reasons)
    made = LibraryService(
        library=library,
        name=name,
        audience=clean(audience)[:150],
        from_on=from_on,
        evidence=evidence,
        activity=activity,
        recorded_by=by.described[:300],
    )
    if file:
        stored = files.take(file, allowed=files.IMAGE_TYPES | {files.PDF})
        made.sha256, made.media_type = stored.sha256, stored.media_type
    made.save()
    audit.record(by, "reading.service.added", made)
    return made


@transaction.atomic
def end_service(service: LibraryService, *, to_on: dt.date | None, why: str, by: Actor) -> None:
    by.must(KEEP, at=service)
    row = LibraryService.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if row.to_on is not None:
        raise Refused("Dịch vụ này đã ghi thôi rồi. Nay có lại thì thêm một dịch vụ mới.")
    why = clean(why)[:200]
    if reasons := rules.service_end_reasons(to_on=to_on, why=why, from_on=row.from_on, today=today()):
        raise Refused(reasons)
    row.to_on, row.ended_why = to_on, why
    row.save(update_fields=["to_on", "ended_why"])
    audit.record(by, "reading.service.ended", service)


@transaction.atomic
def check_digital(
    library: Library,
    *,
    as_of: dt.date | None,
    met: Sequence[str],
    evidence: str,
    databases: int | None = None,
    by: Actor,
) -> DigitalCheck:
    library = locked_library(library)
    by.must(KEEP, at=library)
    evidence = clean(evidence)[:300]
    asked = standard_at(library.place, as_of or today()).items
    reasons = rules.check_reasons(
        as_of=as_of, met=met, asked=asked, evidence=evidence, stood_to=library.valid_to, today=today()
    )
    if reasons or as_of is None:
        raise Refused(reasons)
    made = DigitalCheck.objects.create(
        library=library,
        as_of=as_of,
        asked=list(asked),
        met=list(met),
        databases=databases,
        evidence=evidence,
        recorded_by=by.described[:300],
    )
    audit.record(by, "reading.digital.checked", made, count=len(made.met))
    return made


@transaction.atomic
def set_standard(
    place: Place,
    *,
    items: Sequence[str],
    least: int | None,
    books: str,
    from_on: dt.date | None,
    source: str,
    by: Actor,
) -> ReadingStandard:
    by.must(KEEP, at=place)
    items, source = [clean(one) for one in items if clean(one)], clean(source)[:200]
    reasons = rules.standard_reasons(items=items, least=least, from_on=from_on, source=source)
    if books not in BooksDefinition.values:
        reasons.append(Reason("Hãy chọn cách tính bản sách bình quân.", "books"))
    if reasons or least is None or from_on is None:
        raise Refused(reasons)
    made = ReadingStandard.objects.create(
        place=place,
        from_on=from_on,
        digital_items=items,
        digital_least=least,
        books=books,
        source=source,
        set_by=by.described[:300],
    )
    audit.record(by, "reading.standard.set", made)
    return made


@transaction.atomic
def write_library_plan(
    library: Library, *, year: int, content: str, state: str, paper: str = "", result: str = "", by: Actor
) -> LibraryPlan:
    """The plan of a year is written once and goes on from there."""
    library = locked_library(library)
    by.must(KEEP, at=library)
    content, result = content.strip()[:3000], result.strip()[:3000]
    reasons = rules.plan_reasons(content=content, state=state, states=PlanState.values, result=result)
    if library.valid_to is not None and library.valid_to.year < year:
        reasons.append(Reason("Nơi này đã thôi hoạt động trước năm ấy. Hãy chọn năm khác.", "content"))
    if reasons:
        raise Refused(reasons)
    plan = LibraryPlan.objects.filter(library=library, year=year).first()
    plan = plan or LibraryPlan(library=library, year=year)
    plan.content, plan.state, plan.result = content, state, result
    plan.paper, plan.changed_by = clean(paper)[:150], by.described[:300]
    plan.save()
    audit.record(by, "reading.libraryplan.written", plan)
    return plan
