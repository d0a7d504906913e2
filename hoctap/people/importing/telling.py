"""What a plan says, as plain values: for the preview, the command line, and the findings that are kept while a run waits."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from hoctap.core.reading import saw
from hoctap.core.text import without_accents
from hoctap.people.importing.comparing import ChangeKind
from hoctap.people.importing.listed import ERROR, FIELD_LABELS
from hoctap.people.importing.planning import Plan
from hoctap.people.importing.writing import all_pairs
from hoctap.people.models import ImportFinding
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import Reading

type Said = dict[str, Any]

MOST_QUESTIONS = 60
NEW_HOUSEHOLD = "new_household"
LABELS = {NEW_HOUSEHOLD: "Hộ mới"} | {kind.value: kind.label for kind in ChangeKind}


def sheets(reading: Reading) -> list[Said]:
    return [
        {
            "name": one.name,
            "used": one.used,
            "why_not_used": one.why_not_used,
            "hidden": one.hidden,
            "header_row": one.header_row,
            "header_rows": one.header_rows,
            "columns": one.columns,
            "labels": one.labels,
            "dropped": one.dropped,
            "unknown": one.unknown,
            "encodings": one.encodings,
            "hamlet": one.hamlet_name,
            "shape": one.shape,
            "data_rows": one.data_rows,
            "hidden_rows": one.hidden_rows,
            "skipped": [{"row": skipped.row, "why": skipped.why} for skipped in one.skipped],
        }
        for one in reading.sheets
    ]


def counts(plan: Plan) -> Said:
    listed, compared = plan.listed, plan.comparison
    return {
        "data_rows": sum(sheet.data_rows for sheet in plan.reading.used),
        "households": len(listed.households),
        "persons": listed.persons,
        "hamlets": len(listed.hamlets),
        "by_hamlet": listed.hamlets,
        "new_households": len(compared.new),
        "new_persons": sum(len(one.people) for one in compared.new),
        "already": compared.already,
        "faulty_rows": plan.faulty_count,
        "repeated_rows": len(listed.repeats),
        "duplicate_pairs": len(all_pairs(plan)),
        "changes": dict(Counter(change.kind.value for change in compared.changes)),
    }


def faulty_rows(plan: Plan) -> Iterator[Said]:
    by_name = {sheet.name: sheet for sheet in plan.reading.sheets}
    for fault in sorted(plan.listed.faults, key=lambda one: (one.sheet, one.row)):
        sheet = by_name[fault.sheet]
        letter = next((letter for letter, name in sheet.columns.items() if name == fault.field), "")
        yield {
            "sheet": fault.sheet,
            "row": fault.row,
            "column": letter.lstrip("@") if letter.startswith("@") else letter,
            "header": sheet.labels.get(letter, ""),
            "field": fault.field,
            "label": sheet.labels.get(letter) or (FIELD_LABELS.get(fault.field, "Cả dòng")),
            "severity": fault.severity,
            "reason": fault.what,
            "cure": fault.cure,
            "rows": list(fault.rows or (fault.row,)),
        }


def repeated_rows(plan: Plan) -> Iterator[Said]:
    for one in plan.listed.repeats:
        yield {
            "sheet": one.sheet,
            "row": one.row,
            "name": one.name,
            "first_sheet": one.first_sheet,
            "first_row": one.first_row,
        }


def duplicate_pairs(plan: Plan) -> Iterator[Said]:
    for pair in all_pairs(plan):
        said: Said = {"sheet": pair.second.sheet, "row": pair.second.row, "name": pair.second.name,
                      "birth_year": pair.second.birth_year, "reason": pair.why}  # fmt: skip
        if pair.first is not None:
            said |= {"other_sheet": pair.first.sheet, "other_row": pair.first.row, "other_name": pair.first.name,
                     "other_birth_year": pair.first.birth_year, "rows": [pair.first.row, pair.second.row]}  # fmt: skip
        else:
            said |= {
                "registered": pair.registered,
                "other_name": pair.registered_name,
                "rows": [pair.second.row],
            }
        yield said


def changes(plan: Plan) -> Iterator[Said]:
    """What an entry would change, new households only where there are some already."""
    compared = plan.comparison
    new = {id(one) for one in compared.new}
    for change in compared.changes:
        yield {
            "kind": change.kind.value,
            "label": change.kind.label,
            "sheet": change.sheet,
            "row": change.row,
            "name": change.name,
            "was": change.was,
            "becomes": change.becomes,
            "key": change.key,
            "why": change.why,
            "hamlet": change.household.hamlet if change.household else "",
            "search": without_accents(change.name),
            "may_die": change.may_die,
            "remembered": change.remembered,
            "holds": change.kind is ChangeKind.MOVED_PERSON
            and change.listed is not None
            and change.person is change.listed.head
            and id(change.listed) in new,
        }
    if compared.already:
        for one in compared.new:
            yield {"kind": NEW_HOUSEHOLD, "label": LABELS[NEW_HOUSEHOLD], "sheet": one.head.sheet, "row": one.head.row,
                   "name": one.head.name, "was": "", "becomes": one.hamlet, "key": "", "why": "",
                   "hamlet": one.hamlet, "search": one.head.search_key}  # fmt: skip


def notes(plan: Plan) -> Said:
    reading = plan.reading
    used = reading.used
    not_kept = {name: FIELD_LABELS[name] for name in plan.listed.not_kept}
    return {
        "dropped": _different(label for sheet in used for label in sheet.dropped.values()),
        "unknown": _different(label for sheet in used for label in sheet.unknown.values() if label),
        "not_kept": [
            {"label": label, "rows": plan.listed.not_kept[name]} for name, label in not_kept.items()
        ],
        "warnings": warnings(plan),
        "new_hamlets": plan.new_hamlets,
        "hamlet_questions": hamlet_questions(plan),
        "hamlet_choices": [[one.id, one.name] for one in plan.book.all if one.refused is None],
    }


def hamlet_questions(plan: Plan) -> list[Said]:
    """Names of hamlets that a person must explain, and those that he has: {typed, households, answer, like}. `like` is the hamlet whose
    name differs only in the word for its kind.
    """
    book, unknown = plan.book, plan.listed.unknown_hamlets
    said: list[Said] = []
    for typed in sorted({*unknown, *book.answers})[:MOST_QUESTIONS]:
        alike = [one.name for one in book.alike(typed) if one.refused is None]
        if alike or not book.alike(typed):
            said.append(
                {
                    "typed": typed,
                    "households": len(unknown.get(typed, ())),
                    "answer": book.answers.get(typed, ""),
                    "like": " hay ".join(alike),
                }
            )
    return said


def warnings(plan: Plan) -> list[str]:
    found = list(plan.reading.warnings)
    for sheet in plan.reading.sheets:
        found += [f"Trang “{sheet.name}”: {words}" for words in sheet.warnings]
    for name, rows in plan.listed.not_kept.items():
        if name != Field.NOTE:
            found.append(f"Cột {FIELD_LABELS[name]}: đọc được ở {rows} dòng, không giữ trong sổ hộ.")
    return found


def _different(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(labels))


def note_shown(plan: Plan, *, with_names: bool) -> None:
    """Whom the words of the command line name (`core/reading.py`): everybody, or only those of a change that asks for a person."""
    shown = [change for change in plan.comparison.changes if with_names or change.why]
    pairs = all_pairs(plan) if with_names else []
    saw(
        persons=[
            *(change.known.person_id for change in shown if change.known),
            *(UUID(pair.registered) for pair in pairs if pair.registered),
        ],
        households=[change.household.id for change in shown if change.household],
        unnamed=sum(change.known is None for change in shown) + len(pairs) + plan.faulty_count,
    )
    if with_names:
        new = plan.comparison.new if plan.comparison.already else []
        saw(unnamed=len(plan.listed.repeats) + len(new))


def findings(plan: Plan) -> Iterator[tuple[str, str, str, int, str, Said]]:
    """(kind, kind of change, sheet, row, key, what is said) of everything that a person may look at."""
    for said in faulty_rows(plan):
        yield (
            ImportFinding.Kind.FAULT,
            said["severity"] if said["severity"] != ERROR else "",
            said["sheet"],
            said["row"],
            "",
            said,
        )
    for said in repeated_rows(plan):
        yield ImportFinding.Kind.REPEAT, "", said["sheet"], said["row"], "", said
    for said in duplicate_pairs(plan):
        yield ImportFinding.Kind.PAIR, "", said["sheet"], said["row"], "", said
    for said in changes(plan):
        yield ImportFinding.Kind.CHANGE, said["kind"], said["sheet"], said["row"], said["key"], said
