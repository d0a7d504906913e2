"""Numbers that a plan sets itself: shares, growth, how often, per head, levels, counts; and past figures apart as baselines.

One entry per value and milestone year. Money, numbers of papers, dates and figures about the past are no targets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hoctap.intake.extraction import dates
from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.rows import Row
from hoctap.intake.extraction.sections import Kind, kind_of
from hoctap.intake.extraction.text import fold, squeeze
from hoctap.intake.extraction.vocabulary import any_of

_NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PERCENT = re.compile(
    rf"(?<![\d/.,-])(?P<low>{_NUM})\s*(?:%\s*)?(?:-|den|~)\s*(?P<high>{_NUM})\s*%|(?<![\d/])(?P<one>{_NUM})\s*(?:%|phan tram\b)"
)
_RANGE = rf"(?<![\d/.,-])(?P<low>{_NUM})(?:\s*(?:-|den)\s*(?P<high>{_NUM}))?"
_TIMES = any_of("occasions")
_TIME = any_of("time_units")
_FREQUENCY = re.compile(
    rf"{_RANGE}\s*(?P<unit>{_TIMES})\s*(?:/\s*(?:01\s*|1\s*)?|\s(?:moi|trong|tren|mot|trong mot|moi mot)\s+)(?P<time>{_TIME})\b"
)
_EVERY = re.compile(
    r"\b(?P<time>moi nam|hang nam|moi thang|hang thang|moi quy|hang quy|moi tuan|moi hoc ky)\b(?P<between>[^.;:%]{0,60}?)"
    rf"{_RANGE}\s*(?P<unit>{_TIMES})\b"
)
_RATIO = re.compile(
    rf"{_RANGE}\s*(?P<unit>[a-z]+(?:\s[a-z]+){{0,2}}?\s?/\s?(?:(?:01|1|100|1\.000|10\.000|1000)\s)?"
    r"(?:(?:nam hoc|nam|thang|quy|tuan|ngay|hoc ky)\b|[a-z]+(?:\s[a-z]+)?)(?:\s?/\s?(?:nam hoc|nam|thang|quy|tuan))?)\b"
)
_LEVEL = re.compile(r"\b(?P<unit>muc do|cap do|muc|cap)\s*(?P<low>\d)\b(?!\s*[/.]\s*\d)")
_LEVEL_ABOUT = re.compile(r"pho cap|pcgd|pcgc|xoa mu|xmc|dat chuan|kiem dinh|chuan quoc gia|dich vu cong")
_COUNT = re.compile(rf"{_RANGE}\s+(?P<unit>{any_of('counted')})\b")
_OF_ALL = re.compile(rf"(?<![\d/.,-])(?P<low>{_NUM})/(?:{_NUM})\s+(?P<unit>{any_of('counted')})\b")
_MADE = re.compile(rf"\b{any_of('made')}\s+(?:duoc |them |moi |it nhat |toi thieu |khoang |tren |tu |cho )*$")
_MONEY = re.compile(r"^\s*(trieu|ty|ti|nghin|ngan|vnd|usd|dong(?! ho\b| bao\b| chi\b| vien\b))\b(?! le)")
_AT_LEAST = re.compile(
    r"(it nhat|toi thieu|tren|khong duoi|khong thap hon|tro len|hon|khong it hon|>=|≥|>)\s*(?:la |dat |co |tu |khoang |duoc )*\(?$"
)
_AT_MOST = re.compile(r"(toi da|duoi|khong qua|khong vuot qua|khong cao hon|<=|≤|<)\s*(?:la |dat )?$")
_ABOUT = re.compile(r"(khoang|xap xi|gan)\s*(?:la |dat )?$")
_UPWARDS = re.compile(r"^[\s%]*(?:[a-z]+\s){0,2}?(tro len)")
_YEARLY = re.compile(r"\s*(/\s*n[a-z]m\b|m[a-z]{1,2}i n[a-z]m\b|hang n[a-z]m\b|mot n[a-z]m\b)")
_GROWING = re.compile(r"\b(tang|giam)\b(?!\s*(cuong|truong kinh te))")
_PAST = re.compile(rf"\b{any_of('past')}\b")
_CUE = re.compile(rf"{any_of('count_cues')}\b")
_NOT_TARGET = re.compile(rf"\b{any_of('not_figures')}\s*$")


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    kind: str
    value: float
    value_max: float | None
    unit: str


def read_targets(
    blocks: Sequence[Block], *, first_year: int | None, last_year: int | None, level: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Targets and baselines of the plan's own parts, in reading order."""
    targets: list[dict[str, Any]] = []
    baselines: list[dict[str, Any]] = []
    for block in blocks:
        if block.cells is not None:
            if block.header:
                targets.extend(_from_table(block, last_year=last_year, level=level))
                targets.extend(_from_work(block, first_year=first_year, last_year=last_year, level=level))
            continue
        if block.annex:
            # Slogans and explanations after the signature: only their tables set figures.
            continue
        past = kind_of(block) == Kind.PAST
        hits = list(_hits(block))
        for hit in hits:
            others = [other for other in hits if other is not hit]
            if past or _is_past(block, hit, first_year=first_year):
                baselines.append(_baseline(block, hit, others))
            else:
                targets.append(
                    _target(block, hit, others, first_year=first_year, last_year=last_year, level=level)
                )
    for n, target in enumerate(targets, start=1):
        target["id"] = f"M{n:02d}"
    for n, baseline in enumerate(baselines, start=1):
        baseline["id"] = f"B{n:02d}"
    return targets, baselines


def _hits(block: Block) -> Iterator[Hit]:
    text = block.text
    key = _without_names(text.key)
    aimed = kind_of(block) in (Kind.GOAL, Kind.TARGET)
    past = kind_of(block) == Kind.PAST
    taken: list[tuple[int, int]] = []
    found: list[Hit] = []

    def take(match: re.Match[str], kind: str, unit: str, low: str, high: str | None) -> None:
        if any(match.start() < end and start < match.end() for start, end in taken):
            return
        value, top = _value(low), _value(high) if high else None
        if value is None or (top is not None and top <= value):
            return
        taken.append((match.start(), match.end()))
        found.append(Hit(match.start(), match.end(), kind, value, top, unit))

    for match in _PERCENT.finditer(key):
        low, high = match["low"] or match["one"], match["high"]
        if _MONEY.match(key[match.end() :]):
            continue
        around = _clause(key, match.start(), match.end())
        growing = _is_growth(key, match, around, block)
        per_year = growing and _YEARLY.match(key[match.end() :])
        take(match, "growth" if growing else "percent", "%/năm" if per_year else "%", low, high)
    for match in _FREQUENCY.finditer(key):
        unit = squeeze(text.raw[text.spots[match.start("unit")] : text.spots[match.end("unit")]])
        time = squeeze(text.raw[text.spots[match.start("time")] : text.spots[match.end("time")]])
        take(match, "frequency", f"{unit}/{time}", match["low"], match["high"])
    for match in _EVERY.finditer(key):
        unit = squeeze(text.raw[text.spots[match.start("unit")] : text.spots[match.end("unit")]])
        time = match["time"].split()[-1]
        if match["unit"] in ("so", "bai", "tin", "khoa", "gio", "tiet", "hoat dong") and not _CUE.search(
            match["between"]
        ):
            continue
        names = {"nam": "năm", "thang": "tháng", "quy": "quý", "tuan": "tuần", "ky": "học kỳ"}
        take(match, "frequency", f"{unit}/{names.get(time, time)}", match["low"], match["high"])
    for match in _RATIO.finditer(key):
        if (
            re.search(r"\b(va|hoac|hay)\b|^(d|dong|vnd)\s?/", match["unit"])
            or _NOT_TARGET.search(key[: match.start()])
            or _MONEY.match(" " + match["unit"])
        ):
            continue
        parts = match["unit"].split("/")
        if not (
            aimed
            or len(parts) > 2
            or _CUE.search(key[max(0, match.start() - 60) : match.start()])
            or re.search(r"\bnguoi\b|\bdan\b|\bho\b|\blop\b|\btre\b|\bxa\b", parts[-1])
        ):
            continue
        unit = squeeze(text.raw[text.spots[match.start("unit")] : text.spots[match.end("unit")]])
        take(match, "ratio", re.sub(r"\s*/\s*", "/", unit), match["low"], match["high"])
    for match in _LEVEL.finditer(key):
        if match["unit"] in ("muc", "cap") and not re.search(
            r"(pho cap|pcgd|xoa mu|chuan)[^.;]{0,60}$", key[: match.start()]
        ):
            continue
        if "%" in _clause(key, match.start(), match.end()):
            continue
        reached = aimed and re.search(r"\bdat\s*$", key[: match.start()])
        if reached or _LEVEL_ABOUT.search(key[max(0, match.start() - 90) : match.start()]):
            take(
                match,
                "level",
                "mức độ"
                if match["unit"] == "muc do"
                else squeeze(text.said(match.start("unit"), match.end("unit"))),
                match["low"],
                None,
            )
    for match in _COUNT.finditer(key):
        before = key[max(0, match.start() - 60) : match.start()]
        if _NOT_TARGET.search(before) or _MONEY.match(" " + match["unit"]):
            continue
        cue = _CUE.search(before)
        value = float(_value(match["low"]) or 0)
        made = _MADE.search(before) and value >= 2
        named = re.search(r"(^|co|dat|la|them|duoc|[:;,-]|\b)\s*(it nhat |khoang |tren )?$", before)
        asked = _AT_LEAST.search(before)
        if not (past or made or (aimed and (cue or named)) or (cue and asked)):
            continue
        if aimed and not cue and not asked and value < 2:
            continue
        unit = squeeze(text.raw[text.spots[match.start("unit")] : text.spots[match.end("unit")]])
        take(match, "count", unit, match["low"], match["high"])
    for match in _OF_ALL.finditer(key):
        if aimed and not _MONEY.match(" " + match["unit"]):
            unit = squeeze(text.raw[text.spots[match.start("unit")] : text.spots[match.end("unit")]])
            take(match, "count", unit, match["low"], None)
    yield from (hit for hit in sorted(found, key=lambda hit: hit.start) if not _qualifies(hit, found, key))


def _qualifies(hit: Hit, found: Sequence[Hit], key: str) -> bool:
    """ "thêm 02 phường đạt chuẩn … mức độ 3": the level says which, the count is the aim."""
    return hit.kind == "level" and any(
        other.kind == "count"
        and other.end <= hit.start
        and not re.search(r"[,;.]", key[other.end : hit.start])
        for other in found
    )


def _without_names(key: str) -> str:
    """Numbers of papers, dates and programmes' names in quotes are not figures; lengths are kept."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"\d", "_", match.group(0))

    key = re.sub(r"\b\d+\s?/\s?(?:\d{4}\s?/\s?)?[a-z]+(?:-[a-z&.]+)+", blank, key)
    key = re.sub(dates.DAY, blank, key)
    return re.sub(r"\"[^\"]{3,200}\"", blank, key)


def _value(raw: str | None) -> float | None:
    if not raw:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", raw):
        raw = raw.replace(".", "")
    number = float(raw.replace(",", "."))
    return int(number) if number == int(number) else number


def _clause(key: str, start: int, end: int) -> str:
    begin = max((key.rfind(stop, 0, start) for stop in ";.:"), default=-1) + 1
    stops = [at for at in (key.find(stop, end) for stop in ";.") if at >= 0]
    return key[begin : min(stops, default=len(key))]


def _is_growth(key: str, match: re.Match[str], around: str, block: Block) -> bool:
    before = key[max(0, match.start() - 70) : match.start()]
    after = key[match.end() : match.end() + 40]
    if re.search(r"\b(tang|giam)\b[^.;%\d]{0,45}$", before) and not re.search(
        r"tang cuong[^.;%]{0,45}$", before
    ):
        return True
    if _YEARLY.match(after) or re.match(r"\s*so voi", after):
        context = around + " " + (block.parent.text.key if block.parent else "")
        return bool(_GROWING.search(context)) or not re.match(r"\s*(hang nam|so voi)", after)
    return False


def _is_past(block: Block, hit: Hit, *, first_year: int | None) -> bool:
    led = re.search(
        r"\bnam\s*((?:19|20)\d\d)\s*(?:la|dat|co|:|,|chiem)*\s*(?:tren |khoang )?$",
        block.text.key[: hit.start],
    )
    if led and first_year and int(led.group(1)) < first_year:
        return True
    clause_from = max(block.text.key.rfind(stop, 0, hit.start) for stop in ";.") + 1
    before = block.text.key[clause_from : hit.start]
    return bool(_PAST.search(before)) and not re.search(r"phan dau|den nam", before)


def _segment(block: Block, hit: Hit, others: Sequence[Hit]) -> tuple[int, int]:
    """The words that belong to one figure: from the sentence's stop before it to the one after, or to its neighbour's."""
    key = block.text.key
    masked = re.sub(r"(?<=\d)[.,](?=\d)", "_", key)
    masked = re.sub(r"\((?=[^)]*\))[^)]{0,80}\)", lambda m: "(" + "_" * (len(m.group(0)) - 2) + ")", masked)
    begin = max((masked.rfind(stop, 0, hit.start) for stop in (";", ". ", ":", "!")), default=-1) + 1
    comma = masked.rfind(", ", begin, hit.start)
    if comma >= 0 and re.fullmatch(rf"\s*(?:{any_of('subject_cues')}\s*)*", masked[comma + 1 : hit.start]):
        # "…, đưa 100 % trẻ đến trường": what stands before the comma is another act.
        begin = comma + 1
    stops = [at for at in (masked.find(stop, hit.end) for stop in (";", ". ", "./")) if at >= 0]
    end = min(stops, default=len(key.rstrip(" .;/")))
    before = [other.end for other in others if begin <= other.end <= hit.start]
    if before:
        # The last joint before the figure, unless only a cue ("phấn đấu", "ít nhất") stands between: that is the figure's own.
        joints = [
            joint.start() + 1
            for joint in re.finditer(r",\s|\sva\s|;\s|\strong do\s", masked[: hit.start + 1])
            if joint.start() >= max(before)
        ]
        apart = masked.rfind(" trong do ", max(before), hit.start + 1)
        begin = max(apart + 1 if apart >= 0 else joints[-1] if joints else max(before), begin)
    after = [other.start for other in others if hit.end <= other.start < end]
    if after:
        last = None
        for joint in re.finditer(r",\s|\sva\s|;\s", masked[hit.end : min(after)]):
            last = joint
        shared = re.search(r"\sva\s+(?:it nhat |tren |khoang |tu )?$", masked[hit.end : min(after)])
        if last is not None and not shared:
            end = hit.end + last.start()
        elif last is not None and shared:
            pass  # "30 % … và 40 % … đạt …": the end is said once for both
        else:
            end = min(after)
    return begin, max(end, hit.end)


def _target(
    block: Block,
    hit: Hit,
    others: Sequence[Hit],
    *,
    first_year: int | None,
    last_year: int | None,
    level: str | None,
) -> dict[str, Any]:
    begin, end = _segment(block, hit, others)
    key = block.text.key
    comparator = _comparator(key, hit, block)
    year, base = _year(block, hit, begin, end, others, first_year=first_year)
    if hit.kind == "level":
        begin = max(begin, _after_comma(key, begin, hit.start))
    words = _trimmed(block, begin, end)
    target: dict[str, Any] = {
        "kind": hit.kind,
        "text": words,
        "value": hit.value,
        "value_max": hit.value_max,
        "unit": hit.unit,
        "comparator": comparator,
        "deadline_year": year or last_year,
        "deadline_date": None,
        "period": _period_of(hit),
        "subject": _subject(block, hit, begin, end, others),
        "level": _level(key[begin:end]) or level,
        "section": block.section,
        "lines": block.lines(max(begin, 0), end),
    }
    if base:
        target["base_year"] = base
    if _ABOUT.search(key[: hit.start]):
        target["approx"] = True
    if grade := re.search(r"loai (kha|tot|gioi|xuat sac|trung binh)( tro len)?", key[hit.start : end]):
        target["grade_min"] = block.text.said(hit.start + grade.start(1), hit.start + grade.end(1))
    return target


def _after_comma(key: str, begin: int, at: int) -> int:
    return max(key.rfind(", ", begin, at), key.rfind(". ", begin, at)) + 1


def _trimmed(block: Block, begin: int, end: int) -> str:
    return block.text.said(begin, end).strip(" ,;:-–+")


def _period_of(hit: Hit) -> str | None:
    return (
        hit.unit.rsplit("/", 1)[-1]
        if hit.kind in ("frequency", "ratio") and hit.unit.endswith(("năm", "tháng", "quý", "tuần"))
        else None
    )


def _comparator(key: str, hit: Hit, block: Block) -> str:
    if hit.value_max is not None:
        return "range"
    before = key[max(0, hit.start - 40) : hit.start]
    if _AT_MOST.search(before) and not re.search(r"khong duoi\s*$", before):
        return "<="
    if _AT_LEAST.search(before) or _UPWARDS.match(key[hit.end : hit.end + 30]):
        return ">="
    if hit.kind == "frequency" and re.search(r"(it nhat|toi thieu)[^.;:]{0,40}$", before):
        return ">="
    return "="


def _year(
    block: Block, hit: Hit, begin: int, end: int, others: Sequence[Hit], *, first_year: int | None
) -> tuple[int | None, int | None]:
    """The milestone year of a figure and its base year ("so với năm …")."""
    key = re.sub(r"\"[^\"]{3,200}\"", lambda m: re.sub(r"\d", "_", m.group(0)), block.text.key)
    base = None
    if match := re.compile(r"so voi\s+(?:nam\s*)?((?:19|20)\d\d)").search(key, begin, end):
        base = int(match.group(1))
        key = key[: match.start(1)] + "____" + key[match.end(1) :]
    mention = re.compile(
        r"(?:den|vao|trong|het|cuoi|truoc|giai doan [\d\s]+-|\b)\s*(?:het |cuoi )?n[a-z]{1,3}\s*((?:19|20)\d\d)|(?:19|20)\d\d\s*-\s*((?:19|20)\d\d)"
    )
    if first_year:
        # A year before the plan says where one stood, not where one goes.
        key = re.sub(
            r"\b(?:19|20)\d\d\b(?!\s*-)",
            lambda m: m.group(0) if int(m.group(0)) >= first_year else "____",
            key,
        )
    found = [(m.start(), int(m.group(1) or m.group(2))) for m in mention.finditer(key)]
    inside = [(at, year) for at, year in found if begin <= at < end]
    after = [
        (at, year)
        for at, year in inside
        if at >= hit.end and not any(hit.end <= other.start < at for other in others)
    ]
    before = [(at, year) for at, year in inside if at < hit.start]
    if before and not after:
        return before[-1][1], base
    if after and not before:
        return after[0][1], base
    if after and before:
        leads = re.match(r"\W*(den|nam|trong|vao)", key[before[-1][0] : before[-1][0] + 12].strip())
        return (before[-1][1] if leads else after[0][1]), base
    # "Đến năm 2025: …" at the head of the sentence or of the item covers what follows.
    earlier = [year for at, year in found if at < begin]
    if earlier and re.match(r"\W*(den|n[a-z]{1,2}m? \d|trong|giai doan|phan dau den)", key):
        return earlier[-1], base
    for ancestor in block.ancestors():
        years = [
            int(m.group(1) or m.group(2))
            for m in mention.finditer(re.sub(r"\"[^\"]*\"", "", ancestor.text.key))
        ]
        if years and ancestor.rank > 0 and len(ancestor.text.key) < 160:
            return years[-1], base
    return None, base


_CUES = re.compile(rf"^\W*(?:{any_of('subject_cues')}\b[\s,:]*)+")


def _subject(block: Block, hit: Hit, begin: int, end: int, others: Sequence[Hit]) -> str:
    """Whom or what the figure is about, in the document's words."""
    text = block.text
    after = re.sub(r"^\W*(tro len|so)?\W*", "", text.key[hit.end : end])
    before = text.key[begin : hit.start]
    bare = re.sub(_CUES, "", before).strip(" ,:;-")
    bare = re.sub(
        r"(dat|len|la|tren|khoang|it nhat|toi thieu|binh quan|tang|giam|tu|co|duoc|hon|muc|ty le|dat muc|phan dau)\s*$",
        "",
        bare,
    ).strip()
    shown = [other for other in others if hit.end <= other.start < end]
    if shown and re.search(r"\sva\s+(?:it nhat |tren |khoang |tu )?$", text.key[hit.end : shown[0].start]):
        # "30 % … và 40 % … đạt …": the first figure's own words, then what both reach.
        reached = re.search(r"\s(dat|duoc)\s", text.key[shown[0].end : end])
        joint = re.search(r"\sva\s+(?:it nhat |tren |khoang |tu )?$", text.key[hit.end : shown[0].start])
        assert joint is not None
        own = text.said(hit.end, hit.end + joint.start()).strip(" ,;:-–+")
        return (
            squeeze(f"{own} {text.said(shown[0].end + reached.start(), end)}").strip(" ,;:-–+")
            if reached
            else own
        )
    words_after = len(
        re.sub(
            r"^(m[a-z]{1,2}i n[a-z]m|hang n[a-z]m|/ ?nam|tro len|(?:tro len )?(?:vao |den )?(?:cuoi )?nam \d+|so voi[^,;]*)",
            "",
            after,
        ).split()
    )
    if len(bare.split()) >= 2 and (words_after < 3 or len(bare.split()) > 4):
        return text.said(begin, end).strip(" ,;:-–+")
    if words_after >= 2:
        return text.said(hit.end, end).strip(" ,;:-–+")
    if shared := _said_before(block, hit, begin):
        return shared
    parents = [a for a in block.ancestors() if a.rank >= 5] or list(block.ancestors())[:1]
    if parents:
        return squeeze(
            f"{parents[0].text.said().strip(' :;.-')} {text.said(begin, hit.start).strip(' ,;:-')}"
        )[:300]
    return text.said(begin, end).strip(" ,;:-–+")


def _said_before(block: Block, hit: Hit, begin: int) -> str:
    """What the sentence began with, for a second milestone of one aim: "Tỷ lệ … đạt 80 % vào năm 2027 và 95 % vào năm 2030"."""
    key = block.text.key
    start = max(key.rfind(stop, 0, begin) for stop in (";", ". ")) + 1
    lead = re.match(r"[^\d;]{8,}?(?=:|\d|,? (?:dat|la|tu|tren|den|it nhat|nam)\s)", key[start:begin])
    words = block.text.said(start, start + lead.end()).strip(" ,;:-–+") if lead else ""
    return words if len(words.split()) >= 3 else ""


def _level(key: str) -> str | None:
    for words, level in (("cap xa", "xã"), ("cap huyen", "huyện"), ("cap tinh", "tỉnh")):
        if words in key:
            return level
    return None


def _baseline(block: Block, hit: Hit, others: Sequence[Hit]) -> dict[str, Any]:
    begin, end = _segment(block, hit, others)
    year = re.findall(r"\b((?:19|20)\d\d)\b", block.text.key[: hit.end])
    if not year:
        for ancestor in block.ancestors():
            year = re.findall(r"\b((?:19|20)\d\d)\b", ancestor.text.key)
            if year:
                break
    return {
        "text": _trimmed(block, begin, end),
        "value": hit.value,
        "unit": hit.unit,
        "year": int(year[-1]) if year else None,
        "subject": _subject(block, hit, begin, end, others),
        "lines": block.lines(begin, end),
    }


def _from_table(block: Block, *, last_year: int | None, level: str | None) -> Iterator[dict[str, Any]]:
    """One target per filled cell of a table whose columns are years; or the column "chỉ tiêu" of a table."""
    assert block.cells is not None
    assert block.header is not None
    heads = [fold(head) for head in block.header]
    if any(re.search(r"don gia|thanh tien", head) for head in heads):
        return
    if _is_by_place(heads):
        yield from _total_row(block, heads, last_year=last_year, level=level)
        return
    years = {
        i: int(found[-1]) for i, head in enumerate(heads) if (found := re.findall(r"\b(20\d\d)\b", head))
    }
    if not years:
        aim = [
            i
            for i, head in enumerate(heads)
            if re.match(r"(chi tieu|muc tieu|ke hoach|ty le|ti le|so luong|gia tri)", head) and i > 0
        ]
        years = dict.fromkeys(aim[-1:], last_year or 0)
        if not years:
            return
    elif any(re.search(r"noi dung cong viec|chu tri", head) for head in heads):
        return
    unit_at = next((i for i, head in enumerate(heads) if re.match(r"(don vi tinh|dvt|don vi$)", head)), None)
    named = [
        i
        for i in range(len(heads))
        if i not in years and i != unit_at and not re.match(r"(tt|stt|so tt|ghi chu|so thu tu)$", heads[i])
    ]
    subject = next(
        (block.cells[i] for i in named if i < len(block.cells) and re.search(r"[^\W\d]{2}", block.cells[i])),
        "",
    )
    unit = block.cells[unit_at] if unit_at is not None and unit_at < len(block.cells) else None
    for i, year in years.items():
        if i >= len(block.cells):
            continue
        if re.search(r"(thuc hien|hien trang|ket qua|uoc)", heads[i]):
            continue
        cell = fold(block.cells[i]).strip()
        match = re.search(rf"(?P<low>{_NUM})(?:\s*%?\s*(?:-|den)\s*(?P<high>{_NUM}))?\s*(?P<pct>%)?", cell)
        if not match or len(cell) > 40:
            continue
        value, top = _value(match["low"]), _value(match["high"])
        said = unit or ("%" if match["pct"] or "%" in subject or "ty le" in fold(subject) else "")
        percent = match["pct"] or said == "%"
        yield {
            "kind": "percent" if percent else "count",
            "text": f"{subject}: {block.cells[i]}",
            "value": value,
            "value_max": top,
            "unit": "%" if percent else said,
            "comparator": "range"
            if top
            else ">="
            if re.search(r">|≥|tro len|it nhat|tren|toi thieu", cell)
            else "=",
            "deadline_year": year or last_year,
            "deadline_date": None,
            "period": None,
            "subject": subject,
            "level": level,
            "section": block.section,
            "lines": [block.first, block.last],
        }


def _is_by_place(heads: Sequence[str]) -> bool:
    """A table that hands figures down: a row for each place, a column for each measure."""
    named = heads[1] if re.match(r"(tt|stt|so tt)$", heads[0]) and len(heads) > 1 else heads[0]
    measured = sum(bool(_IN_UNIT.search(head)) for head in heads)
    return (
        bool(
            re.match(
                r"(ten )?(ap|khom|thon|khoi|xa|phuong|don vi|dia phuong|buon|to dan pho|huyen|xa, phuong)\b",
                named,
            )
        )
        and measured >= 2
    )


_IN_UNIT = re.compile(r"\(([^()]{1,24})\)\s*$|^(?:ty|ti) le\b|%")


def _total_row(
    block: Block, heads: Sequence[str], *, last_year: int | None, level: str | None
) -> Iterator[dict[str, Any]]:
    """The whole's figures of such a table; the places' own are handed down, not aimed at twice."""
    assert block.cells is not None
    assert block.header is not None
    label = fold(" ".join(block.cells[:2])).strip()
    if not re.match(r"[\d. ]*(toan|tong|cong)\b", label):
        return
    for i, head in enumerate(heads):
        unit = _IN_UNIT.search(head)
        if i == 0 or unit is None or i >= len(block.cells):
            continue
        match = re.fullmatch(rf"\s*(?P<low>{_NUM})\s*%?\s*", fold(block.cells[i]))
        if not match:
            continue
        said = block.header[i][unit.start(1) : unit.end(1)] if unit.group(1) else "%"
        yield {
            "kind": "percent" if said == "%" else "count",
            "text": f"{block.cells[0]}: {block.header[i]} {block.cells[i]}",
            "value": _value(match["low"]),
            "value_max": None,
            "unit": said,
            "comparator": "=",
            "deadline_year": last_year,
            "deadline_date": None,
            "period": None,
            "subject": re.sub(r"\s*\([^()]*\)\s*$", "", block.header[i]),
            "level": level,
            "section": block.section,
            "lines": [block.first, block.last],
        }


def _from_work(
    block: Block, *, first_year: int | None, last_year: int | None, level: str | None
) -> Iterator[dict[str, Any]]:
    """Figures within the words of a task table's row."""
    assert block.cells is not None
    assert block.header is not None
    heads = [fold(head) for head in block.header]
    if not any(re.search(r"chu tri|phoi hop|thuc hien|thoi gian", head) for head in heads):
        return
    at = next(
        (i for i, head in enumerate(heads) if re.search(r"noi dung|nhiem vu|cong viec|hoat dong", head)), None
    )
    if at is None or at >= len(block.cells) or not block.cells[at]:
        return
    row = Row(block.first, block.cells[at], 0, block.rows[0].page)
    work = Block(block.rank, "", [row], parent=block.parent, mended=block.mended)
    hits = list(_hits(work))
    for hit in hits:
        others = [other for other in hits if other is not hit]
        if not _is_past(work, hit, first_year=first_year):
            yield _target(work, hit, others, first_year=first_year, last_year=last_year, level=level)
