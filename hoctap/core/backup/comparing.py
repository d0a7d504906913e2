"""What is in a database, in figures that are the same wherever it was restored: counts, checksums, structure.

The checksum of a table adds up the hashes of its rows, so it needs no order and no memory; a row is hashed as the text that every
version of PostgreSQL writes for it. It finds what got lost, doubled or changed by accident. Against malice stands the
encryption, which notices every changed byte.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

from hoctap.core.backup.errors import Damaged
from hoctap.core.registries import Registry

MARKER = "hoctap_restoring"
"""The table that stands in a database while a restore into it is not finished."""

# More that must be equal in the original and in what was restored: each reads one value as text, such as the head of a chain.
snapshot_facts: Registry[Callable[[psycopg.Connection[Any]], str]] = Registry()

type Figures = dict[str, Any]
"""{"tables": {name: {"rows": n, "sum": text}}, "structure": {kind: n}, "facts": {name: text}}"""

_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema' AND c.relname <> %s
      AND c.relpersistence <> 't'
    ORDER BY pg_relation_size(c.oid) DESC, 1, 2
"""
_COLUMNS = """
    SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' !' ELSE '' END,
                      ', ' ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""
# Counted, not compared by their text, which differs between versions.
_STRUCTURE = """
    WITH ours AS (SELECT oid, nspname FROM pg_namespace
                  WHERE nspname NOT LIKE 'pg\\_%%' AND nspname <> 'information_schema'),
         known AS (SELECT c.oid, c.relkind FROM pg_class c JOIN ours ON ours.oid = c.relnamespace
                   WHERE c.relname NOT LIKE %s AND c.relpersistence <> 't')
    SELECT 'index', count(*) FROM known WHERE relkind = 'i'
    UNION ALL SELECT 'sequence', count(*) FROM known WHERE relkind = 'S'
    UNION ALL SELECT 'view', count(*) FROM known WHERE relkind IN ('v', 'm')
    UNION ALL SELECT 'trigger', count(*) FROM pg_trigger t JOIN known ON known.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL SELECT 'constraint', count(*) FROM pg_constraint k JOIN known ON known.oid = k.conrelid
        WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL SELECT 'function', count(*) FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
"""


def figures_of(
    connection: psycopg.Connection[Any], tick: Callable[[int], None] = lambda _done: None
) -> Figures:
    """Reads every row once. `tick` is told the rows of each table as it is done."""
    tables: dict[str, dict[str, Any]] = {}
    for schema, name in connection.execute(_TABLES, [MARKER]).fetchall():
        whole = sql.Identifier(schema, name)
        shown = name if schema == "public" else f"{schema}.{name}"
        columns = _one(connection.execute(_COLUMNS, [whole.as_string(connection)]))
        rows, high, low = _row(
            connection.execute(
                sql.SQL(
                    "SELECT count(*), coalesce(sum(('x' || substr(h, 1, 16))::bit(64)::bigint), 0),"
                    " coalesce(sum(('x' || substr(h, 17))::bit(64)::bigint), 0)"
                    " FROM (SELECT md5(the_whole_row::text) AS h FROM {} AS the_whole_row OFFSET 0) AS hashed"
                ).format(whole)
            )
        )
        tables[shown] = {"rows": rows, "sum": f"{high}/{low}", "columns": columns or ""}
        tick(rows)
    structure = dict(connection.execute(_STRUCTURE, [MARKER + "%"]).fetchall())
    facts = {name: fact(connection) for name, fact in snapshot_facts.items()}
    return {"tables": dict(sorted(tables.items())), "structure": structure, "facts": facts}


def differences(wanted: Figures, found: Figures) -> list[str]:
    """What is not as it was, each in a few words; empty means equal. A fact that only one side knows is not compared."""
    wrong = []
    for name, was in wanted["tables"].items():
        now = found["tables"].get(name)
        if now is None:
            wrong.append(f"thiếu bảng {name}")
        elif now["rows"] != was["rows"]:
            wrong.append(f"bảng {name}: {now['rows']} dòng thay vì {was['rows']}")
        elif now["sum"] != was["sum"]:
            wrong.append(f"bảng {name}: nội dung khác")
        elif now["columns"] != was["columns"]:
            wrong.append(f"bảng {name}: cột khác")
    wrong += [f"thừa bảng {name}" for name in found["tables"] if name not in wanted["tables"]]
    for part in ("structure", "facts"):
        for name, value in wanted[part].items():
            if name in found[part] and found[part][name] != value:
                wrong.append(f"{name}: {found[part][name]} thay vì {value}")
    return wrong


def must_be_equal(wanted: Figures, found: Figures) -> None:
    wrong = differences(wanted, found)
    if wrong:
        raise Damaged("Khôi phục ra không giống lúc sao lưu: " + "; ".join(wrong[:5]) + ".")


def _row(answer: psycopg.Cursor[Any]) -> tuple[Any, ...]:
    row = answer.fetchone()
    assert row is not None
    return tuple(row)


def _one(answer: psycopg.Cursor[Any]) -> Any:
    return _row(answer)[0]
