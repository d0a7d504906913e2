"""What a survey form is and what may stand in it. A form is a list of items in order, as in an XLSForm; groups are two items.

Five names have a meaning for what is worked out of the answers (`MEANINGS`); an answer is known by the name of its question, in every
version of the form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.surveys.design import expression_rules as expressions
from hoctap.surveys.design.expression_rules import NotRead, Tree

KINDS = {
    "text": "Chữ",
    "integer": "Số nguyên",
    "decimal": "Số thập phân",
    "date": "Ngày",
    "select_one": "Chọn một",
    "select_multiple": "Chọn nhiều",
    "note": "Lời dẫn",
    "begin group": "Mở nhóm (một trang)",
    "end group": "Hết nhóm",
}
ASKED = ("text", "integer", "decimal", "date", "select_one", "select_multiple")
CHOSEN = ("select_one", "select_multiple")
MOST_ITEMS, MOST_CHOICES, MOST_TEXT, MOST_DEPTH = 120, 80, 500, 2

TOPICS, AGE, SEX, OCCUPATION, MEMBER = "chu_de", "tuoi", "gioi_tinh", "nghe_nghiep", "doan_the"
MEANINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    TOPICS: ("chuyên đề muốn học", CHOSEN),
    AGE: ("tuổi", ("select_one", "integer")),
    SEX: ("giới tính", ("select_one",)),
    OCCUPATION: ("nghề nghiệp", ("select_one",)),
    MEMBER: ("hội viên, đoàn viên", CHOSEN),
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_CHOICE = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Item:
    kind: str
    name: str = ""
    label: str = ""
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Name and label, in order."""
    list_name: str = ""

    @property
    def is_asked(self) -> bool:
        return self.kind in ASKED

    @property
    def relevant_tree(self) -> Tree | None:
        return expressions.read(self.relevant)

    @property
    def constraint_tree(self) -> Tree | None:
        return expressions.read(self.constraint)

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.choices)


@dataclass(frozen=True)
class Problem:
    """What is wrong at an item (from 0; None: the form) in a column of the XLSForm; `choice`: in that of its choices."""

    text: str
    item: int | None = None
    column: str = ""
    choice: int | None = None


@dataclass(frozen=True)
class Page:
    """A group, or questions that stand in a row outside of groups. `items` with the conditions of the groups around them."""

    title: str
    items: tuple["Placed", ...]


@dataclass(frozen=True)
class Placed:
    item: Item
    conditions: tuple[Tree, ...] = ()
    """Its own and those of the groups in which it stands: all must hold."""

    def is_relevant(self, answers: expressions.Answers) -> bool:
        return all(expressions.holds(tree, answers) for tree in self.conditions)


@dataclass(frozen=True)
class Design:
    items: tuple[Item, ...] = ()
    _pages: list[Page] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def asked(self) -> list[Item]:
        return [item for item in self.items if item.is_asked]

    def named(self, name: str) -> Item | None:
        return next((item for item in self.items if item.is_asked and item.name == name), None)

    @property
    def pages(self) -> list[Page]:
        """Computed once: a request walks them several times."""
        if not self._pages:
            self._pages.extend(_pages(self.items))
        return self._pages

    @property
    def placed(self) -> list[Placed]:
        return [one for page in self.pages for one in page.items]


def _pages(items: Sequence[Item]) -> list[Page]:
    pages: list[Page] = []
    open_groups: list[Item] = []
    loose: list[Placed] = []
    title = ""

    def close() -> None:
        if loose:
            pages.append(Page(title, tuple(loose)))
            loose.clear()

    for item in items:
        if item.kind == "begin group":
            if not open_groups:
                close()
                title = item.label
            open_groups.append(item)
        elif item.kind == "end group":
            if open_groups:
                open_groups.pop()
            if not open_groups:
                close()
                title = ""
        else:
            trees = [group.relevant_tree for group in open_groups] + [item.relevant_tree]
            loose.append(Placed(item, tuple(tree for tree in trees if tree is not None)))
    close()
    return pages


def to_json(design: Design) -> list[dict[str, Any]]:
    rows = []
    for item in design.items:
        row: dict[str, Any] = {"kind": item.kind}
        for key in ("name", "label", "hint", "relevant", "constraint", "constraint_message", "list_name"):
            if value := getattr(item, key):
                row[key] = value
        if item.required:
            row["required"] = True
        if item.choices:
            row["choices"] = [list(choice) for choice in item.choices]
        rows.append(row)
    return rows


def from_json(rows: Iterable[Mapping[str, Any]]) -> Design:
    return Design(
        tuple(
            Item(**{**row, "choices": tuple((name, label) for name, label in row.get("choices", []))})
            for row in rows
        )
    )


def cleaned(item: Item) -> Item:
    choices = tuple((name.strip(), clean(label)) for name, label in item.choices)
    if item.kind not in CHOSEN:
        choices = ()
    return replace(
        item,
        name=item.name.strip(),
        label=clean(item.label),
        hint=clean(item.hint),
        relevant=item.relevant.strip(),
        constraint=item.constraint.strip(),
        constraint_message=clean(item.constraint_message),
        choices=choices,
        list_name=(item.list_name.strip() or item.name.strip()) if choices else "",
    )


# ---------------------------------------------------------------- what is wrong with a form


def problems_of(design: Design, *, before: Mapping[str, str] | None = None) -> list[Problem]:
    """`before`: the kinds of the questions in the versions that were published, by name; answers to them are known by that name."""
    problems: list[Problem] = []
    if len(design.items) > MOST_ITEMS:
        problems.append(
            Problem(f"Mẫu có {len(design.items)} dòng, nhiều nhất {MOST_ITEMS}. Hãy bớt câu hỏi.")
        )
        return problems
    if not design.asked:
        problems.append(Problem("Mẫu chưa có câu hỏi nào. Hãy thêm ít nhất một câu."))
    seen: dict[str, Item] = {}
    groups: list[int] = []
    for at, item in enumerate(design.items):
        if item.kind not in KINDS:
            known = ", ".join(kind for kind in KINDS)
            problems.append(Problem(f"Loại “{item.kind}” không dùng được. Chỉ dùng: {known}.", at, "type"))
            continue
        if item.kind == "end group":
            if not groups:
                problems.append(
                    Problem("“end group” không có nhóm nào đang mở. Hãy bỏ dòng này.", at, "type")
                )
            else:
                groups.pop()
            continue
        if item.kind == "begin group":
            groups.append(at)
            if len(groups) > MOST_DEPTH:
                problems.append(
                    Problem(f"Nhóm lồng quá {MOST_DEPTH} lớp. Hãy đưa nhóm này ra ngoài.", at, "type")
                )
        problems += _name_problems(item, at, seen, before or {})
        problems += _word_problems(item, at)
        problems += _choice_problems(item, at)
        problems += _condition_problems(item, at, seen)
        seen.setdefault(item.name, item)
    problems += [Problem("Nhóm này chưa đóng. Hãy thêm dòng “end group”.", at, "type") for at in groups]
    return problems


def _name_problems(item: Item, at: int, seen: Mapping[str, Item], before: Mapping[str, str]) -> list[Problem]:
    if not _NAME.fullmatch(item.name):
        return [
            Problem(
                f"Tên “{item.name}” không dùng được. Hãy đặt tên bằng chữ không dấu, số và dấu gạch dưới, ví dụ thoi_gian_hoc.",
                at,
                "name",
            )
        ]
    if item.name in seen:
        return [Problem(f"Tên “{item.name}” đã dùng ở câu trước. Hãy đặt tên khác.", at, "name")]
    problems = []
    if item.name in MEANINGS and item.kind not in MEANINGS[item.name][1]:
        meaning, kinds = MEANINGS[item.name]
        problems.append(
            Problem(
                f"Tên “{item.name}” dành cho {meaning}, loại phải là {' hoặc '.join(kinds)}. Hãy đổi loại hoặc đặt tên khác.",
                at,
                "type",
            )
        )
    if item.is_asked and before.get(item.name, item.kind) != item.kind:
        problems.append(
            Problem(
                f"Câu “{item.name}” ở bản đã ban hành là loại {before[item.name]}, đã có câu trả lời. "
                "Muốn đổi loại, hãy đặt tên khác cho câu mới.",
                at,
                "type",
            )
        )
    return problems


def _word_problems(item: Item, at: int) -> list[Problem]:
    problems = []
    if not item.label:
        problems.append(Problem("Chưa ghi lời câu hỏi.", at, "label"))
    for column in ("label", "hint", "constraint_message"):
        if len(getattr(item, column)) > MOST_TEXT:
            problems.append(Problem(f"Dài quá {MOST_TEXT} ký tự. Hãy viết gọn lại.", at, column))
    if item.required and not item.is_asked:
        problems.append(Problem("Lời dẫn và nhóm không bắt buộc trả lời được. Hãy bỏ ô này.", at, "required"))
    return problems


def _choice_problems(item: Item, at: int) -> list[Problem]:
    if item.kind not in CHOSEN:
        return []
    if not 2 <= len(item.choices) <= MOST_CHOICES:
        return [
            Problem(
                f"Câu này có {len(item.choices)} lựa chọn. Hãy ghi từ 2 đến {MOST_CHOICES} lựa chọn.",
                at,
                "type",
            )
        ]
    problems = []
    names: set[str] = set()
    for number, (name, label) in enumerate(item.choices):
        if not _CHOICE.fullmatch(name):
            problems.append(
                Problem(
                    f"Mã lựa chọn “{name}” không dùng được. Hãy dùng chữ không dấu, số, gạch ngang, gạch dưới.",
                    at,
                    "name",
                    number,
                )
            )
        elif name in names:
            problems.append(
                Problem(f"Mã lựa chọn “{name}” ghi hai lần. Hãy bỏ một dòng.", at, "name", number)
            )
        if not label or len(label) > MOST_TEXT:
            problems.append(
                Problem(
                    f"Lựa chọn “{name}” chưa có lời, hoặc dài quá {MOST_TEXT} ký tự.", at, "label", number
                )
            )
        names.add(name)
    return problems


def _condition_problems(item: Item, at: int, seen: Mapping[str, Item]) -> list[Problem]:
    problems = []
    for column in ("relevant", "constraint"):
        text = getattr(item, column)
        try:
            tree = expressions.read(text)
        except NotRead as wrong:
            problems.append(Problem(str(wrong), at, column))
            continue
        if column == "constraint" and tree is not None and not item.is_asked:
            problems.append(
                Problem("Lời dẫn và nhóm không có điều kiện của câu trả lời. Hãy bỏ ô này.", at, column)
            )
        if column == "relevant" and expressions.speaks_of_itself(tree):
            problems.append(
                Problem(
                    "Dấu “.” chỉ dùng trong constraint. Ở relevant hãy ghi tên câu hỏi, như ${tuoi}.",
                    at,
                    column,
                )
            )
        for name in sorted(expressions.names_in(tree)):
            if name not in seen or not seen[name].is_asked:
                problems.append(
                    Problem(
                        f"Không có câu hỏi “{name}” ở phía trên. Hãy đặt câu ấy lên trước hoặc sửa tên.",
                        at,
                        column,
                    )
                )
        for name, choice in sorted(expressions.choices_in(tree)):
            of = seen.get(name) if name else item
            if of is not None and of.is_asked and choice not in of.labels:
                problems.append(
                    Problem(
                        f"Câu “{of.name}” không có lựa chọn “{choice}”. Hãy ghi đúng mã lựa chọn.", at, column
                    )
                )
    return problems


def reasons_of(problems: Iterable[Problem], design: Design) -> list[Reason]:
    """For who made the form here: which question, not which cell."""
    found = []
    for one in problems:
        if one.item is None:
            found.append(Reason(one.text))
        else:
            item = design.items[one.item]
            found.append(
                Reason(f"Dòng {one.item + 1} ({item.name or KINDS.get(item.kind, item.kind)}): {one.text}")
            )
    return found


# ---------------------------------------------------------------- moving and dropping


def moved(design: Design, at: int, step: int) -> Design:
    """The item one place up (-1) or down (1); at an edge nothing changes."""
    to = at + step
    if not (0 <= at < len(design.items) and 0 <= to < len(design.items)):
        return design
    items = list(design.items)
    items[at], items[to] = items[to], items[at]
    return Design(tuple(items))


def dropped(design: Design, at: int) -> Design:
    """Without the item; of a group both its ends go, what stands in it stays."""
    items = list(design.items)
    if not 0 <= at < len(items):
        return design
    gone = {at}
    if items[at].kind in ("begin group", "end group") and (other := _other_end(items, at)) is not None:
        gone.add(other)
    return Design(tuple(item for number, item in enumerate(items) if number not in gone))


def _other_end(items: Sequence[Item], at: int) -> int | None:
    forward = items[at].kind == "begin group"
    depth = 0
    for number in range(at, len(items)) if forward else range(at, -1, -1):
        kind = items[number].kind
        depth += (kind == "begin group") - (kind == "end group")
        if depth == 0:
            return number
    return None
