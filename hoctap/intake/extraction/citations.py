"""Papers that a plan rests on or names: number, kind, day, issuer, subject; and the one it carries out."""

import re
from collections.abc import Sequence
from typing import Any

from hoctap.intake.extraction import dates
from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.bodies import bodies_at
from hoctap.intake.extraction.outline import Outline
from hoctap.intake.extraction.rows import Row
from hoctap.intake.extraction.text import Text, fold, squeeze

_CITED = re.compile(
    r"(?:\bso\s*:?\s*|\bs[b06]\s*|\bs[eoó]\s*)?(?<![\w/])(\d{1,5})\s?/\s?((?:(?:19|20)\d\d\s?/\s?)?[a-z]{1,6}(?:[-.&][a-z&]{1,14}(?:\.[a-z]{1,4})?)*)"
)
# "08-CTr/TU": how papers of the party are numbered.
_PARTY = re.compile(r"(?<![\w/-])(\d{1,4})\s?-\s?([A-ZĐ][A-Za-zĐ]{1,5}/[A-ZĐ]{2,6})\b")
_KIND_WORDS = (
    "nghi quyet",
    "quyet dinh",
    "ke hoach",
    "chi thi",
    "thong tu lien tich",
    "thong tu",
    "nghi dinh",
    "cong van",
    "thong bao",
    "ket luan",
    "huong dan",
    "chuong trinh",
    "de an",
    "bao cao",
    "to trinh",
    "quy dinh",
    "cong dien",
    "luat",
    "phap lenh",
    "van ban",
    "chuyen de",
)
_KIND_NAMES = {
    "nghi quyet": "Nghị quyết",
    "quyet dinh": "Quyết định",
    "ke hoach": "Kế hoạch",
    "chi thi": "Chỉ thị",
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu": "Thông tư",
    "nghi dinh": "Nghị định",
    "cong van": "Công văn",
    "thong bao": "Thông báo",
    "ket luan": "Kết luận",
    "huong dan": "Hướng dẫn",
    "chuong trinh": "Chương trình",
    "de an": "Đề án",
    "bao cao": "Báo cáo",
    "to trinh": "Tờ trình",
    "quy dinh": "Quy định",
    "cong dien": "Công điện",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "van ban": "Văn bản",
    "chuyen de": "Kế hoạch",
}
# First letters of symbols by the kind they stand for, as an OCR reads the Đ among them.
_SYMBOLS = {
    "qd": "QĐ",
    "qb": "QĐ",
    "qp": "QĐ",
    "nq": "NQ",
    "kh": "KH",
    "ct": "CT",
    "tt": "TT",
    "nd": "NĐ",
    "cv": "CV",
    "tb": "TB",
    "bc": "BC",
    "hd": "HD",
    "ctr": "CTr",
    "da": "ĐA",
    "ttr": "TTr",
    "cd": "CĐ",
    "kl": "KL",
    "qc": "QC",
    "pa": "PA",
    "ttlt": "TTLT",
    "cthd": "CTHĐ",
}
_ISSUERS = {
    "ubnd": "UBND",
    "hdnd": "HĐND",
    "hpnd": "HĐND",
    "hbnd": "HĐND",
    "ttg": "TTg",
    "cp": "CP",
    "bgddt": "BGDĐT",
    "bgdpt": "BGDĐT",
    "bgdbt": "BGDĐT",
    "sgddt": "SGDĐT",
    "pgddt": "PGDĐT",
    "bvhttdl": "BVHTTDL",
    "tthtcd": "TTHTCĐ",
    "hkh": "HKH",
    "bldtbxh": "BLĐTBXH",
    "sldtbxh": "SLĐTBXH",
    "gddt": "GDĐT",
    "qh": "QH",
    "tw": "TW",
    "tu": "TU",
    "hu": "HU",
    "btc": "BTC",
    "stc": "STC",
}


def read_bases(
    doc: Outline, number: str | None, symbol: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    bases: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    sources: list[tuple[str, Text, Any]] = []
    if doc.title:
        block = Block(0, "", doc.title, mended=doc.mended)
        sources.append(("căn cứ", block.text, block))
    paragraphs = _paragraphs(doc.preamble, mended=doc.mended)
    sources.extend(("căn cứ", block.text, block) for block in paragraphs)
    sources.extend(("viện dẫn", block.text, block) for block in doc.blocks)
    carried: list[str] = []
    firsts: list[str] = []
    for role, text, block in sources:
        for start, end, written in _citations(text):
            if (
                number
                and symbol
                and fold(written) in (fold(f"{number}/{symbol}"), fold(f"{number}-{symbol}"))
            ):
                continue
            if role == "căn cứ" and block in paragraphs:
                firsts.append(written)
                begins = re.match(r"[\W_]*(th[a-z]{1,4} hien|trien khai)\b", _clause_before(text.key, start))
                if begins:
                    carried.append(written)
            key = fold(written)
            if key in seen:
                if role == "căn cứ":
                    seen[key]["role"] = role
                continue
            entry = {
                "role": role,
                "doc_type": _kind_before(text.key[:start]),
                "number": written,
                "date": _day_after(text.key, end),
                "issuer": _issuer_after(text, end),
                "subject": _subject_after(text, end),
                "lines": block.lines(start, end),
            }
            seen[key] = entry
            bases.append(entry)
    for block in paragraphs:
        bases.extend(_unnumbered(block))
    plans = [entry["number"] for entry in bases if entry["doc_type"] in _ABOVE]
    carried_plans = [written for written in carried if written in plans]
    first_plans = [written for written in firsts if written in plans]
    return bases, next(iter([*carried_plans, *carried, *first_plans, *firsts]), None)


# Kinds of papers that a plan carries out, before those it merely rests on.
_ABOVE = ("Kế hoạch", "Chương trình", "Nghị quyết", "Chỉ thị", "Đề án")


def _citations(text: Text) -> list[tuple[int, int, str]]:
    """Where papers are cited by number, in reading order: start, end (key positions) and the number as it is written today."""
    found = [
        (match.start(), match.end(), written)
        for match in _CITED.finditer(text.key)
        if (written := _cited_number(text, match)) is not None
    ]
    if not text.mended:
        found.extend(
            (match.start(), match.end(), f"{match.group(1)}-{match.group(2)}")
            for match in _PARTY.finditer(text.raw)
        )
    return sorted(found)


def _paragraphs(rows: Sequence[Row], *, mended: bool) -> list[Block]:
    out: list[Block] = []
    for row in rows:
        if out and not re.search(r"[;.]\s*$", out[-1].rows[-1].text):
            out[-1].rows.append(row)
        else:
            out.append(Block(10, "", [row], mended=mended))
    return out


def _clause_before(key: str, at: int) -> str:
    start = max(key.rfind(";", 0, at), key.rfind(". ", 0, at), 0)
    return key[start:at]


def _cited_number(text: Text, match: re.Match[str]) -> str | None:
    symbol = match.group(2)
    letters = re.sub(r"[^a-z]", "", symbol)
    raw = text.raw[text.spots[match.start(2)] : text.spots[match.end(2)]]
    raw = squeeze(raw).replace(" ", "")
    if not letters or (sum(char.isupper() for char in raw) < 2 and not re.search(r"/|-", raw)):
        return None
    if re.fullmatch(r"[a-z]{1,2}", symbol) and not raw.isupper():
        return None
    first = letters if "-" not in symbol else re.sub(r"^[\d/]+", "", symbol).split("-")[0]
    plausible = first in _SYMBOLS or "-" in symbol or re.match(r"(19|20)\d\d/", symbol)
    if not plausible or (not raw[0].isupper() and not raw[0].isdigit()):
        return None
    return f"{match.group(1)}/{write_symbol(raw)}"


def _kind_before(key: str) -> str | None:
    best: tuple[int, str] | None = None
    # "Thông báo Kết luận số …" is a Thông báo.
    window = re.sub(r"(thong bao) ket luan", r"\1         ", key[-160:])
    for words in _KIND_WORDS:
        at = window.rfind(words)
        if at >= 0 and (best is None or at >= best[0] + len(best[1]) or at < best[0] < at + len(words)):
            best = (at, words)
    return _KIND_NAMES[best[1]] if best else None


def _day_after(key: str, at: int) -> str | None:
    match = re.match(r"[\s,]*(?:ngay\s*)?", key[at:])
    if day := dates.DAY.match(key, at + (match.end() if match else 0)):
        return dates.day_of(day)
    return None


def _issuer_after(text: Text, at: int) -> str | None:
    match = re.match(
        r"[\s,)]*(?:ngay\s*[\d/.\s]*(?:thang\s*\d+\s*nam\s*\d+)?\s*)?\)?\s*(?:cua|cia|ciia|cta|cua)\s+",
        text.key[at:],
    )
    if not match:
        return None
    start = at + match.end()
    for end in re.compile(r"\s(?:ve|v/v|phe|ban hanh|quy dinh|huong dan|tai)\b|[;,.)]|$").finditer(
        text.key, start
    ):
        # "Bộ Tài chính": a capital letter is part of the name.
        if (
            end.end() < len(text.key)
            and end.group(0).strip().isalpha()
            and text.raw[text.spots[end.start() + 1]].isupper()
        ):
            continue
        return text.said(start, end.start())[:120] or None
    return None


def _subject_after(text: Text, at: int) -> str | None:
    match = re.compile(r"\b(?:ve viec|ve|v/v|phe duyet|ban hanh)\s+").search(
        text.key, at, min(len(text.key), at + 160)
    )
    if not match or re.search(r"[;.](?!\d)", text.key[at : match.start()].replace("/", "")):
        return None
    start = match.start() if match.group(0).startswith(("phe", "ban")) else match.end()
    end = re.compile(r"[;]|\.\s|\.$|, (?:uy ban|ubnd|so )").search(text.key, start)
    return text.said(start, end.start() if end else None)[:300] or None


def _unnumbered(block: Block) -> list[dict[str, Any]]:
    """ "Căn cứ kế hoạch … của …" without a number."""
    text = block.text
    out = []
    for match in re.finditer(
        r"(?:^|[;.]\s)\W*(?:can cu|thuc hien)\s+(?:vao )?((?:" + "|".join(_KIND_WORDS) + r")\b)", text.key
    ):
        end = re.compile(r"[;.](?!\d)|$|\.\s").search(text.key, match.end())
        stop = end.start() if end else len(text.key)
        if _CITED.search(text.key, match.start(), stop):
            continue
        of = re.compile(r"\bcua\s+").search(text.key, match.end(), stop)
        issuer = None
        if of and (found := bodies_at(text, of.end())):
            issuer = found.names[0]
        out.append(
            {
                "role": "căn cứ",
                "doc_type": _KIND_NAMES[match.group(1)],
                "number": None,
                "date": None,
                "issuer": issuer,
                "subject": text.said(match.start(1), stop)[:300],
                "lines": block.lines(match.start(1), stop),
            }
        )
    return out


def write_symbol(raw: str) -> str:
    """A symbol in its usual letters: an OCR makes P or b of Đ. What is not known stays as written."""
    parts = re.split(r"([-/.&])", raw.replace(" ", ""))
    out = []
    for i, part in enumerate(parts):
        low = fold(part)
        table = _SYMBOLS if i == 0 or re.fullmatch(r"\d{4}", parts[max(0, i - 2)] or "") else _ISSUERS
        known = table.get(low) or _ISSUERS.get(low)
        out.append(
            known
            if known
            and (fold(known) != low or part.upper() == part or (fold(known) == low and part.islower()))
            else part
        )
    return "".join(out)
