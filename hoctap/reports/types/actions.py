"""Types of reports: those that come with the program, and the versions that a body sets for its own area."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.types.making import definition_of
from hoctap.reports.types.rules import TypeDetails, type_blockers
from hoctap.reports.types.shipped import SHIPPED, SINCE


@transaction.atomic
def load_shipped_types(*, by: Actor) -> int:
    """The shipped types as version 1; where a definition changed in the program, as the next version. How many are new."""
    if not by.system_job:
        raise Forbidden("Loại báo cáo đi kèm chương trình do hệ thống nạp.")
    made = 0
    for one in SHIPPED:
        last = ReportType.objects.filter(code=one.code, place__isnull=True).order_by("-version").first()
        wanted = one.definition.to_json()
        if last is not None and last.definition == wanted:
            continue
        row = ReportType.objects.create(
            code=one.code,
            version=last.version + 1 if last else 1,
            name=one.name,
            period_kind=one.period_kind,
            level=one.level,
            body_kind=one.body_kind,
            valid_from=SINCE,
            valid_to=one.until,
            source=one.source,
            waits_for=one.waits_for,
            definition=wanted,
            made_by=by.described[:300],
        )
        audit.record(by, "reports.type.loaded", row)
        made += 1
    return made


@transaction.atomic
def publish_type(base: ReportType, place: Place, details: TypeDetails, *, by: Actor) -> ReportType:
    """The next version of a type for an area, before the one that holds everywhere; reports keep the version they were made by."""
    by.must(Permission.REPORT_RECEIVE, at=place)
    base = ReportType.objects.select_for_update(of=("self",)).get(pk=base.pk)
    versions = ReportType.objects.filter(code=base.code)
    own = versions.filter(place=place).order_by("-version").first()
    codes = {code for section in details.sections for table in section.tables for code in table.quantities()}
    unknown = sorted(one for one in codes if quantities.get(one) is None)
    reasons = type_blockers(details, unknown=unknown, last_from=own.valid_from if own else None)
    if reasons:
        raise Refused(reasons)
    row = ReportType.objects.create(
        code=base.code,
        version=versions.count() + 1,
        name=clean(details.name)[:200],
        period_kind=base.period_kind,
        level=base.level,
        body_kind=base.body_kind,
        place=place,
        valid_from=details.valid_from,
        source=clean(details.source)[:300],
        waits_for=clean(details.waits_for)[:200],
        definition=definition_of(base.spec, base.level, details).to_json(),
        made_by=by.described[:300],
    )
    audit.record(by, "reports.type.published", row)
    return row


@transaction.atomic
def end_type(type_: ReportType, *, by: Actor) -> None:
    """From today no new report by it; what was made stays."""
    type_ = ReportType.objects.select_for_update(of=("self",)).select_related("place").get(pk=type_.pk)
    if type_.place is None:
        raise Refused("Loại đi kèm chương trình không bỏ được: đặt loại riêng của địa bàn rồi dùng loại ấy.")
    by.must(Permission.REPORT_RECEIVE, at=type_.place)
    if type_.valid_to is not None:
        raise Refused([Reason("Loại này đã thôi dùng.")])
    day = today()
    rows = ReportType.objects.filter(code=type_.code, place=type_.place, valid_to__isnull=True)
    for row in rows:
        row.valid_to = max(day, row.valid_from + ONE_DAY)
        row.save(update_fields=["valid_to"])
    audit.record(by, "reports.type.ended", type_, fields=["valid_to"])
