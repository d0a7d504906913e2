"""What is to be done, by whom, with whom, until when: one entry per clause, clauses of one item held together by `block`."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from hoctap.intake.extraction import dates
from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.bodies import (
    VERBS,
    acts_at,
    bodies_at,
    is_body_heading,
    named_before_colon,
)
from hoctap.intake.extraction.markers import DASH, PLAIN
from hoctap.intake.extraction.sections import Kind, heading_kind, kind_of
from hoctap.intake.extraction.text import Text, fold, squeeze
from hoctap.intake.extraction.vocabulary import any_of

_SPLIT = re.compile(r"(?<=[a-z0-9)\"/])\s*(?:;\s+|\.\s+(?=\S)|\.\.\.,?\s+(?=[A-Z]))")
_TIME_WORDS = any_of("adverbs")
_ACTS = re.compile(rf"^\W*(?:{_TIME_WORDS}[\s,]+)*(?:{VERBS})")
_ACTIVITY = re.compile(rf"^\W*(?:nam \d{{4}},? |trong nam \d{{4}},? |tiep tuc )*{any_of('activities')}\b")
_LEAD_IN = re.compile(
    r"^\W*(?:can cu [^,;]{3,160}, |tren co so [^,;]{3,200}, |theo [^,;]{3,80}, |hang nam,? |hang thang,? |hang quy,? |"
    r"dinh ky [^,;]{0,40}, |trong nam \d{4},? |dong thoi,? )+"
)
_MONEY_SUBJECT = re.compile(rf"^\W*{any_of('money_subjects')}\b")


# "…; phối hợp: Hội Người cao tuổi": who, said behind a label at the end.
_LABEL = re.compile(
    r"\W*(?P<lead>(?:nguoi |don vi |bo phan )?(?:phu trach|chu tri|thuc hien)(?: chinh)?|trach nhiem)\s*:\s*|\W*(?P<with>(?:don vi )?phoi hop)\s*:\s*"
    r"|\W*(?:thoi gian|dia diem|thanh phan|kinh phi)\s*:\s*"
)
_PERSON = re.compile(
    r"(?:(?:đ/c|Đ/c|đồng chí|Đồng chí|ông|bà|Ông|Bà)\s+)((?:[A-ZĐÀ-Ỹ][\w’']*\s+){1,4}[A-ZĐÀ-Ỹ][\w’']*)(?:\s*[-–]\s*([^.;:,()]{3,60}))?"
)


def read_tasks(blocks: Sequence[Block], *, issuer: str | None, only_year: int | None) -> list[dict[str, Any]]:
    internal = _is_internal(blocks, issuer)
    goals = _goals_that_are_tasks(blocks)
    tasks: list[dict[str, Any]] = []
    for block in blocks:
        if block.cells is not None:
            if block.header:
                for task in _from_row(block, only_year=only_year):
                    if (
                        tasks
                        and all(
                            re.fullmatch(r"nt|nhu tren|//|\"", fold(name).strip(" ."))
                            for name in task["lead"]
                        )
                        and task["lead"]
                    ):
                        task["lead"] = list(tasks[-1]["lead"])
                    if not task["lead"] and tasks and _is_merged(block, tasks[-1]):
                        task["lead"], task["lead_role"] = list(tasks[-1]["lead"]), tasks[-1]["lead_role"]
                    tasks.append(task)
            continue
        if not _holds_tasks(block, goals):
            continue
        tasks.extend(_from_block(block, default=issuer if internal else None, only_year=only_year))
    for n, task in enumerate(tasks, start=1):
        task["id"] = f"T{n:02d}"
    return tasks


def _is_merged(block: Block, above: dict[str, Any]) -> bool:
    """Who does it stands in the first column, once for several rows: an empty cell there goes on with the one above."""
    assert block.header is not None
    return (
        bool(re.match(_COLUMNS[0][1], fold(block.header[0])))
        and above["section"] == block.section
        and bool(above["lead"])
    )


def _is_internal(blocks: Sequence[Block], issuer: str | None) -> bool:
    """The plan of a centre, school or association for itself: where no body is named, the issuer does it."""
    if not issuer or not re.match(
        r"(trung tam|truong|tram|thu vien|bao tang|nha van hoa|hoi )", fold(issuer)
    ):
        return False
    headed = sum(bool(block.is_numbered and bodies_at(block.text)) for block in blocks)
    return headed < 3


def _goals_that_are_tasks(blocks: Sequence[Block]) -> set[int]:
    """Aims without one figure that name activities ("mở các lớp …") are work to do, not targets."""
    out: set[int] = set()
    for block in blocks:
        if heading_kind(block) != Kind.TARGET or not block.children:
            continue
        leaves = [child for child in _under(block) if not child.children]
        if not leaves or any(re.search(r"\d\s*%", leaf.text.key) for leaf in leaves):
            continue
        if sum(bool(_ACTIVITY.match(leaf.text.key)) for leaf in leaves) >= 0.6 * len(leaves):
            out.update(id(leaf) for leaf in leaves)
    return out


def _under(block: Block) -> Iterator[Block]:
    for child in block.children:
        yield child
        yield from _under(child)


def _holds_tasks(block: Block, goals: set[int]) -> bool:
    if id(block) in goals:
        return True
    if block.annex:
        return False
    kind = kind_of(block)
    if kind in (Kind.PURPOSE, Kind.GOAL, Kind.TARGET, Kind.PAST, Kind.TIME, Kind.MANNER):
        return False
    key = block.text.key
    if len(key.split()) < 4:
        return False
    if block.children and not _has_own_work(block):
        return False
    if block.is_numbered and is_body_heading(block.text):
        return False
    if not block.children and block.rank <= 1:
        return False
    if kind == Kind.MONEY:
        return any(_is_work(clause.key, text=clause) for clause, _, _ in _clauses(block))
    if block.rank == PLAIN and block.parent is None:
        return False
    if block.rank == PLAIN and kind == Kind.OTHER and not _ACTS.match(key):
        return False
    if block.rank == PLAIN and key.rstrip().endswith(":") and len(key.split()) < 16:
        return False
    if (
        not block.children
        and block.is_numbered
        and heading_kind(block) in (Kind.TASK, Kind.BODIES)
        and len(key) < 90
        and not re.search(r"[;,]", key)
    ):
        return False
    return not re.match(r"\W*(ket qua(?: thuc hien)?|luu y|ghi chu|noi nhan)\b", key)


def _has_own_work(block: Block) -> bool:
    """A dash with items below is work itself if it says so at length; a numbered heading is not."""
    if block.is_numbered:
        if (
            all(child.rank == PLAIN for child in block.children)
            and re.search(r"[.;]\s*$", block.text.key)
            and len(block.text.key.split()) >= 10
        ):
            return bool(_ACTS.match(block.text.key) or bodies_at(block.text))
        body = bodies_at(block.text)
        return bool(
            body
            and len(block.text.key) - body.end > 60
            and _ACTS.match(block.text.key[body.end :])
            and not block.text.key.rstrip().endswith(":")
        )
    words = len(block.text.key.split())
    return words >= 15 or not block.text.key.rstrip().endswith(":")


def _clauses(block: Block) -> list[tuple[Text, int, int]]:
    """The clauses of an item: split at stops where what follows acts again."""
    text = block.text
    cuts = [0]
    for match in _SPLIT.finditer(text.key):
        after = text.key[match.end() :]
        before = text.key[: match.start()]
        if not after.strip() or before.count("(") > before.count(")") or _LABEL.match(after):
            continue
        begins_body = bodies_at(text, match.end())
        acting = _ACTS.match(after) or (begins_body and acts_at(text, begins_body.end))
        if acting and len(after.split()) >= 3:
            cuts.append(match.end())
    cuts.append(len(text.key))
    return [(text.part(start, end), start, end) for start, end in itertools.pairwise(cuts)]


def _is_work(key: str, *, text: Text) -> bool:
    stripped = _LEAD_IN.sub("", key)
    if _MONEY_SUBJECT.match(stripped):
        return False
    if _ACTS.match(stripped):
        return True
    found = bodies_at(text, len(key) - len(stripped))
    return bool(found and (_ACTS.match(key[found.end :]) or acts_at(text, found.end)))


def _from_block(block: Block, *, default: str | None, only_year: int | None) -> Iterator[dict[str, Any]]:
    heads, head_role = _leads_above(block)
    money = kind_of(block) == Kind.MONEY
    name = f"{block.section}@{block.first}"
    inherited: list[str] | None = None
    inherited_role = None
    labelled, helping = _labelled(block.text)
    month = _month_above(block, only_year)
    for clause, start, end in _clauses(block):
        # In "Kinh phí" what is no work says where the money comes from.
        if money and not _is_work(clause.key, text=clause) and not (inherited and _ACTS.match(clause.key)):
            continue
        own, own_role, said_from = _own_lead(clause, block, first=start == 0)
        if own:
            inherited, inherited_role = own, own_role
        leads = (
            own
            or inherited
            or labelled
            or _in_brackets(clause)
            or heads
            or _between(clause)
            or ([default] if default else [])
        )
        asked = (
            own_role
            or (inherited_role if inherited and not own else None)
            or (head_role if not own else None)
        )
        role = _role(clause.key[said_from:], asked, bool(leads))
        yield from _entries(
            block,
            clause,
            start,
            end,
            name=name,
            leads=leads,
            role=role,
            said_from=said_from,
            only_year=only_year,
            helping=helping,
            month=month,
        )


def _entries(
    block: Block,
    clause: Text,
    start: int,
    end: int,
    *,
    name: str,
    leads: list[str],
    role: str,
    said_from: int,
    only_year: int | None,
    helping: list[str],
    month: dates.Deadline | None,
) -> Iterator[dict[str, Any]]:
    """The task of a clause; one for each deadline where it names several ("trước ngày 10/6 và 25/11")."""
    recurs = dates.recurrence_match(clause.key)
    dues: list[dates.Deadline | None] = [*dates.deadlines(clause.key, only_year=only_year)]
    for due in dues or [month if not recurs else None]:
        task: dict[str, Any] = {
            "section": block.section,
            "block": name,
            "text": clause.said().strip(" ;.,-–+/"),
            "lead": leads,
            "lead_role": role,
            "coordinating": _coordinating(clause, said_from) or helping,
            "report_to": _report_to(clause, leads),
            "deadline": due.day if due else None,
            "recurrence": clause.said(recurs.start(), recurs.end()) if recurs else None,
            "lines": block.lines(start, end),
        }
        if due:
            task |= due.told()
        yield task


def _labelled(text: Text) -> tuple[list[str], list[str]]:
    """Who leads and who helps, where an item says it behind labels ("Phụ trách: …; phối hợp: …") or names a person for it."""
    leads: list[str] = []
    helping: list[str] = []
    for match in re.finditer(rf"(?:^|[.;(]\s*|\s)(?:{_LABEL.pattern})", text.key):
        kind = match.groupdict()
        if not (kind["lead"] or kind["with"]):
            continue
        end = re.compile(r"[;.)](?=\s|$)|$").search(text.key, match.end())
        said = text.said(match.end(), end.start() if end else None)
        person = _PERSON.match(said)
        names = [_person(person)] if person else _listed(said)
        (leads if kind["lead"] else helping).extend(names)
    if not leads:
        for match in _PERSON.finditer(text.raw):
            behind = fold(text.raw[match.end() : match.end() + 40])
            before = fold(text.raw[: match.start()])[-12:]
            if re.match(r"\W*(chiu trach nhiem|phu trach|chu tri|truc )", behind) or re.search(
                r"(giao|\()\s*$", before
            ):
                leads.append(_person(match))
    return leads, helping


def _person(match: re.Match[str]) -> str:
    """ "Nguyễn Văn A - Phó Giám đốc": the office ends where the sentence goes on."""
    office = re.split(rf"\s+(?={VERBS}|chiu trach nhiem|truc )", fold(match.group(2) or ""))[0]
    return squeeze(f"{match.group(1)} - {(match.group(2) or '')[: len(office)]}").strip(" -")


def _month_above(block: Block, only_year: int | None) -> dates.Deadline | None:
    """Of an item under "Tháng 3: …" in a plan of one year: that month's last day."""
    for ancestor in block.ancestors():
        if (
            only_year
            and (match := re.fullmatch(r"Tháng (\d{1,2})", ancestor.label))
            and 1 <= int(match.group(1)) <= 12
        ):
            return dates.Deadline(dates.month_end(only_year, int(match.group(1))), ancestor.label, "month")
    return None


def _leads_above(block: Block) -> tuple[list[str], str | None]:
    for ancestor in block.ancestors():
        if not ancestor.is_numbered and ancestor.rank != DASH:
            continue
        found = is_body_heading(ancestor.text)
        if found is None and ancestor.rank == DASH:
            continue
        if found is None:
            inline = bodies_at(ancestor.text)
            if inline and re.match(
                r"\s*[:;]?\s*$|\s*(?:co trach nhiem|chiu trach nhiem)", ancestor.text.key[inline.end :]
            ):
                found = inline
        if found:
            asked = re.match(r"\W*(de nghi|giao|yeu cau|kien nghi)\b", ancestor.text.key)
            return found.names, {
                "de nghi": "đề nghị",
                "giao": "giao",
                "yeu cau": "thực hiện",
                "kien nghi": "đề nghị",
            }.get(asked.group(1)) if asked else None
    return [], None


_ASKED = {"de nghi": "đề nghị", "kien nghi": "đề nghị", "yeu cau": None, "khuyen khich": "khuyến khích"}


def _own_lead(clause: Text, block: Block, *, first: bool) -> tuple[list[str], str | None, int]:
    """Bodies that the clause itself begins with, how they are asked, and where the act begins."""
    key = clause.key
    stripped = _LEAD_IN.sub("", key)
    offset = len(key) - len(stripped)
    asked = re.match(r"\W*(de nghi|giao cho|giao|yeu cau|kien nghi|phan cong|khuyen khich)\s+", stripped)
    if asked and asked.group(1) == "khuyen khich":
        if _leads_above(block)[0]:
            # Whom a body is to encourage does not lead.
            return [], None, offset
        offset += asked.end()
    found = (named_before_colon(clause, offset) if first else None) or bodies_at(clause, offset)
    if found is None and first and (colon := re.match(r"[^:.;]{4,70}:\s*", stripped)):
        # "Ngày hội đọc sách: Tổ Ngữ văn chủ trì …"
        found = bodies_at(clause, offset + colon.end())
    if found is None:
        return [], None, offset
    rest = key[found.end :]
    acts = (
        re.match(rf"\s*[:,-]?\s*(?:{_TIME_WORDS}[\s,]+)*(?:{VERBS})", rest)
        or re.match(r"\s*(?:\([^)]*\))?\s*:\s*\S", rest)
        or acts_at(clause, found.end)
    )
    if not acts and not (asked and first):
        return [], None, offset
    role = None
    if asked:
        role = _ASKED.get(asked.group(1), "giao")
    return found.names, role, found.end


def _in_brackets(clause: Text) -> list[str]:
    """ "… (Văn phòng Hội thực hiện)": who does it, said at the end."""
    out: list[str] = []
    for bracket in re.finditer(r"\(([^()]{6,160})\)", clause.key):
        at = bracket.start(1)
        while (found := bodies_at(clause, at)) and found.end < bracket.end(1) and acts_at(clause, found.end):
            out.extend(name for name in found.names if name not in out)
            stop = re.compile(r"[,;]\s*").search(clause.key, found.end, bracket.end(1))
            if stop is None:
                break
            at = stop.end()
    return out


def _between(clause: Text) -> list[str]:
    """ "Tăng cường phối hợp giữa ngành …, ngành …": those who work together."""
    match = re.match(r"\W*(?:tang cuong )?(?:cong tac )?phoi hop (?:chat che )?g[a-z]{2,4}\s", clause.key)
    found = bodies_at(clause, match.end()) if match else None
    return found.names if found and len(found.names) > 1 else []


def _role(key: str, asked: str | None, has_lead: bool) -> str:
    acts = re.sub(rf"^\W*(?:{_TIME_WORDS}[\s,]+)*", "", key)
    acts = re.sub(r"^\W*(co trach nhiem|chiu trach nhiem|can|phai|se)\s+", "", acts)
    if asked in ("đề nghị", "khuyến khích"):
        return asked
    if re.match(r"\W*(chu tri|la co quan (thuong truc|chu tri)|lam dau moi|dau moi)", acts):
        return "chủ trì"
    if asked:
        return asked
    if re.match(r"\W*(tang cuong )?(phoi hop|phoi ket hop|ket hop)", acts):
        return "phối hợp"
    if not has_lead:
        return "không nêu"
    if re.match(r"\W*tham muu", acts):
        return "tham mưu"
    return "thực hiện"


def _coordinating(clause: Text, said_from: int) -> list[str]:
    out: list[str] = []
    for match in re.finditer(
        r"\b(?:phoi hop|phoi ket hop|ket hop|lien ket|phoi hop (?:chat che))\s+(?:chat che\s+|tot\s+)?(?:cung\s+)?(?:voi|v[a-z]{1,2}|giua)?\s*",
        clause.key,
    ):
        if match.start() < 0:
            continue
        found = bodies_at(clause, match.end())
        if found:
            out.extend(name for name in found.names if name not in out)
    for match in re.finditer(r"\b(?:huong dan|chi dao|ho tro|lien he voi)\s+", clause.key[said_from:]):
        found = bodies_at(clause, said_from + match.end())
        if found:
            out.extend(name for name in found.names if name not in out and not name.startswith("những"))
    return out


def _report_to(clause: Text, leads: Sequence[str]) -> list[str]:
    out: list[str] = []
    for match in re.finditer(r"\b(bao cao|gui|trinh|tham muu(?: cho| giup)?|nop)\b", clause.key):
        near = match.end()
        window = clause.key[near : near + 90]
        spots = [near] + [near + m.end() for m in re.finditer(r"\b(?:ve|cho|len|den|gui|v[eé])\s+", window)]
        for spot in spots:
            pad = re.match(r"\s*", clause.key[spot:])
            at = spot + (pad.end() if pad else 0)
            if re.search(r"[.;]", clause.key[near:at]):
                break
            found = bodies_at(clause, at)
            if found and not re.match(r"(to chuc|can bo|doanh nghiep)", fold(found.names[0])):
                out.extend(name for name in found.names if name not in out and name not in leads)
                break
    return out


_COLUMNS = (
    (
        "lead",
        r".*chu tri|don vi thuc hien|co quan thuc hien|don vi (duoc )?phan cong|phu trach|nguoi thuc hien|trach nhiem",
    ),
    ("coordinating", r".*phoi hop"),
    ("deadline", r"ngay$|thoi (gian|han)|tien do|han hoan|hoan thanh|thoi diem|thang thuc hien"),
    ("product", r".*san pham|ket qua"),
    ("text", r".*(noi dung|nhiem vu|cong viec|hoat dong|ten)"),
    ("note", r"ghi chu"),
)


def _from_row(block: Block, *, only_year: int | None) -> Iterator[dict[str, Any]]:
    """A row of a task table."""
    assert block.cells is not None
    assert block.header is not None
    where: dict[str, int] = {}
    for i, head in enumerate(block.header):
        key = fold(head)
        for name, pattern in _COLUMNS:
            if name not in where and re.match(pattern, key):
                where[name] = i
                break
    if "text" not in where or not ({"lead", "deadline", "coordinating"} & set(where)):
        return
    cells = block.cells

    def cell(name: str) -> str:
        i = where.get(name)
        return cells[i].strip() if i is not None and i < len(cells) else ""

    words = cell("text")
    filled = [c for i, c in enumerate(cells) if c.strip() and i not in (where["text"], 0)]
    if len(words.split()) < 2 or (not filled and not re.match(r"\d|-", cells[0].strip())):
        return
    if not filled:
        return
    due, recurs = dates.cell_deadline(fold(squeeze(cell("deadline"))), only_year=only_year)
    task: dict[str, Any] = {
        "section": block.section,
        "block": f"{block.section}@{block.first}",
        "text": words,
        "lead": _listed(cell("lead")),
        "lead_role": "chủ trì" if cell("lead") else "không nêu",
        "coordinating": _listed(cell("coordinating")),
        "report_to": [],
        "deadline": due.day if due else None,
        "recurrence": cell("deadline") if recurs else None,
        "lines": [block.first, block.last],
    }
    if due:
        task |= due.told() | {"deadline_text": cell("deadline")}
    if cell("product"):
        task["product"] = cell("product")
    yield task


def _listed(cell: str) -> list[str]:
    """Bodies of a cell: separated by semicolons, or as running text names them."""
    out: list[str] = []
    for piece in re.split(r"\s*;\s*|\s*\n\s*", cell):
        piece = piece.strip(" .-")
        if not piece:
            continue
        piece = re.sub(r"\.\s+(?=[a-zđ])", ", ", piece)
        found = bodies_at(Text.of(piece))
        names = found.names if found and found.end >= len(piece) - 2 else [piece]
        out.extend(name for name in names if name not in out)
    return out
