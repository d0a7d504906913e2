"""Kiểm kê: open, scan, close with what is missing, and mark as lost what the keeper gives up."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.rules import LONGEST_CODE, cleaned_code
from hoctap.libraries.catalogue.stocktaking import rules
from hoctap.libraries.catalogue.stocktaking.queries import expected_at
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.models import Copy, Library, Loan, StockMissing, StockScan, StockTake
from hoctap.libraries.storing import locked_library, standing_library

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def open_stocktake(library: Library, *, by: Actor) -> StockTake:
    by.must(KEEP, at=library)
    library = standing_library(library)
    if not library.lends:
        raise Refused("Bảo tàng, nhà văn hóa không có sách để kiểm kê ở đây.")
    if library.stocktakes.filter(closed_on=None).exists():
        raise Refused("Đang có một đợt kiểm kê chưa kết thúc. Mở đợt ấy ra quét tiếp.")
    made = StockTake.objects.create(library=library, started_on=today(), started_by=by.described)
    audit.record(by, "libraries.stocktake.opened", made)
    return made


@transaction.atomic
def scan_codes(stocktake: StockTake, typed: Sequence[str], *, by: Actor) -> dict[str, int]:
    """How many of each verdict; a code that was there already counts as "again" and changes nothing, so a list may be sent twice."""
    stocktake = _locked(stocktake, by)
    codes = list(dict.fromkeys(cleaned_code(one)[:LONGEST_CODE] for one in typed if one.strip()))
    if reasons := rules.scan_blockers(codes, is_open=stocktake.is_open):
        raise Refused(reasons)
    known = set(stocktake.scans.filter(code__in=codes).values_list("code", flat=True))
    copies = {one.code: one for one in Copy.objects.filter(code__in=codes)}
    lent = set(Loan.objects.open().filter(copy__in=list(copies.values())).values_list("copy_id", flat=True))
    counts: Counter[str] = Counter()
    made = []
    for code in codes:
        if code in known:
            counts["again"] += 1
            continue
        copy = copies.get(code)
        found = rules.verdict(_seen(copy, stocktake, copy.pk in lent) if copy else None)
        counts[found] += 1
        made.append(
            StockScan(stocktake=stocktake, code=code, copy=copy, found=found, scanned_by=by.described)
        )
    StockScan.objects.bulk_create(made)
    audit.record(by, "libraries.stocktake.scanned", stocktake, count=len(made))
    return dict(counts)


@transaction.atomic
def close_stocktake(stocktake: StockTake, *, by: Actor) -> int:
    """What should stand there and was not scanned is missing, no more: how many."""
    stocktake = _locked(stocktake, by)
    if not stocktake.is_open:
        raise Refused("Đợt kiểm kê này đã kết thúc rồi. Quét thêm thì mở đợt mới.")
    expected = expected_at(stocktake.library)
    scanned = stocktake.scans.exclude(copy=None).values("copy")
    missing = list(expected.exclude(pk__in=scanned))
    stocktake.expected = expected.count()
    stocktake.closed_on, stocktake.closed_by = today(), by.described
    stocktake.save()
    StockMissing.objects.bulk_create(StockMissing(stocktake=stocktake, copy=one) for one in missing)
    audit.record(by, "libraries.stocktake.closed", stocktake, count=len(missing))
    return len(missing)


@transaction.atomic
def lose_missing(stocktake: StockTake, chosen: Sequence[int], *, by: Actor) -> int:
    """Those of the missing that the keeper gives up. What was found, lent or given up meanwhile is passed over."""
    stocktake = _locked(stocktake, by)
    if reasons := rules.loss_blockers(chosen, is_open=stocktake.is_open):
        raise Refused(reasons)
    locked_library(stocktake.library)
    rows = stocktake.missing.filter(pk__in=chosen, is_lost=False).order_by("copy__code")
    count = 0
    for row in rows.select_for_update(of=("self",)):
        copy = (
            Copy.objects.select_for_update(of=("self",)).select_related("library__place").get(pk=row.copy_id)
        )
        # Asked once the copy is held: it may be lent at this very moment.
        if copy.gone_on is not None or Loan.objects.open().filter(copy=copy).exists():
            continue
        by.must(KEEP, at=copy)
        copy.gone_on, copy.gone_why, copy.at = today(), "lost", None
        copy.save()
        row.is_lost = True
        row.save(update_fields=["is_lost"])
        audit.record(by, "libraries.copy.withdrawn", copy)
        moving.put_back([copy], by)
        count += 1
    audit.record(by, "libraries.stocktake.lost", stocktake, count=count)
    return count


def _seen(copy: Copy, stocktake: StockTake, is_lent: bool) -> rules.Seen:
    own = copy.library_id == stocktake.library_id
    stands_at = copy.at_id or copy.library_id
    return rules.Seen(own, stands_at == stocktake.library_id, is_lent, copy.gone_on is not None)


def _locked(stocktake: StockTake, by: Actor) -> StockTake:
    rows = StockTake.objects.select_for_update(of=("self",)).select_related("library__place")
    row = rows.get(pk=stocktake.pk)
    by.must(KEEP, at=row)
    return row
