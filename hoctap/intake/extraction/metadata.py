"""What stands around the plan itself: kind, issuer, number, place and day, title, period, the papers it rests on."""

import datetime as dt
import re
from typing import Any

from hoctap.intake.extraction import dates
from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.bodies import bodies_at
from hoctap.intake.extraction.citations import read_bases, write_symbol
from hoctap.intake.extraction.outline import Outline, kind_words
from hoctap.intake.extraction.rows import Row
from hoctap.intake.extraction.text import Text, fold, squeeze

_NUMBER_ROW = re.compile(
    r"(?:^|\s|\W)(?:so|sb|s0|s6|se|\$6|\$o)\s*[:.;]?\s*(\d[\d\s]{0,6}|[.…_\s]*)\s*/\s*([a-z][a-z&.\s-]*[a-z])"
)
# A number written by hand that nobody could read: the symbol still stands.
# The style of party bodies and associations: "03-KH/HKH".
_DASHED_NUMBER = re.compile(r"(?:^|\s|\W)so\s*[:.]?\s*(\d{1,5})\s*-\s*([a-z]{2,6}\s?/\s?[a-z][a-z.&-]*)")
_UNREAD_NUMBER = re.compile(r"^\W*s[o06bé]\s*[:.;]?\s*(.{0,10}?)\s*/\s*([a-z]{2,5}\s?-\s?[a-z][a-z&.]*[a-z])")
_LOOSE_NUMBER = re.compile(r"(?:^|\s)(?:so)\s+(\d{1,5})\s*/\s*([a-z][a-z&.-]*[a-z])")
_PLACE_DAY = re.compile(
    r"((?:(?:quan|phuong) \d{1,2}|[^,|;:\d]{2,40}?))\s*,?\s*ng(?:ay\s*(\d{1,2})?[.…_\s]*|[^\d,]{0,5}\d?)"
    r"\s*thang\s*(\d{1,2})?[.…_\s]*\s*n[a-z]{1,3}\s*((?:19|20)\d\d)?"
)
_SHORT_PLACE_DAY = re.compile(
    r"((?:(?:quan|phuong) \d{1,2}|[^,|;:\d]{2,40}?))\s*,\s*ngay\s*(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?((?:19|20)\d\d)"
)
_MOTTO = re.compile(
    r"\bco?n?g? ?ho[ao]\w* x[a-z]? h[a-z]{1,2}i?\b|\bcong hoa\b|\bdoc lap\b|\bd[oc]c l\w{1,2}p\b|\bd[oe]c [l1]ap\b|\btu do -|\bhanh phu?c"
)


def read_metadata(doc: Outline, title: Text) -> dict[str, Any]:
    number, symbol = _number(doc)
    place, day, partial, day_said = _place_and_day(doc)
    kind = (kind_words(doc.kind.key) if doc.kind else None) or None
    issuer, parent = _issuer(doc, place)
    bases, superior = read_bases(doc, number, symbol)
    found = _period(doc, title)
    data: dict[str, Any] = {
        "doc_type": kind,
        "issuer": issuer,
        "issuer_parent": parent,
        "issuer_level": _level(issuer),
        "number": number,
        "symbol": symbol,
        "place": place,
        "date": day,
        "date_text": day_said,
        "title": _title_words(title) or None,
        "title_lines": [doc.title[0].number, doc.title[-1].number] if doc.title else None,
        "period": found,
        "superior_document": superior,
        "legal_bases": bases,
    }
    if partial:
        data["date_partial"] = partial
    return data


def title_text(doc: Outline) -> Text:
    return Text.of(squeeze(" ".join(row.text for row in doc.title)), mended=doc.mended)


def _title_words(title: Text) -> str:
    return title.raw.strip(" .:;|")


def _number(doc: Outline) -> tuple[str | None, str | None]:
    rows = doc.head or doc.title[:0]
    for row in rows:
        for piece in _pieces(row):
            key = fold(piece)
            match = _NUMBER_ROW.search(key) or _DASHED_NUMBER.search(key) or _LOOSE_NUMBER.search(key)
            unread = None if match else _UNREAD_NUMBER.match(key)
            match = match or unread
            if match is None:
                continue
            digits = "" if unread else re.sub(r"\D", "", match.group(1))
            raw = piece[match.start(2) : match.end(2)] if len(piece) == len(key) else match.group(2)
            raw = re.split(r"\s{2,}|\s(?=[A-ZĐ][a-zà-ỹ]+)", raw.strip())[0]
            symbol = write_symbol(re.sub(r"\s*-\s*", "-", raw).strip(" .-"))
            return digits or None, symbol or None
    return None, None


def _pieces(row: Row) -> list[str]:
    return list(row.cells) if row.cells else [row.raw.strip()]


def _place_and_day(doc: Outline) -> tuple[str | None, str | None, str | None, str | None]:
    for row in [*doc.head, *doc.preamble[:1]]:
        if row in doc.preamble and not re.match(r".{0,30},\s*ngay", row.key):
            continue
        for piece in _pieces(row):
            key = fold(squeeze(piece))
            raw = squeeze(piece)
            match = _SHORT_PLACE_DAY.search(key) or _PLACE_DAY.search(key)
            if not match or not (match.group(4) or match.group(3)):
                continue
            place = _place(raw[match.start(1) : match.end(1)] if len(raw) == len(key) else match.group(1))
            day, month, year = match.group(2), match.group(3), match.group(4)
            said = squeeze(raw[key.index("ng", match.end(1)) : match.end()])
            if day and month and year:
                try:
                    return place, dt.date(int(year), int(month), int(day)).isoformat(), None, said
                except ValueError:
                    return place, None, None, said
            partial = f"{year}-{int(month):02d}" if year and month and 1 <= int(month) <= 12 else year
            return place, None, partial, said
    return None, None, None, None


def _place(raw: str) -> str | None:
    """The place before ", ngày": what stands left of it in the same row (number, symbol) is not part of it."""
    raw = re.sub(r"^.*/\s*[\w&.\s-]*?[A-ZĐ]{2,}\S*\s+", "", raw).strip(" ,.-*_|")
    raw = re.split(r"\s{3,}", raw)[-1]
    words = raw.split()
    kept: list[str] = []
    for i, word in reversed(list(enumerate(words))):
        if word.isdigit() and i and fold(words[i - 1]) in ("quan", "phuong"):
            kept.append(word)
            continue
        if (
            not word[0].isupper()
            or (word.isupper() and len(word) > 3)
            or re.search(r"[\d/]", word)
            or ("-" in word and word.upper() == word)
        ):
            break
        kept.append(word)
    out = " ".join(reversed(kept))
    out = re.sub(r"^(Số|So|Sở)\s*", "", out)
    return out or None


def _issuer(doc: Outline, place: str | None) -> tuple[str | None, str | None]:
    """Who issues the document, and the body above it that the letterhead names first."""
    names = _letterhead(doc)
    if names:
        own, parent = names[-1], names[0] if len(names) > 1 else None
        if parent and parent == own:
            parent = None
        own_key = fold(own)
        if parent and not _names_a_place(own_key):
            unit = _unit_of(parent)
            if unit and unit not in own:
                own = f"{own} {unit}"
        return own, parent
    return _issuer_in_text(doc, place), None


def _letterhead(doc: Outline) -> list[str]:
    """Left column of the head: bodies from the upper to the issuing one, each in its usual capitals."""
    lines: list[str] = []
    for row in doc.head:
        for piece in _left(row):
            text = _without_motto(piece)
            key = fold(text)
            if (
                not text
                or _NUMBER_ROW.search(" " + key)
                or _UNREAD_NUMBER.match(key)
                or "/" in key
                or (_PLACE_DAY.search(key) and "ngay" in key)
                or re.search(r"\bngay\b.*\bthang\b", key)
            ):
                continue
            if re.match(r"\W*(doc lap|tu do|hanh phuc|cong hoa|du thao|\(?ban hanh|phu luc|dien tich)", key):
                continue
            if len(re.sub(r"[\W\d_]", "", text)) < 3:
                continue
            lines.append(text)
    names: list[str] = []
    for line in lines:
        key = Text.of(line, mended=doc.mended).key.strip()
        letters = sum(char.isupper() for char in line if char.isalpha())
        if not letters or letters < 0.5 * sum(char.isalpha() for char in line):
            continue
        begins = re.match(
            r"\W*(uy ban|ubnd|so\b|phong|hoi\b|trung tam|truong|bo\b|ban\b|huyen uy|tinh uy|thanh uy|dang uy|hoi dong|doan|van phong|thu vien|"
            r"thanh pho hoi|tinh hoi|mat tran|lien doan|cong an|chinh phu|thu tuong|hoi khuyen)",
            key,
        )
        if names and (not begins or _continues(names[-1], key)):
            names[-1] = f"{names[-1]} {_usual(line)}"
        elif (begins or not names) and begins:
            names.append(_usual(line))
    return [squeeze(name) for name in names]


def _continues(name: str, key: str) -> bool:
    """ "ỦY BAN NHÂN DÂN" alone waits for its place; "TRUNG TÂM" for what it is."""
    return fold(name) in ("trung tam", "hoi", "truong", "phong") and not re.match(r"(uy ban|ubnd|so )", key)


def _left(row: Row) -> list[str]:
    if row.cells:
        return list(row.cells[:1])
    parts = re.split(r"\s{3,}", row.raw.strip())
    return parts[:1] if len(parts) > 1 else [row.raw.strip()]


def _without_motto(text: str) -> str:
    match = _MOTTO.search(fold(text))
    return squeeze(text[: match.start()] if match else text).strip(" |*_-–")


_DEPARTMENTS = ("so", "phong", "bo")
_NAMED_UNIT = re.compile(r"\b(tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\s+")


def _usual(line: str) -> str:
    """Capitals of a letterhead as running text writes them: "ỦY BAN NHÂN DÂN HUYỆN THÁP MƯỜI" → "Ủy ban nhân dân huyện Tháp Mười"."""
    text = squeeze(line)
    if not text.isupper():
        return text
    words = text.split()
    keys = [fold(word) for word in words]
    joined = " ".join(keys)
    unit = _last_unit(joined)
    out: list[str] = []
    for i, (word, key) in enumerate(zip(words, keys, strict=True)):
        start = sum(len(k) + 1 for k in keys[:i])
        if key in ("ubnd", "hdnd", "mttq", "thpt", "thcs", "tthtcd"):
            out.append(word)
        elif unit is not None and start >= unit[1]:
            out.append(word.capitalize())
        elif unit is not None and unit[0] <= start < unit[1]:
            out.append(word.lower())
        elif (
            i == 0
            or (
                keys[0] in _DEPARTMENTS
                and (i == 1 or words[i - 1].endswith((",", "-")) or keys[i - 1] in ("va", "-"))
            )
            or (keys[0] == "hoi" and i == 1)
        ):
            out.append(word.capitalize())
        else:
            out.append(word.lower())
    return " ".join(out)


def _last_unit(key: str) -> tuple[int, int] | None:
    """Where the kind of place begins and where its name does; None where none is named."""
    found = None
    for match in _NAMED_UNIT.finditer(key):
        if match.end() < len(key) and not re.match(r"(hoi|nghe|doan)\b", key[match.end() :]):
            found = (match.start(), match.end())
    return found


def _names_a_place(key: str) -> bool:
    return _last_unit(key + " ") is not None and _last_unit(key) is not None


def _unit_of(name: str) -> str | None:
    span = _last_unit(fold(name))
    return name[span[0] :] if span else None


def _level(issuer: str | None) -> str | None:
    if not issuer:
        return None
    key = fold(issuer)
    for words, level in (
        ("phuong", "phường"),
        ("thi tran", "thị trấn"),
        ("thi xa", "thị xã"),
        ("huyen", "huyện"),
        ("quan", "quận"),
        ("tinh", "tỉnh"),
        ("thanh pho", "thành phố"),
        ("xa", "xã"),
    ):
        if re.search(rf"\b{words}\b(?! hoi)", key):
            return level
    return None


_MAKES = re.compile(
    r"\b(xay dung|ban hanh|lap|trien khai)\s+(?:va\s+)?(?:ban hanh\s+)?(?:noi dung\s+)?ke hoach"
)


def _issuer_in_text(doc: Outline, place: str | None) -> str | None:
    """ "… Ủy ban nhân dân Huyện xây dựng kế hoạch …" in the sentence that leads in."""
    text = Text.of(squeeze(" ".join(row.text for row in doc.preamble)), mended=doc.mended)
    for match in _MAKES.finditer(text.key):
        before = text.key[: match.start()]
        heads = list(
            re.finditer(
                r"(?:^|[,;.:]\s*|\s)((?:uy\s+ban|ubnd|so|phong|hoi|trung\s+tam|truong|ban)\b)", before
            )
        )
        for head in reversed(heads):
            found = bodies_at(text, head.start(1), shorten=False)
            if found and found.end >= match.start() - 2:
                name = found.names[0]
                key = fold(name)
                if place and key.endswith(
                    (" huyen", " tinh", " xa", " phuong", " thi tran", " thanh pho", " quan", " thi xa")
                ):
                    name = f"{name} {place}"
                return name
    return None


def _period(doc: Outline, title: Text) -> dict[str, Any] | None:
    found = dates.period(_outside_programmes(title.key))
    lines = [doc.title[0].number, doc.title[-1].number] if doc.title else None
    timed = [block for block in doc.blocks if _about_time(block)]
    own = next(
        ((dates.period(block.text.key), block) for block in timed if dates.period(block.text.key)), None
    )
    if own and own[0]:
        spoken, block = own
        if spoken and (found is None or spoken.start or spoken.open_ended):
            whole = spoken.start and spoken.end
            if found is None or whole:
                return {
                    "start": spoken.start,
                    "end": spoken.end,
                    "text": block.text.said(spoken.at)[:120].rstrip("."),
                    "lines": [block.first, block.last],
                    "open_ended": spoken.open_ended,
                }
    if found is None:
        found = dates.period(title.key)
    if found is None:
        lead = squeeze(" ".join(row.text for row in doc.preamble))
        key = fold(lead)
        match = _MAKES.search(key)
        found = dates.period(key[match.start() :]) if match else None
        lines = [doc.preamble[0].number, doc.preamble[-1].number] if doc.preamble else None
    if found is None:
        return None
    return {
        "start": found.start,
        "end": found.end,
        "text": found.said,
        "lines": lines,
        "open_ended": found.open_ended,
    }


def _outside_programmes(key: str) -> str:
    """The title without names in quotes and days of cited papers: their years are not the plan's."""
    key = re.sub(r"\"[^\"]*\"", lambda m: " " * len(m.group(0)), key)
    return re.sub(r"ngay\s*[\d/.]+\d{4}", lambda m: " " * len(m.group(0)), key)


def _about_time(block: Block) -> bool:
    heads = [block, *block.ancestors()][:2]
    return any(
        re.match(r"\W*(thoi gian|thoi han)( thuc hien| trien khai)?\b", head.text.key) for head in heads
    )
