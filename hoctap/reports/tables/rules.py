"""What an ad hoc table may be, and what a saved one must say. Values in, reasons out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_number

ROWS = {
    "children": "các nơi ngay bên dưới",
    "communes": "mọi xã, phường, thị trấn bên dưới",
    "hamlets": "mọi ấp, khóm bên dưới",
    "years": "các năm",
    "measures": "các chỉ số",
}
COLUMNS = {"measures": "các chỉ số", "years": "các năm", "titles": "các danh hiệu"}
PARTS = {"numerator": "tử số", "denominator": "mẫu số", "percent": "%"}
OF_PLACES = ("children", "communes", "hamlets")
KINDS = ("xã", "phường", "thị trấn")
MOST_CELLS = 20_000
MOST_YEARS = 10
MOST_MEASURES = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Definition:
    """What a table is asked for, beside its place. Everything in it stands in the address."""

    year: int
    rows: str = "children"
    columns: str = "measures"
    measures: tuple[str, ...] = ()
    """Codes; none: those that have records in the year."""
    parts: tuple[str, ...] = ("percent",)
    year_from: int | None = None
    kinds: tuple[str, ...] = ()
    only_missing: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    """Rows whose first column lies between them, both counted in."""
    as_of: dt.date | None = None
    sort: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """Of a table across years; the newest last."""
        first = max(min(self.year_from or self.year - 4, self.year), self.year - MOST_YEARS + 1)
        return tuple(range(first, self.year + 1))

    @property
    def is_across_years(self) -> bool:
        return "years" in (self.rows, self.columns)

    def asked(self) -> list[tuple[str, str]]:
        """The parameters of its address, in a fixed order, without what goes without saying."""
        pairs = [("year", str(self.year)), ("rows", self.rows), ("columns", self.columns)]
        pairs += [("measure", code) for code in self.measures]
        pairs += [("part", part) for part in self.parts]
        if self.year_from and self.is_across_years:
            pairs.append(("year_from", str(self.year_from)))
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [("only_missing", "on")] if self.only_missing else []
        pairs += [("least", str(self.least))] if self.least is not None else []
        pairs += [("most", str(self.most))] if self.most is not None else []
        pairs += [("as_of", self.as_of.isoformat())] if self.as_of else []
        pairs += [("sort", self.sort)] if self.sort else []
        return pairs

    def kept(self) -> dict[str, list[str]]:
        """As a saved table keeps it."""
        found: dict[str, list[str]] = {}
        for name, value in self.asked():
            found.setdefault(name, []).append(value)
        return found


def from_kept(kept: Mapping[str, Sequence[str]], *, this_year: int, today: dt.date) -> Definition:
    """What can be read counts, the rest is as if it were not asked."""

    def one(name: str) -> str:
        values = kept.get(name) or [""]
        return str(values[-1]).strip()

    def many(name: str, known: Sequence[str]) -> tuple[str, ...]:
        asked = [str(value) for value in kept.get(name) or ()]
        return tuple(value for value in known if value in asked)

    rows = one("rows") if one("rows") in ROWS else "children"
    columns = one("columns") if one("columns") in COLUMNS else "measures"
    if rows == columns or (rows == "measures" and columns == "titles"):
        columns = "years" if rows == "measures" else "measures"
    codes = list(dict.fromkeys(str(code)[:120] for code in kept.get("measure") or () if code))
    return Definition(
        year=_year(one("year")) or this_year,
        rows=rows,
        columns=columns,
        measures=tuple(codes[:MOST_MEASURES]),
        parts=many("part", tuple(PARTS)) or ("percent",),
        year_from=_year(one("year_from")),
        kinds=many("kind", KINDS),
        only_missing=one("only_missing") not in ("", "0", "false"),
        least=_number(one("least")),
        most=_number(one("most")),
        as_of=_past_day(one("as_of"), today),
        sort=one("sort")[:160],
    )


def _year(text: str) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        return None
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", ".").rstrip("% ").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**9 else None


def _past_day(text: str, today: dt.date) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day if dt.date(FIRST_YEAR, 1, 1) <= day < today else None
    return None


def size_reasons(*, rows: int, columns: int) -> list[Reason]:
    if rows * columns <= MOST_CELLS:
        return []
    return [
        Reason(
            f"Bảng có {format_number(rows)} dòng × {format_number(columns)} cột, quá {format_number(MOST_CELLS)} ô một trang. "
            "Thu hẹp địa bàn, bớt cột, hoặc lập tệp Excel ở dưới."
        )
    ]


# ------------------------------------------------------------------------------------------ saved tables

SHARING = {"me": "chỉ mình tôi", "office": "cơ quan tôi", "below": "nơi này và các nơi bên dưới"}


@dataclass(frozen=True)
class SavingFacts:
    name: str
    sharing: str
    taken: bool
    """Whether the person has another table of this name at the place."""
    place_name: str
    office: str = ""
    """The office that it is shared with."""
    is_own_office: bool = True
    office_is_above: bool = False


def saving_reasons(facts: SavingFacts) -> list[Reason]:
    reasons = []
    if not facts.name:
        reasons.append(Reason("Chưa đặt tên cho bảng.", "name"))
    if facts.taken:
        reasons.append(Reason(f"Đã có bảng tên “{facts.name}” của {facts.place_name}. Đặt tên khác.", "name"))
    if facts.sharing not in SHARING:
        reasons.append(Reason("Chọn bảng dùng chung với ai.", "sharing"))
    if facts.sharing == "office" and not facts.office:
        reasons.append(Reason("Chọn cơ quan dùng chung bảng.", "office"))
    elif facts.sharing == "office" and facts.office_is_above and not facts.is_own_office:
        reasons.append(
            Reason(
                f"{facts.office} ở cấp trên của {facts.place_name}: bảng không chia sẻ lên cấp trên. "
                "Gửi số liệu lên bằng báo cáo.",
                "office",
            )
        )
    return reasons


def up_to(definition: Definition, last_day: dt.date | None) -> Definition:
    """Of a place that ended: as of its last day, never later."""
    if last_day is None or definition.year <= last_day.year:
        return definition
    as_of = definition.as_of if definition.as_of and definition.as_of < last_day else None
    return replace(definition, year=last_day.year, as_of=as_of)


def plain(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """A query's values as lists of texts."""
    return {str(name): [str(one) for one in found] for name, found in values.items()}


# ------------------------------------------------------------------------------------------ long lists

KEPT_DAYS = 3
"""How long the file of a list is kept for whoever asked for it."""
MOST_EXPORTS = 5
"""Lists of one person that may wait or be written at once."""


def export_reasons(*, rows: int, most: int, at_work: int, title: str) -> list[Reason]:
    if not rows:
        return [Reason(f"Không có dòng nào: {title}.")]
    if rows > most:
        return [
            Reason(
                f"{title}: {format_number(rows)} dòng, một trang Excel giữ được {format_number(most)}. Chọn địa bàn nhỏ hơn."
            )
        ]
    if at_work >= MOST_EXPORTS:
        return [Reason(f"Ông/bà đang có {at_work} tệp chờ ghi. Đợi xong hoặc dừng bớt rồi lập tệp mới.")]
    return []


# ------------------------------------------------------------------------------------------ public figures


@dataclass(frozen=True)
class PublishingFacts:
    place_name: str
    is_commune_or_above: bool
    has_ended: bool
    is_public: bool
    year: int
    this_year: int
    whys: tuple[str, ...] = ()
    """For each title why nothing of it can be shown; empty where something can."""


def opening_reasons(facts: PublishingFacts) -> list[Reason]:
    if not facts.is_commune_or_above:
        return [Reason(f"Số liệu công khai từ cấp xã trở lên; {facts.place_name} nằm trong trang của xã.")]
    if facts.has_ended:
        return [Reason(f"{facts.place_name} đã kết thúc, không mở công khai được.")]
    return []


def telling_reasons(facts: PublishingFacts) -> list[Reason]:
    if reasons := opening_reasons(facts):
        return reasons
    if not facts.is_public:
        return [Reason(f"{facts.place_name} chưa bật công khai số liệu. Bật trước rồi công khai từng năm.")]
    if facts.year > facts.this_year:
        return [Reason(f"Năm {facts.year} chưa đến.", "year")]
    if not facts.whys:
        return [Reason(f"Năm {facts.year} chưa có số liệu: chưa mở đợt công nhận.", "year")]
    if all(facts.whys):
        return [
            Reason(f"Năm {facts.year} không công khai được: {'; '.join(dict.fromkeys(facts.whys))}.", "year")
        ]
    return []
