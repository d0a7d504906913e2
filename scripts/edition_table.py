"""docs/editions.md: every shipped edition against the domain notes (`legal.md`)."""

from collections.abc import Iterator
from typing import Any

from scripts import markdown

# Where the domain notes (legal.md) have the table of an edition, and what is known of it there.
LEGAL = {
    "gia-dinh-hoc-tap-242": "1a-A",
    "dong-ho-hoc-tap-242": "1a-A",
    "cong-dong-ap-hoc-tap-242": "1a-A",
    "don-vi-xa-hoc-tap-242": "1a-A",
    "gia-dinh-hoc-tap-mau-1": "1a-B, 1a-C",
    "cong-dan-hoc-tap-324": "1b",
    "cong-dong-hoc-tap-xa-tt25": "1c-A",
    "cong-dong-hoc-tap-huyen-tt25": "1c-A",
    "cong-dong-hoc-tap-tinh-tt25": "1c-A",
    "cong-dong-hoc-tap-xa-tt44": "1c-B",
    "don-vi-hoc-tap-huyen-tt24": "1d-A",
    "don-vi-hoc-tap-tinh-tt24": "1d-A",
    "don-vi-hoc-tap-huyen-tt22": "1d-B",
    "don-vi-hoc-tap-tinh-tt22": "1d-B",
    "trung-tam-hoc-tap-cong-dong-2553": "1e",
}
MARKS = {
    "verified": "verified",
    "draft_label": "number verified, words of the 2020 draft",
    "sample": "sample",
}


def editions_document() -> str:
    """Every shipped edition: instrument, validity, mark, what stays a sample and why; line by line with its clause."""
    from hoctap.core.vietnamese import format_date
    from hoctap.criteria.shipped import shipped_editions
    from hoctap.criteria.titles import Title

    shipped = shipped_editions()
    lines = markdown.head(
        "Editions that are shipped",
        "Every edition under `hoctap/criteria/editions/`, against the domain notes (`legal.md`).",
    )
    lines += [
        "*Verified* is what was read in the text of the law or its official compilation. A *frame* names what is known and is never scored with. "
        "A *sample* is marked on every screen and every paper. Labels are short ones of our own, clauses and numbers those of the text; "
        "`tests/criteria/test_shipped_standards.py` holds each threshold below, at and above it.",
        "",
    ]
    heads = ("edition", "title", "instrument", "holds", "way", "lines", "mark", "notes")
    rows = [
        (
            f"[`{one.code}`](#{one.code})" if one.content.lines else f"`{one.code}`",
            Title(one.title).label,
            one.content.instrument,
            _from_to(one.content, format_date),
            "đạt / không đạt" if one.is_standards else "points",
            str(len(one.content.lines)),
            "frame" if one.is_frame else MARKS[one.content.verification],
            f"§{LEGAL[one.code]}",
        )
        for one in shipped
    ]
    lines += [*markdown.table(heads, rows), "", "## What stays a sample or a frame, and why", ""]
    lines += [
        f"- `{one.code}`: {one.content.verification_note}" for one in shipped if one.is_sample or one.is_frame
    ]
    lines += ["", "## Of those verified, what is left open", ""]
    lines += [
        f"- `{one.code}`: {one.content.verification_note}"
        for one in shipped
        if not (one.is_sample or one.is_frame)
    ]
    for one in shipped:
        if one.content.lines:
            lines += ["", f"## {one.code}", "", *_lines_of_edition(one)]
    return markdown.text(lines)


def _from_to(content: Any, day: Any) -> str:
    return f"{day(content.valid_from)} – {day(content.valid_to) if content.valid_to else ''}".rstrip()


def _lines_of_edition(one: Any) -> Iterator[str]:
    if not one.is_standards:
        rows: list[tuple[str, ...]] = [
            (
                line.code,
                line.label,
                line.clause,
                f"{line.max_points:g}" if line.max_points else "unknown",
                MARKS[line.verification],
            )
            for line in one.content.lines
        ]
        passing = (
            f"From {one.content.threshold:g} points." if one.content.threshold else "No threshold is known."
        )
        if one.content.least_each is not None:
            passing += f" No line below {one.content.least_each:g}."
        if one.content.grades:
            passing += (
                " " + ", ".join(f"{row['label']} from {row['from']}" for row in one.content.grades) + "."
            )
        yield passing
        yield ""
        yield from markdown.table(("line", "what", "clause", "most points", "mark"), rows)
        return
    standard = one.standard()
    names = tuple(level.label for level in standard.levels)
    rows = [
        (
            indicator.code,
            indicator.label,
            indicator.clause,
            *(
                "; ".join(
                    f"{condition.code} {condition.wanted_words(level)}".strip()
                    for condition in indicator.conditions
                    if condition.wanted_words(level)
                )
                for level in standard.level_codes
            ),
            "; ".join(
                f"{variant} {condition.code} {'/'.join(f'{least:g}' for least in eased.values())}".replace(
                    "  ", " "
                )
                for condition in indicator.conditions
                for variant, eased in condition.eased.items()
            ),
            MARKS[indicator.verification],
        )
        for indicator in standard.indicators
    ]
    yield from markdown.table(("line", "what", "clause", *names, "eased", "mark"), rows)
