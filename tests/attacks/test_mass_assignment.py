"""Fields that a form does not have are not read: the same post with every column name of the house beside it leaves the same rows.

Each post of the examples is sent twice from the same state, plain and loaded, and the rows of all tables are compared. What
differs between two plain posts (ids, moments, passwords) is told apart by sending the plain one twice.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.apps import apps as installed
from django.db import connection
from django.db.models import Model

from hoctap.accounts.models import AccountSlip, DeviceSession, KnownDevice
from hoctap.libraries.catalogue import rules as catalogue
from hoctap.papers import codes
from tests.attacks.ground import (
    SCREENS,
    Ground,
    asked_fields,
    body_of,
    client_of,
    forms_in,
    go,
    model_field_names,
    undone,
    visits_of,
    written_so_far,
)
from tests.examples import Visit
from tests.world import PASSWORD

POSTS = sorted(name for name, screen in SCREENS.items() if "POST" in screen.methods)

# What a page's own form would send, where the examples send an empty one: enough to be taken.
FILLED: dict[str, dict[str, Any]] = {
    "account_new": {
        "full_name": "Lý Văn Mới",
        "login": "lyvanmoi",
        "title": "Trưởng ấp",
        "role": "hamlet_head",
    },
    "capacity_new": {"title": "Phó ấp", "role": "hamlet_head"},
    "household_new": {"full_name": "Hồ Thị Thử", "year": "2024"},
    "household_edit": {"address": "Nhà mới"},
    "person_edit": {"full_name": "Hồ Thị Sửa"},
    "clan_new": {"name": "Họ Hồ", "from_year": "2020"},
    "clan_edit": {"name": "Họ Hồ Sửa", "from_year": "2020"},
    "unit_new": {"name": "Trường Thử", "kind": "school", "from_year": "2020"},
    "organisation_new": {"name": "Hội Thử", "kind": "other"},
    "organisation_edit": {"name": "Hội Sửa"},
    "plan_edit": {"title": "Kế hoạch sửa"},
    "target_edit": {"value": "70"},
    "instance_done": {"text": "Đã mở hai lớp"},
    "evidence_withdraw": {"why": "Nhầm tệp"},
    "account_change_password": {
        "oldpassword": PASSWORD,
        "password1": "con-duong-dai-9",
        "password2": "con-duong-dai-9",
    },
}


# Fields that a form has only in another state of its object.
SHOWN_AT_TIMES = {
    "activity_edit": {"venue", "line"},
    "dossier_score": {"why"},
    "import_choose": {"kind"},
    "library_end": {"successor"},
}


# Made anew in each request: ids of new rows, moments, hashes of passwords and of files put together (a PDF bears an id of its own).
_NEW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+\d\d:\d\d|scrypt\$[^\"]*|pbkdf2_sha256\$[^\"]*|[0-9a-f]{64}"
)

type Rows = dict[str, list[str]]


@dataclass
class Standing:
    """What stood before the test: its ids are told apart, those made by a request are alike."""

    rows: Rows
    ids: set[str]
    written: dict[str, int] = field(default_factory=dict)

    def told(self, row: str) -> str:
        return _NEW.sub(lambda match: match[0] if match[0] in self.ids else "NEW", row)


_STANDING: dict[UUID, Standing] = {}
"""Read once in a process: all tests of this file begin with the same rows."""


@pytest.fixture(autouse=True)
def standing(ground: Ground) -> Standing:
    commune = ground.home.commune.pk
    if commune not in _STANDING:
        rows = _raw_rows(_models())
        ids = {found for of_table in rows.values() for row in of_table for found in _NEW.findall(row)}
        kept = Standing({}, ids)
        kept.rows = {table: sorted(map(kept.told, of_table)) for table, of_table in rows.items()}
        _STANDING.clear()
        _STANDING[commune] = kept
    _STANDING[commune].written = written_so_far()
    return _STANDING[commune]


@pytest.mark.parametrize("name", POSTS)
def test_fields_that_a_form_does_not_have_change_nothing(name: str, ground: Ground, standing: Standing):
    for visit in visits_of(name, ground.home):
        if visit.post is None:
            continue
        on_page = _fields_of_page(name, visit)
        post = {**visit.post, **_offered(on_page), **_filled(name, ground)}
        plain = replace(visit, post=post)
        own = {*post, *on_page, *_asked_for(name, ground)}
        extra = {key: _hostile(key, ground) for key in model_field_names() if key not in own}
        loaded = replace(plain, post={**post, **extra})
        first, status = _rows_after(name, plain, standing)
        second, _ = _rows_after(name, plain, standing)
        third, loaded_status = _rows_after(name, loaded, standing)
        assert loaded_status == status
        shaky = {table for table in first if first[table] != second[table]}
        assert {table: rows for table, rows in third.items() if table not in shaky} == {
            table: rows for table, rows in first.items() if table not in shaky
        }
        assert not shaky, f"{name}: cannot be compared: {shaky}"


def test_enough_of_the_posts_are_taken_to_say_something(ground: Ground):
    """A form that is refused anyway proves nothing."""
    taken = set()
    for name in POSTS:
        for visit in visits_of(name, ground.home):
            if visit.post is not None:
                on_page = _fields_of_page(name, visit)
                post = {**visit.post, **_offered(on_page), **_filled(name, ground)}
                with undone():
                    answer = go(client_of(visit.owner), name, replace(visit, post=post))
                if answer.status_code in (200, 302):
                    taken.add(name)
    print(f"mass assignment: {len(taken)} of {len(POSTS)} forms are taken")
    assert {"account_new", "household_edit", "capacity_new", "evidence_withdraw", "plan_edit"} <= taken
    assert len(taken) > len(POSTS) * 0.5, sorted(set(POSTS) - taken)


def test_a_column_that_was_set_would_be_seen(ground: Ground, standing: Standing):
    before = _rows(standing)
    household = ground.home.households[0]
    household.sort_key = "đã đổi"
    household.save()
    assert _rows(standing) != before


def _rows_after(name: str, visit: Visit, standing: Standing) -> tuple[Rows, int]:
    # The code in the foot of a page and the tokens of links are drawn by chance, that on a book's label by a running number; here the same
    # ones in each run, so that papers, links and copies can be compared.
    drawn = (f"{number:012}" for number in count())
    labels = (f"{number}Z" for number in count(9_000_001))
    tokens = (f"t{number:021}" for number in count())
    with (
        undone(),
        mock.patch.object(codes, "new_code", side_effect=drawn),
        mock.patch.object(catalogue, "code_of", side_effect=labels),
        mock.patch.object(secrets, "token_urlsafe", side_effect=lambda _bytes: next(tokens)),
    ):
        status = go(client_of(visit.owner), name, visit).status_code
        return _rows(standing), status


def _rows(standing: Standing) -> Rows:
    """Every row of the house as text; ids that this request made count as one. Tables that nobody wrote are as they were."""
    now = written_so_far()
    written = [
        model for model in _models() if now.get(table := model._meta.db_table) != standing.written.get(table)
    ]
    read = _raw_rows(written)
    return standing.rows | {table: sorted(map(standing.told, rows)) for table, rows in read.items()}


def _models() -> list[type[Model]]:
    """Whoever signs in to send the form comes from a new device each time; a slip is never made twice the same."""
    left_out = (AccountSlip, DeviceSession, KnownDevice)
    return [
        model
        for model in installed.get_models()
        if model.__module__.startswith("hoctap.") and model not in left_out
    ]


def _raw_rows(models: list[type[Model]]) -> Rows:
    """Without running numbers: a sequence is not taken back with its transaction."""
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            table, pk = model._meta.db_table, model._meta.pk
            less = "" if pk.get_internal_type() == "UUIDField" else f" - '{pk.column}'"
            cursor.execute(f'SELECT (to_jsonb(row){less})::text FROM "{table}" AS row')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def test_tables_that_nobody_wrote_are_as_they_were(ground: Ground, standing: Standing):
    """What is not read again is the same as if it were."""
    household = ground.home.households[0]
    household.sort_key = "đã đổi"
    household.save()
    whole = {table: sorted(map(standing.told, rows)) for table, rows in _raw_rows(_models()).items()}
    assert _rows(standing) == whole != standing.rows


def _offered(fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the page's form is filled with already; of choices the first real one."""
    return {
        key: next((value for value in values if value), "")
        for key, values in fields.items()
        if next((value for value in values if value), "")
    }


def _fields_of_page(name: str, visit: Visit) -> Mapping[str, list[str]]:
    if not SCREENS[name].is_read or visit.owner is None:
        return {}
    with undone():
        answer = go(client_of(visit.owner), name, replace(visit, post=None))
    if not answer.get("Content-Type", "").startswith("text/html"):
        return {}
    here = answer.request["PATH_INFO"]  # type: ignore[attr-defined]
    fields: dict[str, list[str]] = {}
    for form in forms_in(body_of(answer)):
        if form.method == "post" and form.action.partition("?")[0] in ("", here):
            fields |= {key: values for key, values in form.fields.items() if key not in form.files}
    return fields


def _filled(name: str, ground: Ground) -> dict[str, Any]:
    """A head's role is given at a hamlet, not at the first place of the list."""
    at_hamlet = {"place": str(ground.home.hamlet.pk)} if name in ("account_new", "capacity_new") else {}
    return {**FILLED.get(name, {}), **at_hamlet}


def _asked_for(name: str, ground: Ground) -> set[str]:
    """The fields of every form, on whatever page, that is sent to the address."""
    return asked_fields(ground)[name] | SHOWN_AT_TIMES.get(name, set())


def _hostile(key: str, ground: Ground) -> str:
    away = ground.away
    chosen = {
        "place": away.commune.pk, "commune": away.commune.pk, "hamlet": away.hamlet.pk, "parent": away.commune.pk,
        "user": away.officer.pk, "by": away.officer.pk, "actor": away.officer.pk, "person": away.households[0].head_id,
        "household": away.households[0].pk, "capacity": away.officer.capacities.get().pk, "organisation": away.association.pk,
        "role": "system_admin", "state": "decided", "is_active": "1", "is_superuser": "1", "must_change_password": "0",
        "version": "99", "password": "x", "sha256": "0" * 64, "full_name": "Kẻ Lạ",
    }  # fmt: skip
    bare = key.removesuffix("_id")
    return str(chosen.get(bare, "1"))
