"""Finding public materials by their words: those with the words in their title first, as typed before without accents, newest first in each.

One GIN index answers every step: the lexemes of a listing are its words as typed, without accents, and those of the title again. Each step
reads only so many of the newest, so a word that stands everywhere costs what a rare one does; among what was read, the phrase as it was
typed comes first.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hoctap.materials import folding

MOST_FOUND = 200
PAGE = 20
AROUND = 110
"""Letters before and after the word in a snippet."""


@dataclass(frozen=True)
class Wanted:
    text: str = ""
    topic: UUID | None = None
    kind: str = ""
    language: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    id: UUID
    title: str
    kind: str
    language: str
    licence: str
    credit: str
    topic: str
    place: str
    part_kinds: list[str]
    published_at: Any
    snippet: str


@dataclass(frozen=True)
class FoundPage:
    rows: list[Found]
    number: int
    has_more: bool
    total: int | None
    """Of a search: how many there are; None where there are more than `MOST_FOUND`, or nothing was looked for."""
    nothing_asked: bool = False

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1 if self.has_more else 0


_ROWS = """
SELECT l.material_id, l.title, l.kind, l.language, l.licence, l.credit, t.name, p.kind || ' ' || p.name, l.part_kinds, l.published_at,
       CASE WHEN %(word)s = '' THEN left(v.summary, 240) ELSE
         substr(l.body, greatest(1, coalesce(nullif(strpos(' ' || l.plain_body, ' ' || %(phrase)s), 0),
                                             nullif(strpos(' ' || l.plain_body, ' ' || %(word)s), 0), 1) - %(around)s), 240)
       END,
       CASE WHEN %(word)s = '' THEN false ELSE
         coalesce(nullif(strpos(' ' || l.plain_body, ' ' || %(phrase)s), 0),
                  nullif(strpos(' ' || l.plain_body, ' ' || %(word)s), 0), 1) > %(around)s END
FROM materials_listing l
JOIN materials_materialversion v ON v.id = l.version_id
JOIN centres_topic t ON t.id = l.topic_id
JOIN materials_material m ON m.id = l.material_id
JOIN places_place p ON p.id = m.place_id
WHERE l.material_id = ANY(%(ids)s)
"""


def search(wanted: Wanted) -> FoundPage:
    """Two queries. Public materials only."""
    typed, bare = folding.asked_words(wanted.text)
    if wanted.text.strip() and not bare:
        return FoundPage([], 1, False, 0)
    if not bare:
        return _newest(wanted)
    ids = _ranked(wanted, typed, bare)
    number = max(1, min(wanted.page, (len(ids) + PAGE - 1) // PAGE or 1))
    shown = ids[(number - 1) * PAGE : number * PAGE]
    total = None if len(ids) >= MOST_FOUND else len(ids)
    return FoundPage(
        _rows(shown, bare[0], folding.phrase_of(wanted.text)), number, len(ids) > number * PAGE, total
    )


def _newest(wanted: Wanted) -> FoundPage:
    number = max(1, min(wanted.page, 500))
    where, values = _filters(wanted)
    values |= {"limit": PAGE + 1, "offset": (number - 1) * PAGE}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT material_id FROM materials_listing l WHERE {where} "
            "ORDER BY published_at DESC LIMIT %(limit)s OFFSET %(offset)s",
            values,
        )
        ids = [row[0] for row in cursor.fetchall()]
    return FoundPage(_rows(ids[:PAGE], "", ""), number, len(ids) > PAGE, None, nothing_asked=True)


def _ranked(wanted: Wanted, typed: list[str], bare: list[str]) -> list[UUID]:
    where, values = _filters(wanted)
    title = [folding.IN_TITLE + word for word in bare]
    steps = [
        *([[folding.IN_TITLE + word for word in typed]] if typed else []),
        title,
        *([typed] if typed else []),
        bare,
    ]
    parts = []
    for number, words in enumerate(steps):
        values[f"step{number}"] = _query(words)
        parts.append(
            f"(SELECT {number} AS step, material_id, published_at FROM materials_listing l "
            f"WHERE words @@ %(step{number})s::tsquery AND {where} ORDER BY published_at DESC LIMIT %(most)s)"
        )
    best = (
        "SELECT material_id, min(step) AS step, max(published_at) AS published_at FROM ("
        + " UNION ALL ".join(parts)
        + ") found GROUP BY material_id ORDER BY step, published_at DESC LIMIT %(most)s"
    )
    # A single word has no phrase to look for.
    phrase = folding.phrase_of(wanted.text) if len(bare) > 1 else ""
    values |= {"most": MOST_FOUND, "phrase": f" {phrase} "}
    if phrase:
        sql = (
            f"SELECT best.material_id FROM ({best}) best JOIN materials_listing l USING (material_id) "
            "ORDER BY best.step, (strpos(' ' || l.plain_body || ' ', %(phrase)s) = 0), best.published_at DESC"
        )
    else:
        sql = f"SELECT material_id FROM ({best}) best ORDER BY step, published_at DESC"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _filters(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    where: list[str] = ["l.is_public"]
    values: dict[str, Any] = {}
    if wanted.topic is not None:
        where.append("l.topic_line @> ARRAY[%(topic)s]::uuid[]")
        values["topic"] = wanted.topic
    if wanted.kind:
        where.append("l.kind = %(kind)s")
        values["kind"] = wanted.kind
    if wanted.language:
        where.append("l.language = %(language)s")
        values["language"] = wanted.language
    return " AND ".join(where), values


def _query(words: list[str]) -> str:
    """Letters and figures only, but for the mark of the title: nothing to escape beyond the quotes around."""
    return " & ".join("'" + word.replace("'", "''").replace("\\", "\\\\") + "'" for word in words)


def _rows(ids: list[UUID], word: str, phrase: str) -> list[Found]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"ids": ids, "word": word, "phrase": phrase or word, "around": AROUND})
        by_id = {row[0]: _found(list(row)) for row in cursor.fetchall()}
    return [by_id[one] for one in ids if one in by_id]


def _found(row: list[Any]) -> Found:
    *told, snippet, cut_before = row
    values = [*told, _whole_words(snippet, cut_before=cut_before)]
    return Found(**dict(zip(Found.__dataclass_fields__, values, strict=True)))


def _whole_words(text: str, *, cut_before: bool) -> str:
    text = text or ""
    if cut_before:
        text = "…" + text.partition(" ")[2]
    return text.rpartition(" ")[0] + "…" if len(text) >= 235 else text
