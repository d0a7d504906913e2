"""Which part of XLSForm is taken, and at which cell a form is refused. Cells in, a form or problems out; and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoctap.core.refusals import Reason
from hoctap.surveys.design import rules
from hoctap.surveys.design.rules import CHOSEN, KINDS, Design, Item

type Row = tuple[int, Mapping[str, str]]
"""Its number, and by letter what stands in it."""
type Cells = Mapping[str, Sequence[Row]]

SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version")
_YES, _NO = {"yes", "true", "true()", "có", "x", "1"}, {"", "no", "false", "false()", "không", "0"}
_MARKS = ("=", "+", "-", "@")
MOST_REASONS = 30


@dataclass
class ReadForm:
    design: Design = field(default_factory=Design)
    title: str = ""
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    name: str
    columns: Mapping[str, str]
    """Letter by column's name."""
    rows: Sequence[Row]

    def cell(self, row: Row, column: str) -> str:
        text = row[1].get(self.columns.get(column, ""), "")
        return text[1:] if text[:1] == "'" and text[1:2] in _MARKS else text

    def where(self, number: int, column: str) -> str:
        letter = self.columns.get(column, "")
        return f"Trang {self.name}, dòng {number}, cột {column}{f' ({letter})' if letter else ''}"


def read_form(cells: Cells, *, before: Mapping[str, str] | None = None) -> ReadForm:
    found = ReadForm()
    survey = _table("survey", cells, SURVEY, ("type", "name", "label"), found.reasons)
    if survey is None:
        return found
    choices = _table("choices", cells, CHOICES, CHOICES, found.reasons) if cells.get("choices") else None
    settings = _table("settings", cells, SETTINGS, (), found.reasons) if cells.get("settings") else None
    if settings is not None and settings.rows:
        found.title = settings.cell(settings.rows[0], "form_title")[:150]
    lists = _lists(choices, found.reasons)
    items, numbers = _items(survey, lists, found.reasons)
    found.design = Design(tuple(items))
    for one in rules.problems_of(found.design, before=before):
        found.reasons.append(Reason(_placed(one, survey, choices, lists, items, numbers)))
    if len(found.reasons) > MOST_REASONS:
        more = len(found.reasons) - MOST_REASONS
        found.reasons = [
            *found.reasons[:MOST_REASONS],
            Reason(f"Còn {more} chỗ nữa. Hãy sửa các chỗ trên rồi gửi lại."),
        ]
    return found


def _table(
    name: str, cells: Cells, known: Sequence[str], needed: Sequence[str], reasons: list[Reason]
) -> _Table | None:
    rows = cells.get(name, [])
    if not rows:
        reasons.append(
            Reason(f"Tệp không có trang “{name}”. Hãy dùng tệp XLSForm, hoặc tải mẫu của phần mềm về sửa.")
        )
        return None
    head, body = rows[0], rows[1:]
    columns: dict[str, str] = {}
    for letter, text in head[1].items():
        column = text.strip()
        if column in columns:
            reasons.append(
                Reason(
                    f"Trang {name}, dòng {head[0]}, cột {letter}: cột “{column}” ghi hai lần. Hãy bỏ một cột."
                )
            )
        elif column in known:
            columns[column] = letter
        else:
            used = next((row for row in body if row[1].get(letter)), None)
            if used is not None:
                reasons.append(
                    Reason(
                        f"Trang {name}, dòng {used[0]}, cột {letter}: cột “{column}” không dùng được. "
                        f"Hãy bỏ cột này; chỉ dùng các cột {', '.join(known)}."
                    )
                )
    headed = set(head[1])
    for row in body:
        for letter in set(row[1]) - headed:
            reasons.append(
                Reason(
                    f"Trang {name}, dòng {row[0]}, cột {letter}: ô này nằm ngoài các cột có tên. Hãy bỏ ô hoặc đặt tên cột."
                )
            )
    if missing := [column for column in needed if column not in columns]:
        reasons.append(
            Reason(
                f"Trang {name}, dòng {head[0]}: thiếu cột {', '.join(missing)}. Hãy thêm cột ấy vào dòng đầu."
            )
        )
        return None
    return _Table(name, columns, body)


type _Lists = dict[str, list[tuple[int, str, str]]]
"""List → the rows of its choices: number, name, label."""


def _lists(table: _Table | None, reasons: list[Reason]) -> _Lists:
    lists: _Lists = {}
    for row in table.rows if table else []:
        assert table is not None
        name = table.cell(row, "list_name")
        if not name:
            reasons.append(Reason(f"{table.where(row[0], 'list_name')}: chưa ghi tên danh sách."))
            continue
        lists.setdefault(name, []).append((row[0], table.cell(row, "name"), table.cell(row, "label")))
    return lists


def _items(survey: _Table, lists: _Lists, reasons: list[Reason]) -> tuple[list[Item], list[int]]:
    items, numbers = [], []
    for row in survey.rows:
        typed = " ".join(survey.cell(row, "type").split())
        kind, _, list_name = typed.partition(" ")
        if typed in ("begin_group", "end_group"):
            kind, list_name = typed.replace("_", " "), ""
        elif typed in ("begin group", "end group"):
            kind, list_name = typed, ""
        where = survey.where(row[0], "type")
        if kind in CHOSEN:
            if not list_name or " " in list_name:
                reasons.append(
                    Reason(f"{where}: “{typed}” không dùng được. Hãy ghi như {kind} ten_danh_sach.")
                )
                continue
            if list_name not in lists:
                reasons.append(
                    Reason(f"{where}: trang choices không có danh sách “{list_name}”. Hãy thêm danh sách ấy.")
                )
                continue
        elif kind not in KINDS or list_name:
            known = ", ".join(KINDS)
            reasons.append(Reason(f"{where}: loại “{typed}” không dùng được. Chỉ dùng: {known}."))
            continue
        required = survey.cell(row, "required").lower()
        if required not in _YES | _NO:
            reasons.append(
                Reason(
                    f"{survey.where(row[0], 'required')}: “{required}” không hiểu được. Hãy ghi yes hoặc no."
                )
            )
        items.append(
            rules.cleaned(
                Item(
                    kind,
                    name=survey.cell(row, "name") if kind != "end group" else "",
                    label=survey.cell(row, "label") if kind != "end group" else "",
                    hint=survey.cell(row, "hint"),
                    required=required in _YES,
                    relevant=survey.cell(row, "relevant"),
                    constraint=survey.cell(row, "constraint"),
                    constraint_message=survey.cell(row, "constraint_message"),
                    choices=tuple((name, label) for _, name, label in lists.get(list_name, [])),
                    list_name=list_name,
                )
            )
        )
        numbers.append(row[0])
    return items, numbers


def _placed(
    one: rules.Problem,
    survey: _Table,
    choices: _Table | None,
    lists: _Lists,
    items: Sequence[Item],
    numbers: Sequence[int],
) -> str:
    if one.item is None:
        return one.text
    if one.choice is not None and choices is not None:
        rows = lists[items[one.item].list_name]
        return f"{choices.where(rows[one.choice][0], one.column)}: {one.text}"
    return f"{survey.where(numbers[one.item], one.column)}: {one.text}"


# ---------------------------------------------------------------- back into cells


def survey_rows(design: Design) -> list[list[str]]:
    rows = []
    lists = _list_names(design)
    for at, item in enumerate(design.items):
        kind = f"{item.kind} {lists[at]}" if item.kind in CHOSEN else item.kind.replace(" ", "_")
        rows.append(
            [
                kind,
                item.name,
                item.label,
                item.hint,
                "yes" if item.required else "",
                item.relevant,
                item.constraint,
                item.constraint_message,
            ]
        )
    return rows


def choice_rows(design: Design) -> list[list[str]]:
    """Each list once."""
    rows: list[list[str]] = []
    done: set[str] = set()
    for at, name in _list_names(design).items():
        if name not in done:
            done.add(name)
            rows += [[name, code, label] for code, label in design.items[at].choices]
    return rows


def _list_names(design: Design) -> dict[int, str]:
    """By item: questions that share a list by name and choices go on sharing it, others of that name get one of their own."""
    names: dict[int, str] = {}
    taken: dict[str, tuple[tuple[str, str], ...]] = {}
    for at, item in enumerate(design.items):
        if item.kind in CHOSEN:
            name, number = item.list_name or item.name, 2
            while taken.get(name, item.choices) != item.choices:
                name, number = f"{item.list_name or item.name}_{number}", number + 1
            taken[name] = item.choices
            names[at] = name
    return names
