"""The chain of seals over the trail: sealing what waits, checking all of it.

Nobody who writes the trail waits for the chain. A trigger puts the id of each new row into `audit_pending` in the same transaction; a
job takes what is committed, one sealer at a time, and adds a seal: ids, a digest for each row, the hash of the seal before, and a mac
under a key outside the database. What was changed, taken away or put in afterwards is then named by `verify`, even when the owner of
the database did it. What it cannot see: rows taken away before they were sealed (a minute) together with their ids, and an end of
the chain cut off together with its rows, unless a later head was noted elsewhere (`head`, `verify(expect=…)`).
"""

import datetime as dt
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from hoctap.audit.models import Event, Pending, Read, Seal
from hoctap.audit.registry import subject_kinds
from hoctap.audit.sealing_rules import (
    ABSENT,
    COLUMNS,
    DIGEST_BYTES,
    FIRST,
    VERSION,
    SealContent,
    SealKey,
    row_digest,
)
from hoctap.audit.words import WORDS
from hoctap.core.actor import system_job
from hoctap.core.vietnamese import format_datetime, format_number

BATCH = 5_000
WAITS_TOO_LONG = dt.timedelta(minutes=10)
# A transaction may write a row and commit it this much later; older rows that turn up were put in with a false date.
LONGEST_TRANSACTION = dt.timedelta(hours=2)
_SEALER = 0x5EA1_0001  # the advisory lock: one sealer at a time

_MODELS: dict[str, type[Event] | type[Read]] = {"audit_event": Event, "audit_read": Read}


def own_key() -> SealKey:
    return SealKey.derived_from(settings.KEYS.hmac_key)


# ---------------------------------------------------------------- sealing


def seal(*, batch: int = BATCH) -> int:
    """Seals all that waits, `batch` rows a transaction; how many rows. 0 also when another sealer is at it."""
    total = 0
    while sealed := seal_batch(batch):
        total += sealed
    return total


def seal_batch(batch: int = BATCH) -> int:
    """One seal, whole or not at all."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER])
            if not cursor.fetchone()[0]:
                return 0
        # Snapshot after the lock: what the sealer before took is gone.
        waiting = list(Pending.objects.select_for_update(skip_locked=True).order_by("id")[: batch + 1])
        if not waiting:
            return 0
        taken = waiting[:batch]
        events = [row.pk for row in taken if row.table == Pending.Table.EVENT]
        reads = [row.pk for row in taken if row.table == Pending.Table.READ]
        last = Seal.objects.order_by("-number").first()
        content = SealContent(
            number=last.number + 1 if last else 1,
            version=VERSION,
            previous=last.hash if last else FIRST,
            events=events,
            reads=reads,
            digests=b"".join([*digests_of("audit_event", events), *digests_of("audit_read", reads)]),
            is_complete=len(waiting) <= batch,
            sealed_at=timezone.now(),
        )
        key, content_hash = own_key(), content.hash()
        Seal.objects.create(
            **{name: getattr(content, name) for name in SealContent.__dataclass_fields__},
            hash=content_hash,
            key_mark=key.mark,
            mac=key.mac(content_hash),
        )
        Pending.objects.filter(pk__in=[row.pk for row in taken]).delete()
        return len(taken)


def digests_of(table: str, ids: list[UUID]) -> Iterator[bytes]:
    """Of the rows as they are now; `ABSENT` for one that is gone."""
    rows = _rows(table, ids, VERSION)
    for one in ids:
        yield row_digest(table, rows[one], VERSION) if one in rows else ABSENT


def _rows(table: str, ids: Iterable[UUID], version: int) -> dict[UUID, dict[str, Any]]:
    found = _MODELS[table].objects.filter(pk__in=list(ids)).order_by()
    return {row["id"]: row for row in found.values(*COLUMNS[version][table])}


@dataclass(frozen=True)
class Head:
    """The last link: noted elsewhere, it proves later that nothing up to it was replaced."""

    number: int
    hash: str


def head() -> Head:
    last = Seal.objects.order_by("-number").only("number", "hash").first()
    return Head(last.number, last.hash) if last else Head(0, FIRST)


def head_of(connection: psycopg.Connection[Any]) -> str:
    """ "12 3f9a…" of any database, for a backup and what was restored from it; empty where nothing is sealed yet."""
    if connection.execute("SELECT to_regclass('audit_seal')").fetchone() == (None,):
        return ""
    last = connection.execute("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1").fetchone()
    return f"{last[0]} {last[1]}" if last else ""


# ---------------------------------------------------------------- checking


@dataclass(frozen=True)
class Problem:
    kind: str
    text: str
    number: int | None = None
    """Of the seal."""
    row: UUID | None = None


@dataclass
class Check:
    """One walk along the chain. `problems()` streams: memory does not grow with the trail; afterwards the counts are known."""

    start: int = 1
    """The seal to begin at; those before are taken as they are."""
    expect: str = ""
    """A head that was noted earlier and must be part of the chain."""
    seals: int = 0
    events: int = 0
    reads: int = 0
    head: Head = field(default_factory=lambda: Head(0, FIRST))

    def problems(self) -> Iterator[Problem]:
        yield from self._along_the_chain()
        yield from _sealed_twice()
        yield from _never_sealed()
        yield from _waiting()
        if self.expect and not Seal.objects.filter(hash=self.expect.strip().lower()).exists():
            yield Problem(
                "head_gone",
                f"Đầu chuỗi đã ghi trước đây ({self.expect[:12]}…) không còn trong chuỗi: phần cuối đã bị cắt hoặc thay, "
                "hoặc cơ sở dữ liệu được khôi phục từ bản sao lưu cũ hơn.",
            )

    def _along_the_chain(self) -> Iterator[Problem]:
        keys = {key.mark: key for key in _keys()}
        previous, quiet_at = self._before_start()
        expected = max(self.start, 1)
        group: list[tuple[Seal, dt.datetime | None]] = []
        rows_in_group = 0
        for link in Seal.objects.filter(number__gte=expected).order_by("number").iterator(chunk_size=8):
            if link.number != expected:
                gone = f"{expected}" if link.number == expected + 1 else f"{expected} đến {link.number - 1}"
                yield Problem("seal_gone", f"Thiếu dấu niêm phong số {gone}.", expected)
            elif link.previous != previous:
                yield Problem(
                    "seal_link", f"Dấu niêm phong số {link.number} không nối với dấu trước nó.", link.number
                )
            yield from _of_link(link, keys)
            group.append((link, quiet_at))
            rows_in_group += len(link.events) + len(link.reads)
            if rows_in_group >= BATCH:
                yield from _of_rows(group)
                group, rows_in_group = [], 0
            if link.is_complete:
                quiet_at = link.sealed_at
            previous, expected = link.hash, link.number + 1
            self.seals += 1
            self.events += len(link.events)
            self.reads += len(link.reads)
            self.head = Head(link.number, link.hash)
        yield from _of_rows(group)

    def _before_start(self) -> tuple[str, dt.datetime | None]:
        before = Seal.objects.filter(number__lt=self.start).order_by("-number")
        last = before.only("hash").first()
        complete = before.filter(is_complete=True).only("sealed_at").first()
        return (last.hash if last else FIRST), (complete.sealed_at if complete else None)


def _keys() -> list[SealKey]:
    return [own_key(), *(SealKey.derived_from(old) for old in settings.OLD_HMAC_KEYS)]


def _of_link(link: Seal, keys: dict[str, SealKey]) -> Iterator[Problem]:
    content = SealContent(**{name: getattr(link, name) for name in SealContent.__dataclass_fields__})
    if len(bytes(link.digests)) != DIGEST_BYTES * (len(link.events) + len(link.reads)) or (
        _content_hash(content) != link.hash
    ):
        yield Problem("seal_changed", f"Dấu niêm phong số {link.number} đã bị sửa.", link.number)
        return
    key = keys.get(link.key_mark)
    if key is None:
        yield Problem(
            "seal_other_key",
            f"Dấu niêm phong số {link.number} làm bằng khóa khác: giả mạo, hoặc khóa đã đổi mà chưa khai khóa cũ.",
            link.number,
        )
    elif not hmac.compare_digest(key.mac(link.hash), link.mac):
        yield Problem(
            "seal_forged",
            f"Dấu niêm phong số {link.number} không làm bằng khóa của hệ thống này: giả mạo.",
            link.number,
        )


def _content_hash(content: SealContent) -> str:
    digests = bytes(content.digests)  # a memoryview as it comes from the database
    values = {name: getattr(content, name) for name in SealContent.__dataclass_fields__}
    return SealContent(**(values | {"digests": digests})).hash()


def _of_rows(group: list[tuple[Seal, dt.datetime | None]]) -> Iterator[Problem]:
    """Each row of these seals is there and as it was. Two queries for the group, whatever its number of seals."""
    for version in sorted({link.version for link, _ in group}):
        if version not in COLUMNS:
            numbers = ", ".join(str(link.number) for link, _ in group if link.version == version)
            yield Problem(
                "seal_version", f"Dấu niêm phong số {numbers} theo cách làm của bản phần mềm mới hơn."
            )
            continue
        links = [(link, quiet_at) for link, quiet_at in group if link.version == version]
        rows = {
            table: _rows(table, [one for link, _ in links for one in ids(link)], version)
            for table, ids in (
                ("audit_event", lambda link: link.events),
                ("audit_read", lambda link: link.reads),
            )
        }
        for link, quiet_at in links:
            digests = bytes(link.digests)
            named = [("audit_event", one) for one in link.events] + [
                ("audit_read", one) for one in link.reads
            ]
            for place, (table, one) in enumerate(named):
                kept = digests[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES]
                yield from _of_row(link.number, table, one, rows[table].get(one), kept, version, quiet_at)


def _of_row(
    number: int,
    table: str,
    one: UUID,
    row: dict[str, Any] | None,
    kept: bytes,
    version: int,
    quiet_at: dt.datetime | None,
) -> Iterator[Problem]:
    if row is None:
        when = "trước khi kịp niêm phong" if kept == ABSENT else "sau khi niêm phong"
        yield Problem(
            "row_gone",
            f"{_KIND[table]} mã {one}, ghi khoảng {format_datetime(made_at(one))}, đã bị xóa {when} (dấu số {number}).",
            number,
            one,
        )
    elif row_digest(table, row, version) != kept:
        yield Problem(
            "row_changed",
            f"{_described(table, row)} đã bị sửa sau khi niêm phong (dấu số {number}).",
            number,
            one,
        )
    elif quiet_at is not None and row["at"] < quiet_at - LONGEST_TRANSACTION:
        yield Problem(
            "row_late",
            f"{_described(table, row)} mang ngày giờ cũ nhưng xuất hiện sau {format_datetime(quiet_at)} (dấu số {number}): "
            "ghi lùi ngày, hoặc đồng hồ máy chủ đã chạy sai.",
            number,
            one,
        )


_KIND = {"audit_event": "Việc", "audit_read": "Lượt xem"}


def made_at(one: UUID) -> dt.datetime:
    """When a UUIDv7 was made, as it says itself."""
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=one.int >> 80)


def _described(table: str, row: dict[str, Any]) -> str:
    """A row so that a person finds it: what, when, who, its id, its place."""
    at = format_datetime(row["at"])
    if table == "audit_read":
        return f"Lượt xem trang {row['page']} lúc {at} của {row['actor']}, mã {row['id']},"
    words = WORDS.get(row["what"], row["what"])
    return f"Việc “{words}” lúc {at} của {row['actor']}, mã {row['id']}{_at_place(row['place_path'])},"


def _at_place(path: object) -> str:
    if not isinstance(path, list) or not path:
        return ""
    kind = subject_kinds.get("places.place")
    found = kind.find([str(path[-1])], system_job("kiểm tra nhật ký")) if kind else {}
    named = found.get(str(path[-1]))
    return f", ở {named.name if named else path[-1]}"


_TWICE = """
SELECT id, min(number), max(number) FROM (
  SELECT unnest(events || reads) AS id, number FROM audit_seal
) AS sealed GROUP BY id HAVING count(*) > 1
"""
_NEVER = """
SELECT id FROM {table} AS row
WHERE NOT EXISTS (SELECT FROM (SELECT unnest({ids}) AS id FROM audit_seal) AS sealed WHERE sealed.id = row.id)
  AND NOT EXISTS (SELECT FROM audit_pending AS waiting WHERE waiting.id = row.id)
"""


def _sealed_twice() -> Iterator[Problem]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_TWICE)
        for one, first, second in cursor:
            yield Problem(
                "row_twice",
                f"Mã {one} nằm trong hai dấu niêm phong (số {first} và số {second}).",
                second,
                one,
            )


def _never_sealed() -> Iterator[Problem]:
    """One statement sees the row together with its waiting id or its seal: a row without either came past the trigger."""
    for table, ids in (("audit_event", "events"), ("audit_read", "reads")):
        with connection.chunked_cursor() as cursor:
            cursor.execute(_NEVER.format(table=table, ids=ids))
            while found := [row[0] for row in cursor.fetchmany(1_000)]:
                for one, row in _rows(table, found, VERSION).items():
                    yield Problem(
                        "row_unsealed",
                        f"{_described(table, row)} không có dấu niêm phong và cũng không chờ niêm phong: "
                        "được chèn thẳng vào cơ sở dữ liệu, hoặc dấu niêm phong của nó đã bị xóa.",
                        None,
                        one,
                    )


def _waiting() -> Iterator[Problem]:
    late = Pending.objects.filter(added_at__lt=timezone.now() - WAITS_TOO_LONG)
    first = late.order_by("added_at").first()
    if first is not None:
        yield Problem(
            "waiting",
            f"{format_number(late.count())} dòng nhật ký chờ niêm phong quá {int(WAITS_TOO_LONG.total_seconds() // 60)} phút, "
            f"từ {format_datetime(first.added_at)}: tiến trình việc nền có thể không chạy. "
            "Chạy `hoctap serve`, hoặc `hoctap audit seal` để niêm phong ngay.",
        )
