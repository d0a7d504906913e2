"""Days, months, quarters and years as official papers write them. Nothing is filled in that is not written."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from hoctap.intake.extraction.vocabulary import any_of

_SLASHED = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
_WORDED = r"(?P<d2>\d{1,2})\s*thang\s*(?P<m2>\d{1,2})\s*,?\s*n[a-z]{1,3}\s*(?P<y2>(?:19|20)\d\d)"
DAY = re.compile(rf"(?:{_SLASHED})|(?:{_WORDED})")
_SHORT_DAY = re.compile(r"\b(?:ngay|truoc)\s*(\d{1,2})\s?(?:/|thang)\s?(\d{1,2})(?![\d/])")
_QUARTER = re.compile(r"\bquy\s*(iv|i{1,3}|[1-4])\s*(?:/|-|,)?\s*(?:n[a-z]{1,3})?\s*((?:19|20)\d\d)")
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\s*(?:/|-|n[a-z]{1,3}|,)?\s*(?:n[a-z]{1,3})?\s*((?:19|20)\d\d)")
_YEAR_END = re.compile(r"\b(?:cuoi|het|truoc khi het)\s*n[a-z]{1,3}\s*((?:19|20)\d\d)")
_LEADING_YEAR = re.compile(r"^\W*(?:trong |den |vao |het )?nam\s*((?:19|20)\d\d)\b(?!\s*[-/]\s*\d)")
_DONE_WITHIN = re.compile(r"\b(?:xong|hoan thanh)\b[^.;]{0,24}\btrong nam\s*((?:19|20)\d\d)")
_DUE = re.compile(
    any_of("due")
    + r"\s*(?:la\s*)?(?:vao\s*)?(?:truoc\s*)?(?:\d{1,2}\s?h\s?\d{0,2}\s*)?(?:ngay\s*)?$|\bvao [^.;,]{2,30}ngay\s*$"
)
_ROMAN_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEARLY = re.compile(r"h[aằ]?[nă]ng n[ăa]m|moi nam")


@dataclass(frozen=True)
class Deadline:
    day: str | None
    """ISO; a year alone where only the year is written; None where only a rule of each year is."""
    said: str
    granularity: str = "day"
    start: str | None = None
    rule: str | None = None

    def told(self) -> dict[str, str]:
        """What a task says of its deadline beside the day."""
        told = {"deadline_text": self.said}
        if self.granularity != "day":
            told["granularity"] = self.granularity
        if self.start:
            told["start"] = self.start
        if self.rule:
            told["deadline_rule"] = self.rule
        return told


def day_of(match: re.Match[str]) -> str | None:
    """ISO day of a match of `DAY`; None where no such day exists."""
    day, month, year = (match["d"] or match["d2"], match["m"] or match["m2"], match["y"] or match["y2"])
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def month_end(year: int, month: int) -> str:
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def deadlines(key: str, *, only_year: int | None = None) -> list[Deadline]:
    """All the days that a clause is due on, in the order they are written."""
    # "trước ngày 10/6 và 25/11": the second is due like the first.
    key = re.sub(
        r"(\d{1,2}/\d{1,2}(?:/\d{4})?)\s+va\s+(?:ngay\s*)?(?=\d{1,2}/\d{1,2})", r"\1; truoc ngay ", key
    )
    out: list[Deadline] = []
    while len(out) < 4 and (due := deadline(key, only_year=only_year)):
        out.append(due)
        at = key.find(due.said)
        if at < 0:
            break
        key = key[:at] + re.sub(r"\w", "_", due.said) + key[at + len(due.said) :]
        if due.granularity == "year":
            break
    return sorted(out, key=lambda due: due.day or "9")


def deadline(key: str, *, only_year: int | None = None) -> Deadline | None:
    """What a clause says about when it is due. `key` is folded; `only_year` is the year of a plan of one year.

    A day that belongs to a cited paper ("ngày 15/6/2022 của …") is no deadline.
    """
    clean = _without_citations(key)
    yearly = bool(_YEARLY.search(clean))
    for match in DAY.finditer(clean):
        before = clean[max(0, match.start() - 40) : match.start()]
        if _DUE.search(before) and (day := day_of(match)):
            start = _start(clean[: match.start()])
            return Deadline(day, _said(before, match), start=start)
    rule: Deadline | None = None
    if short := _SHORT_DAY.search(clean):
        before = clean[max(0, short.start() - 40) : short.start()] + "ngay "
        day_number, month = int(short.group(1)), int(short.group(2))
        if _DUE.search(before) and 1 <= month <= 12 and 1 <= day_number <= 31:
            if yearly or re.match(r"\s*(hang|moi) nam", clean[short.end() :]):
                rule = Deadline(None, short.group(0), rule=f"--{month:02d}-{day_number:02d}")
            elif only_year:
                try:
                    return Deadline(dt.date(only_year, month, day_number).isoformat(), short.group(0))
                except ValueError:
                    return None
    for match in _MONTH.finditer(clean):
        month = int(match.group(1))
        if 1 <= month <= 12 and _until(clean, match.start()):
            return Deadline(
                month_end(int(match.group(2)), month),
                match.group(0),
                "month",
                start=_start(clean[: match.start()]),
            )
    for match in _QUARTER.finditer(clean):
        if _until(clean, match.start()):
            return Deadline(_quarter_end(match), match.group(0), "quarter")
    if only_year and (bare := _bare(clean, only_year)):
        return bare
    if at_end := _YEAR_END.search(clean):
        return Deadline(f"{at_end.group(1)}-12-31", at_end.group(0), "year")
    if leading := _LEADING_YEAR.match(clean) or _DONE_WITHIN.search(clean):
        return Deadline(leading.group(1), leading.group(0).strip(), "year")
    return rule


def _until(key: str, at: int) -> bool:
    """Whether the month or quarter at `at` ends what is said, rather than beginning it ("từ tháng …")."""
    before = key[max(0, at - 30) : at]
    return bool(
        re.search(r"\b(truoc|trong|den|het|vao|cuoi|cham nhat|hoan thanh|xong)\s*(?:het\s*)?$", before)
    )


_BARE_MONTH = re.compile(r"\bthang\s*(\d{1,2})\b(?!\s*(?:[/\d]|n[a-z]{1,3}\s*\d))")
_BARE_QUARTER = re.compile(r"\bquy\s*(iv|i{1,3}|[1-4])\b(?!\s*(?:[/\d]|n[a-z]{1,3}\s*\d))")


def _bare(key: str, year: int, *, cell: bool = False) -> Deadline | None:
    """A month or quarter without its year, in a plan of one year."""
    for match in reversed(list(_BARE_MONTH.finditer(key))):
        if 1 <= int(match.group(1)) <= 12 and (cell or _until(key, match.start())):
            return Deadline(month_end(year, int(match.group(1))), match.group(0), "month")
    for match in reversed(list(_BARE_QUARTER.finditer(key))):
        if cell or _until(key, match.start()):
            quarter = _ROMAN_QUARTER.get(match.group(1)) or int(match.group(1))
            return Deadline(month_end(year, quarter * 3), match.group(0), "quarter")
    return None


def _quarter_end(match: re.Match[str]) -> str:
    quarter = _ROMAN_QUARTER.get(match.group(1)) or int(match.group(1))
    return month_end(int(match.group(2)), quarter * 3)


def cell_deadline(key: str, *, only_year: int | None = None) -> tuple[Deadline | None, str | None]:
    """A cell under "thời gian": the deadline and the recurrence it names."""
    text = key.strip(" .;")
    if not text:
        return None, None
    recurs = recurrence(text)
    days = list(DAY.finditer(text))
    if days and (day := day_of(days[-1])):
        start = day_of(days[0]) if len(days) > 1 else _start(text[: days[-1].start()])
        return Deadline(day, text, start=start), recurs
    months = [m for m in _MONTH.finditer(text) if 1 <= int(m.group(1)) <= 12]
    bare = [
        m for m in re.finditer(r"(?<![\d/])(\d{1,2})/((?:19|20)\d\d)\b", text) if 1 <= int(m.group(1)) <= 12
    ]
    last = max([*months, *bare], key=lambda m: m.end(), default=None)
    if last is not None:
        first = min([*months, *bare], key=lambda m: m.start())
        start = (
            f"{first.group(2)}-{int(first.group(1)):02d}"
            if first is not last and first.start() != last.start()
            else None
        )
        return Deadline(month_end(int(last.group(2)), int(last.group(1))), text, "month", start=start), recurs
    quarters = list(_QUARTER.finditer(text))
    if quarters:
        return Deadline(_quarter_end(quarters[-1]), text, "quarter"), recurs
    if match := _SHORT_DAY.search("ngay " + text if re.match(r"\d", text) else text):
        rule = f"--{int(match.group(2)):02d}-{int(match.group(1)):02d}"
        if recurs or not only_year:
            return Deadline(None, text, rule=rule), recurs
        try:
            return Deadline(
                dt.date(only_year, int(match.group(2)), int(match.group(1))).isoformat(), text
            ), recurs
        except ValueError:
            return None, recurs
    if only_year and not recurs and (bare_deadline := _bare(text, only_year, cell=True)):
        return bare_deadline, None
    years = re.findall(r"\b((?:19|20)\d\d)\b", text)
    if years and not recurs:
        if re.search(r"cuoi|het", text):
            return Deadline(f"{years[-1]}-12-31", text, "year"), None
        start = years[0] if len(years) > 1 and years[0] != years[-1] else None
        return Deadline(years[-1], text, "year", start=start), None
    return None, recurs


_RECURS = re.compile(
    r"(?:dinh ky )?(?:hang|moi|tung|theo tung) (?:nam|quy(?! dinh| che)|thang|tuan|hoc ky)(?:,? (?:quy|nam|6 thang|hang nam|hang quy|nam hoc))*"
    r"|dinh ky,? (?:va |hoac )?dot xuat|dinh ky (?:\d+|sau) thang(?:,? (?:mot lan|nam))?|\d+ thang,? (?:va )?(?:ca |hang )?nam\b"
    r"|thuong xuyen,? lien tuc|thuong xuyen|khi co (?:yeu cau)|dinh ky theo quy dinh|dinh ky"
    r"|(?:it nhat |toi thieu )?\d+ lan ?/ ?(?:nam|quy|thang|tuan)|(?:it nhat |toi thieu )?(?:mot|hai|\d+) lan (?:moi|trong|mot) (?:nam|quy|thang)"
)


def recurrence(key: str) -> str | None:
    """How often, in the folded words that are written; None where it is once or not said."""
    match = recurrence_match(key)
    return match.group(0) if match else None


def recurrence_match(key: str) -> re.Match[str] | None:
    for match in _RECURS.finditer(key):
        words = match.group(0)
        before, after = key[max(0, match.start() - 24) : match.start()], key[match.end() : match.end() + 16]
        # "học tập thường xuyên", "giáo dục thường xuyên", "chi thường xuyên" are names of things.
        named = re.search(r"(hoc tap|hoc|giao duc|chi|kinh phi|hoat dong|nhu cau|tap)\s*$", before)
        if words == "thuong xuyen" and (named or re.match(r",? (va )?suot doi", after)):
            continue
        return match
    return None


def _without_citations(key: str) -> str:
    """The text with the days of cited papers blanked out, lengths kept."""
    cited = re.compile(
        r"(?:so\s*[^\s]*\d[^\s]*\s*,?\s*|/[a-z0-9.&-]{2,}\s*,?\s*)ngay\s*[\d/.\s-]{6,14}(?:thang\s*\d{1,2}\s*n[a-z]{1,3}\s*\d{4})?"
    )
    out = cited.sub(lambda m: re.sub(r"\d", "_", m.group(0)), key)
    of_body = re.compile(r"ngay\s*\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\s*(?=cua\b)")
    return of_body.sub(lambda m: re.sub(r"\d", "_", m.group(0)), out)


def _start(before: str) -> str | None:
    if match := re.search(r"\btu\s*(?:ngay\s*)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})", before):
        try:
            return dt.date(int(match.group(3)), int(match.group(2)), int(match.group(1))).isoformat()
        except ValueError:
            return None
    if match := re.search(r"\btu\s*thang\s*(\d{1,2})\s*(?:/|nam)\s*(\d{4})", before):
        return f"{match.group(2)}-{int(match.group(1)):02d}"
    return None


def _said(before: str, match: re.Match[str]) -> str:
    due = _DUE.search(before)
    return (due.group(0) if due else "") + match.group(0)


@dataclass(frozen=True)
class Period:
    start: str | None
    end: str | None
    said: str
    open_ended: bool
    at: int
    """Where in the text it stands."""


_SPAN = re.compile(
    r"\b(?:giai doan|thoi ky|cac nam|tu nam|nhiem ky)\s*((?:19|20)\d\d)\s*(?:-|den|–|den nam)\s*(?:n[a-z]{1,3}\s*)?((?:19|20)\d\d)"
)
_BARE_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b")
_SCHOOL_YEAR = re.compile(r"\bnam hoc\s*((?:19|20)\d\d)\s*[-/]\s*((?:19|20)\d\d)")
_UNTIL = re.compile(r"\bden (?:het )?n[a-z]{1,3}\s*((?:19|20)\d\d)")
_ONE_YEAR = re.compile(r"\bn[a-z]{1,2}\s*((?:19|20)\d\d)")


def period(key: str) -> Period | None:
    """The years a title or a clause on time names: a span, one year, or "đến năm …"."""
    open_ended = bool(re.search(r"n[a-z]{1,4} n[a-z]{1,3} tiep t[a-z]{2,3}", key))
    months = list(re.finditer(r"\bthang\s*(\d{1,2})(?:\s*(?:/|nam)\s*(\d{4}))?", key))
    if "tu thang" in key and len(months) >= 2 and months[-1].group(2):
        year = months[-1].group(2)
        start = f"{months[0].group(2) or year}-{int(months[0].group(1)):02d}"
        return Period(
            start,
            f"{year}-{int(months[-1].group(1)):02d}",
            key[months[0].start() : months[-1].end()],
            open_ended,
            months[0].start(),
        )
    for pattern in (_SPAN, _SCHOOL_YEAR, _BARE_SPAN):
        if match := pattern.search(key):
            return Period(match.group(1), match.group(2), match.group(0), open_ended, match.start())
    if match := re.search(r"\btu\b.{0,40}?((?:19|20)\d\d).{0,40}?\bden\b.{0,40}?((?:19|20)\d\d)", key):
        return Period(match.group(1), match.group(2), match.group(0), open_ended, match.start())
    if match := _UNTIL.search(key):
        first = _ONE_YEAR.search(key[: match.start()])
        return Period(
            first.group(1) if first else None, match.group(1), match.group(0), open_ended, match.start()
        )
    if match := _ONE_YEAR.search(key):
        return Period(match.group(1), match.group(1), match.group(0), open_ended, match.start())
    return None
