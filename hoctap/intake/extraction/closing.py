"""How a plan ends: who hears of difficulties, who receives it, who signed it in which capacity."""

import re
from collections.abc import Sequence
from typing import Any

from hoctap.intake.extraction.bodies import bodies_at
from hoctap.intake.extraction.outline import Outline
from hoctap.intake.extraction.rows import Row
from hoctap.intake.extraction.text import Text, fold, squeeze

_TROUBLE = re.compile(r"kho khan|kh[oeé] khin|vuong m[a-z]{1,3}c|vu[a-z]{1,2}ng m|phat sinh")
_TELLS = re.compile(
    r"phan anh|bao cao|bao ve|cung cap(?: thong tin)?|thong tin|lien he|trao doi|gui|de xuat|kien nghi"
)
_THROUGH = re.compile(r"\(\s*(?:th[a-z]{1,3}g qua|qua)\s+")
_TO = re.compile(r"\b(?:ve|v[eé]|voi|cho|den|qua|thong qua)\s+")


def read_escalation(doc: Outline) -> dict[str, Any] | None:
    for block in [*doc.closing, *doc.blocks]:
        text = block.text
        key = text.key
        closes = block in doc.closing
        if not _TROUBLE.search(key) or not (closes or re.search(r"\b(neu|qua trinh|khi)\b", key)):
            continue
        start = _TROUBLE.search(key).start()  # type: ignore[union-attr]
        tells = _TELLS.search(key, start)
        if not tells:
            continue
        sentence_from = max(key.rfind(". ", 0, start) + 1, 0)
        sentence_to = min(
            [at for at in (key.find(". ", tells.end()), key.find("./", tells.end())) if at >= 0],
            default=len(key),
        )
        focal, decided, partners = _whom(text, tells.end(), sentence_to)
        if not focal:
            continue
        condition = re.search(r"vuot (?:qua )?tham quyen", key)
        sender = re.search(
            r"\b(cac (?:co quan|don vi|dia phuong|phong)[^.;:]{0,60}?)\s+(?:phan anh|kip thoi|bao cao|lien he|chu dong)",
            key,
        )
        out: dict[str, Any] = {
            "text": text.said(sentence_from, sentence_to),
            "from_": [text.said(sender.start(1), sender.end(1))] if sender else [],
            "focal_point": focal,
            "decided_by": decided,
            "condition": text.said(condition.start(), condition.end()) if condition else None,
            "lines": block.lines(sentence_from, sentence_to),
        }
        if partners:
            out["with_"] = partners
        return out
    return None


def _whom(text: Text, at: int, end: int) -> tuple[str | None, str | None, list[str]]:
    key = text.key
    through = _THROUGH.search(key, at, end)
    first = None
    for match in _TO.finditer(key, at, end):
        found = bodies_at(text, match.end())
        if found:
            first = found
            break
    if first is None:
        first = bodies_at(text, at)
    if first is None and (person := re.compile(r"[^.;:]{3,60}? - ").match(key, at, end)):
        # "liên hệ đ/c … - công chức Văn hóa - Xã hội"
        first = bodies_at(text, person.end())
    partners: list[str] = []
    for match in re.finditer(r"phoi hop (?:voi|v[a-z]{1,2})\s+", key[at:end]):
        found = bodies_at(text, at + match.end())
        if found:
            partners.extend(found.names)
    decided = None
    for match in re.finditer(r"\b(?:bao cao|trinh|tham muu|de xuat|tham muu cho)\s+", key[at:end]):
        found = bodies_at(text, at + match.end())
        if found and (first is None or found.names[0] != first.names[0]):
            decided = found.names[0]
    if through and (inner := bodies_at(text, through.end())):
        name = inner.names[0].split(")")[0].strip()
        return name, first.names[0].split("(")[0].strip() if first else None, partners
    if first:
        name = re.sub(r"\s*\((?:đ/c|đồng chí)[^()]*\)\s*$", "", first.names[0])
        bracket = re.search(r"\(([^()]{4,80})\)\s*$", name)
        if bracket and (held := bodies_at(Text.of(bracket.group(1)))):
            return held.names[0], name[: bracket.start()].strip(), partners
        inside = re.search(r"\(\s*(?:th[a-z]{1,3}g qua|qua)\s+(.*?)\)?\s*$", fold(name))
        if inside:
            return name[inside.start(1) : inside.end(1)], name[: inside.start()].strip(), partners
        return name, decided, partners
    return None, None, partners


_HEAD = re.compile(r"^\W*n[o0]i?\s?n\w{0,3}n\w?\s*[:.]?|^\W*noi\s?nh\w+\s*[:.]?")
_CAPACITY = re.compile(r"\b(?:tm|kt|tl|tuq|t/m|k/t)\s?[.,]\s?|\bq\s?\.\s?")
_RANKS = (
    "pho chu tich",
    "chu tich",
    "pho giam doc",
    "giam doc",
    "pho truong phong",
    "truong phong",
    "pho hieu truong",
    "hieu truong",
    "pho truong ban",
    "truong ban",
    "pho chanh van phong",
    "chanh van phong",
    "pho bi thu",
    "bi thu",
    "cuc truong",
    "chi cuc truong",
    "bo truong",
    "thu truong",
    "chu nhiem",
    "quyen giam doc",
    "truong khoa",
    "tram truong",
    "vien truong",
    "tong giam doc",
    "chanh thanh tra",
)
_RANK_NAMES = {
    "pho chu tich": "Phó Chủ tịch",
    "chu tich": "Chủ tịch",
    "pho giam doc": "Phó Giám đốc",
    "giam doc": "Giám đốc",
    "pho truong phong": "Phó Trưởng phòng",
    "truong phong": "Trưởng phòng",
    "pho hieu truong": "Phó Hiệu trưởng",
    "hieu truong": "Hiệu trưởng",
    "pho truong ban": "Phó Trưởng ban",
    "truong ban": "Trưởng ban",
    "pho chanh van phong": "Phó Chánh Văn phòng",
    "chanh van phong": "Chánh Văn phòng",
    "pho bi thu": "Phó Bí thư",
    "bi thu": "Bí thư",
    "cuc truong": "Cục trưởng",
    "chi cuc truong": "Chi cục trưởng",
    "bo truong": "Bộ trưởng",
    "thu truong": "Thứ trưởng",
    "chu nhiem": "Chủ nhiệm",
    "quyen giam doc": "Quyền Giám đốc",
    "truong khoa": "Trưởng khoa",
    "tram truong": "Trạm trưởng",
    "vien truong": "Viện trưởng",
    "tong giam doc": "Tổng Giám đốc",
    "chanh thanh tra": "Chánh Thanh tra",
}
_FORMS = {"tm": "TM.", "kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."}
_WHOLE_RANK = re.compile(
    rf"(?:^|[\s|)(;:,]){{1}}((?:q\s?\.\s?|quyen )?(?:{'|'.join(_RANKS)}))(?=\W*$|\s{{2,}}|\s*\|)"
)


def split_tail(doc: Outline) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The tail's rows as left (recipients) and right (signature) pieces with their lines."""
    left: list[tuple[int, str]] = []
    right: list[tuple[int, str]] = []
    begins = [row.raw for row in doc.tail if re.match(r"\s*[-–+]\s?\S", row.raw)]
    for row in doc.tail:
        if row.cells:
            first, *rest = row.cells
            left.append((row.number, first))
            right.extend((row.number, cell) for cell in rest if cell)
            continue
        for piece, is_right in _columns(row, bool(begins)):
            (right if is_right else left).append((row.number, piece))
    return left, right


def _columns(row: Row, has_dashes: bool) -> list[tuple[str, bool]]:
    raw = row.raw.rstrip()
    parts = re.split(r"\s{3,}", raw.strip())
    if len(parts) > 1:
        return [
            (parts[0], _signs(parts[0]) and not parts[0].startswith("-")),
            *[(part, True) for part in parts[1:]],
        ]
    if row.indent > 30 and not re.match(r"\s*[-–+]", raw):
        return [(raw.strip(), True)]
    text = raw.strip()
    key = fold(text)
    # One row of text, two columns: the signature's words begin in the middle.
    for match in re.finditer(
        rf"\b(?:tm|kt|tl|tuq)\s?[.,]\s?\w|\b(?:{'|'.join(_RANKS)})\W*$|\bp\s?h[o0]\s+chu\b|\)\s*chu\b", key
    ):
        at = match.start()
        if at == 0:
            return [(text, True)]
        before, after = text[:at].strip(), text[at:].strip()
        ends = re.search(r"[;:,.]\W*$", before) or before.endswith((";", ":", "."))
        if (ends and (_upper(after[:12]))) or (_upper(after) and re.match(r"[-–+]", text)):
            return [(before, False), (after, True)]
    if _signs(text):
        return [(text, True)]
    return [(text, False)]


def _signs(text: str) -> bool:
    key = fold(text)
    return _upper(text) and bool(
        _CAPACITY.match(key) or _WHOLE_RANK.search(key) or re.match(r"uy ban|pho ", key)
    )


def _upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def read_recipients(doc: Outline) -> list[dict[str, Any]]:
    left, _ = split_tail(doc)
    items: list[tuple[int, str]] = []
    last = 0
    for number, piece in left:
        text = squeeze(piece).strip(" |*_")
        key = fold(text)
        if match := _HEAD.match(key):
            text = text[match.end() :].strip(" :*_")
            if not text:
                continue
            key = fold(text)
        if not text or re.match(r"(ban dien tu|ban giay|nhu tren)\s*:$", key):
            continue
        if re.match(r"^[-–~−+*•]", text) or re.match(r"luu\s*:", key):
            items.append((number, re.sub(r"^[-–~−+*•]+\s*", "", text)))
        elif (
            items
            and number - last <= 1
            and not re.match(r"luu\b", fold(items[-1][1]))
            and not re.search(r"[;.]\W{0,3}$", items[-1][1])
            and not _looks_like_name(text)
            and not _upper(text)
        ):
            items[-1] = (items[-1][0], f"{items[-1][1]} {text}")
        elif (
            not items
            and not _upper(text)
            and not _looks_like_name(text)
            and len(text) > 5
            and any(_HEAD.match(fold(squeeze(p))) for _, p in left)
        ):
            items.append((number, text))
        last = number
    out: list[dict[str, Any]] = []
    for number, item in items:
        for piece in re.split(r";\s+(?=[-–]?\s*[A-ZĐ]\w*[\w\s,&:.]{4,})", item):
            entry = _recipient(number, piece)
            if entry:
                out.append(entry)
    return out


def _recipient(number: int, item: str) -> dict[str, Any] | None:
    text = re.split(r"[;]", item)[0] if ";" in item else item
    text = re.sub(r"\s+\W{1,4}\s*\w?\W*$", "", text) if re.search(r"[^\w\s)\]\"”.;,&]", text[-3:]) else text
    text = text.strip(" ;.,|_‘’'\"-–")
    if len(re.sub(r"[\W\d_]", "", text)) < 2:
        return None
    purpose = None
    match = re.search(
        r"\(\s*(?:de\s+)?(b/?c|bao cao|phoi hop|thuc hien|p/?h|t/?h|biet|de biet|chi dao|theo doi)\s*\)",
        fold(text),
    )
    if match:
        purpose = text[match.start() + 1 : match.end() - 1].strip()
        text = text[: match.start()].strip()
    if re.match(r"luu\b", fold(text)):
        purpose = "lưu"
    return {"text": squeeze(text), "expanded": None, "purpose": purpose, "line": number}


def _looks_like_name(text: str) -> bool:
    words = text.strip(" |.*").split()
    if not 2 <= len(words) <= 5:
        return False
    if re.search(r"\d", text) or any(
        not word[0].isupper()
        or (len(word) > 1 and word[1:].isupper())
        or not re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)?", word)
        for word in words
    ):
        return False
    key = fold(text)
    return not re.match(r"(uy ban|so |phong |hoi |luu|noi nhan|ban |cac |van phong|bo |truong )", key)


def read_signer(doc: Outline) -> dict[str, Any] | None:
    left, right = split_tail(doc)
    ranks: list[tuple[int, str]] = []
    behalf: list[tuple[int, str]] = []
    rows = sorted([*left, *right], key=lambda item: item[0])
    # "DUYỆT CỦA UBND XÃ" below: who approves did not sign the plan.
    approved = next(
        (
            n
            for n, piece in rows
            if re.match(r"\W*(duyet|phe duyet|xac nhan)\b", fold(piece)) and _upper(piece)
        ),
        None,
    )
    rows = [item for item in rows if approved is None or item[0] < approved]
    for number, piece in rows:
        text = squeeze(piece).strip(" |*_:")
        key = fold(text)
        if _HEAD.match(key):
            key = key[_HEAD.match(key).end() :].strip()  # type: ignore[union-attr]
            text = text[len(text) - len(key) :]
        if re.match(r"[-–+]\s?\w", text) and not _upper(text):
            continue
        capacity = _CAPACITY.match(key)
        if capacity and _upper(text):
            form = re.sub(r"[^a-z]", "", capacity.group(0))
            behalf.append(
                (number, f"{_FORMS.get(form, form.upper() + '.')} {_title(text[capacity.end() :])}")
            )
            continue
        match = _WHOLE_RANK.search(" " + key) if _upper(text) or len(text.split()) <= 4 else None
        if match and not re.match(r"\s*[-–]", text):
            ranks.append(
                (
                    number,
                    _RANK_NAMES.get(
                        re.sub(r"^(q\s?\.\s?|quyen )", "", match.group(1)), _title(match.group(1))
                    ),
                )
            )
        elif _upper(text) and re.search(r"\bp ?h?o? ?ch?u? t\w{0,3}ch\b|\bpho ch", key):
            ranks.append((number, "Phó Chủ tịch"))
    name = _name(rows, after=max([n for n, _ in [*ranks, *behalf]], default=0))
    title = ranks[-1][1] if ranks else None
    if title is None and behalf:
        # "TM. BAN GIÁM ĐỐC" without a rank of its own.
        title = None
    if not name and not title:
        return None
    numbers = [n for n, _ in [*ranks, *behalf]] + ([name[0]] if name else [])
    return {
        "name": name[1] if name else None,
        "name_uncertain": doc.mended,
        "title": title,
        "on_behalf": "; ".join(words for _, words in behalf) or None,
        "lines": [min(numbers), max(numbers)],
    }


def _title(text: str) -> str:
    words = squeeze(text).strip(" .,;|").lower().split()
    out = " ".join(words)
    return re.sub(r"^(\w)", lambda m: m.group(1).upper(), out)


def _name(rows: Sequence[tuple[int, str]], *, after: int) -> tuple[int, str] | None:
    """The last words that look like a person's name; below the capacity where there is one."""
    found: list[tuple[int, str]] = []
    before = (0, "")
    for number, piece in rows:
        text = re.sub(r"^[|\W]+", "", squeeze(piece)).strip(" |.*_")
        if (
            before[1]
            and number - before[0] <= 1
            and re.fullmatch(r"[^\W\d_]+", before[1])
            and before[1].istitle()
        ):
            text = f"{before[1]} {text}"
        before = (number, text)
        text = re.sub(r"^(ThS|TS|GS|PGS|BS|KS|CN|NGƯT|NGND)\.?\s+", "", text)
        if _looks_like_name(text):
            found.append((number, text))
    below = [item for item in found if item[0] >= after]
    return (below or found)[-1] if (below or found) else None
