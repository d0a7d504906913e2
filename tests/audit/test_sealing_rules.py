"""What a seal hashes, in fixed values: a change here breaks every chain that exists."""

import datetime as dt
from uuid import UUID

import pytest

from hoctap.audit.models import Event, Read
from hoctap.audit.sealing_rules import COLUMNS, FIRST, VERSION, SealContent, SealKey, row_digest

ONE = UUID("01932c07-8f3a-7000-8000-000000000001")
ROW = {
    "id": ONE,
    "at": dt.datetime(2026, 11, 22, 9, 41, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=7))),
    "actor_id": "",
    "actor": "Nguyễn Thị Lan",
    "on_behalf_of": "",
    "what": "people.household.added",
    "subject_kind": "people.household",
    "subject_id": str(ONE),
    "place_path": ["a", "b"],
    "fields": [],
    "count": 1,
}
DIGEST = "e8d207e106a2361a8f8f1203eb54dcaaa24591b5e805b9a09f14ddef5797fd68"
SEAL = "026d9557d2f913d91278b9d20fd4d3419528b4c4e1efd201910a39fa08b7fd25"


def test_the_digest_of_a_row_never_changes():
    assert row_digest("audit_event", ROW, 1).hex() == DIGEST


@pytest.mark.parametrize("name", [name for name in ROW if name not in ("id",)])
def test_each_column_is_in_the_digest(name: str):
    other = {
        "at": ROW["at"] + dt.timedelta(microseconds=1),
        "count": 2,
        "place_path": ["b", "a"],
        "fields": ["x"],
    }  # type: ignore[operator]
    changed = ROW | {name: other.get(name, "khác")}
    assert row_digest("audit_event", changed, 1) != row_digest("audit_event", ROW, 1)


def test_a_moment_is_the_same_in_every_time_zone():
    utc = ROW | {"at": ROW["at"].astimezone(dt.UTC)}  # type: ignore[attr-defined]
    assert row_digest("audit_event", utc, 1) == row_digest("audit_event", ROW, 1)


@pytest.mark.parametrize("model", [Event, Read])
def test_every_column_of_the_tables_is_sealed(model: type):
    """A new column needs a new version of what is hashed, so that older seals still hold."""
    columns = {field.column for field in model._meta.concrete_fields}  # type: ignore[attr-defined]
    assert set(COLUMNS[VERSION][model._meta.db_table]) == columns  # type: ignore[attr-defined]


def _content(**changes: object) -> SealContent:
    values: dict[str, object] = {
        "number": 1,
        "version": 1,
        "previous": FIRST,
        "events": [ONE],
        "reads": [],
        "digests": bytes(32),
        "is_complete": True,
        "sealed_at": ROW["at"],
    }
    return SealContent(**(values | changes))  # type: ignore[arg-type]


def test_the_hash_of_a_seal_never_changes():
    assert _content().hash() == SEAL


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 2},
        {"version": 2},
        {"previous": "1" * 64},
        {"events": [], "reads": [ONE]},
        {"digests": b"\1" * 32},
        {"is_complete": False},
        {"sealed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_each_part_is_in_the_hash_of_a_seal(changes: dict[str, object]):
    assert _content(**changes).hash() != _content().hash()


def test_another_key_gives_another_mark_and_another_mac():
    one, other = SealKey.derived_from("một khóa"), SealKey.derived_from("khóa khác")
    assert one.mark != other.mark
    assert one.mac(FIRST) != other.mac(FIRST)
    assert "một khóa".encode() not in one.secret
