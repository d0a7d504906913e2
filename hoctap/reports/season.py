"""The shapes of the season's table: a row of figures for a place or a Tổ, and the table of a title."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from hoctap.core.vietnamese import format_date, format_number, format_share
from hoctap.criteria.models import Title
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, Place
from hoctap.plans.queries import TargetResult
from hoctap.recognition import citizen_measures
from hoctap.recognition.measures import (
    RECOGNISED,
    RECOGNISED_OF_REGISTERED,
    dossiers_url,
    measures_of,
)

_CHILD_LABELS = {
    Level.PROVINCE: "Địa bàn",
    Level.DISTRICT: "Xã, thị trấn",
    Level.COMMUNE: "Ấp, khóm",
    Level.HAMLET: "Ấp, khóm",
}


@dataclass(frozen=True)
class TitleMeasures:
    """What a title's table is read from, and its words."""

    of_whole: Measure
    of_registered: Measure
    all: tuple[Measure, ...]
    """Whose targets the table answers."""
    whole_label: str
    recognised_label: str
    share_label: str
    counts_adults: bool = False
    """The whole is not those who can have a dossier: who of the recognised are in it is told apart."""


_SHIPPED = {
    Title.LEARNING_FAMILY: TitleMeasures(
        of_whole=RECOGNISED,
        of_registered=RECOGNISED_OF_REGISTERED,
        all=(RECOGNISED, RECOGNISED_OF_REGISTERED),
        whole_label="Tổng số hộ",
        recognised_label="Công nhận",
        share_label="% trên tổng số",
    ),
    Title.LEARNING_CITIZEN: TitleMeasures(
        of_whole=citizen_measures.OF_ADULTS,
        of_registered=citizen_measures.OF_REGISTERED,
        all=(*citizen_measures.FIVE, citizen_measures.OF_REGISTERED),
        whole_label="Người lớn",
        recognised_label="Công nhận",
        share_label="% người lớn",
        counts_adults=True,
    ),
}


def words_of(title: Title) -> TitleMeasures:
    """Of a title that a place added of its own they follow from what it is given to."""
    if title in _SHIPPED:
        return _SHIPPED[title]
    found = measures_of(title)
    of_persons = title.is_of_persons
    return TitleMeasures(
        of_whole=found[0],
        of_registered=found[-1],
        all=found,
        whole_label="Số công dân đăng ký" if of_persons else "Tổng số hộ",
        recognised_label="Công nhận",
        share_label="% trên số đăng ký" if of_persons else "% trên tổng số",
    )


@dataclass(frozen=True)
class SeasonRow:
    """None is "not known"; zero is zero."""

    place: Place
    year: int
    households: int | None
    """The whole: households, or adults."""
    registered: int | None
    recognised: int | None
    late: int | None
    of_households: Decimal | None
    of_registered: Decimal | None
    change: int | None
    communes_in: int
    communes_all: int
    title: Title = Title.LEARNING_FAMILY
    in_whole: int | None = None
    """Of those recognised, the ones that the whole counts: adults among the citizens."""
    group: str | None = None
    """Of one Tổ of the hamlet, as it is written; "" for those without one."""
    as_of: dt.date | None = None

    @property
    def name(self) -> str:
        if self.group is None:
            return self.place.title
        return self.group or "Chưa ghi Tổ"

    @property
    def is_missing(self) -> bool:
        return self.communes_in == 0

    @property
    def is_partial(self) -> bool:
        return 0 < self.communes_in < self.communes_all

    @property
    def late_in_bar(self) -> int:
        """Late ones can be shown inside the bar only where all of them are in it."""
        return 0 if words_of(self.title).counts_adults or self.late is None else self.late

    @property
    def table_url(self) -> str:
        """The place's own table: of a hamlet its Tổ; a Tổ's is this row."""
        if self.group is not None:
            return ""
        return table_url(self.place, self.year, self.title, self.as_of)

    @property
    def households_url(self) -> str:
        counts_adults = words_of(self.title).counts_adults
        if self.is_missing or (self.group is not None and counts_adults):
            return ""
        if counts_adults:
            return self._people("denominator")
        return self._dossiers("registered" if self.title.is_of_persons else "denominator")

    @property
    def in_whole_url(self) -> str:
        return "" if self.is_missing or self.group is not None else self._people("numerator")

    @property
    def registered_url(self) -> str:
        return self._dossiers("registered")

    @property
    def recognised_url(self) -> str:
        return self._dossiers("numerator")

    @property
    def late_url(self) -> str:
        return self._dossiers("late")

    def _dossiers(self, part: str) -> str:
        if self.is_missing:
            return ""
        more: dict[str, object] = {} if self.group is None else {"group": self.group}
        if self.as_of:
            more["as_of"] = self.as_of.isoformat()
        return dossiers_url(self.place, self.year, part, title=self.title, **more)

    def _people(self, part: str) -> str:
        return dated(words_of(self.title).of_whole.drill_url(self.place, self.year, part), self.as_of)


def dated(url: str, as_of: dt.date | None) -> str:
    return f"{url}&as_of={as_of.isoformat()}" if url and as_of else url


def table_url(place: Place, year: int, title: str, as_of: dt.date | None = None) -> str:
    asked: dict[str, object] = {"place": place.pk, "year": year}
    if title != Title.LEARNING_FAMILY:
        asked["title"] = title
    return dated(f"{reverse('result_table')}?{urlencode(asked)}", as_of)


@dataclass(frozen=True)
class SeasonTable:
    place: Place
    year: int
    rows: tuple[SeasonRow, ...]
    total: SeasonRow
    targets: tuple[TargetResult, ...]
    missing: tuple[str, ...]
    """Names of the communes without records for the year."""
    sample_mark: str
    read_at: dt.datetime
    title: Title = Title.LEARNING_FAMILY
    as_of: dt.date | None = None
    """The past day at whose end the figures are read; None is now."""
    before_note: str = ""
    """Whose year before was put together on the boundary of this one."""
    groups: tuple[SeasonRow, ...] = ()
    """Of a hamlet that writes down its Tổ: a row for each."""

    @property
    def shown_rows(self) -> tuple[SeasonRow, ...]:
        return self.groups or self.rows

    @property
    def child_label(self) -> str:
        return "Tổ" if self.groups else _CHILD_LABELS[Level(self.place.level)]

    @property
    def title_label(self) -> str:
        return self.title.label

    @property
    def words(self) -> TitleMeasures:
        return words_of(self.title)

    @property
    def counts_adults(self) -> bool:
        """Who of the recognised are in the whole stands in a column."""
        return self.words.counts_adults

    @property
    def communes_in(self) -> int:
        return self.total.communes_in

    @property
    def communes_all(self) -> int:
        return self.total.communes_all

    @property
    def line(self) -> Decimal | None:
        """The percentage that each row is held against: the first target of this very measure that binds."""
        for result in self.targets:
            if result.target.measure == self.words.of_whole.code and result.is_percent:
                return result.bar_target
        return None

    @property
    def year_text(self) -> str:
        return str(self.year)

    @property
    def caption(self) -> str:
        then = f", đến hết ngày {format_date(self.as_of)}" if self.as_of else ""
        by = self.child_label if self.groups else self.child_label.lower()
        return f"{self.title_label} theo {by} – {self.place.full_name}, năm {self.year}{then}"

    @property
    def finding(self) -> str:
        """What the table says, in one sentence."""
        total = self.total
        if total.is_missing:
            then = f" vào ngày {format_date(self.as_of)}" if self.as_of else ""
            return f"Năm {self.year} chưa có số liệu: chưa mở đợt công nhận{then}."
        unit = self.title.subject_word
        late = f", {format_number(total.late)} {unit} trễ hạn" if total.late else ""
        share = f" ({format_share(total.of_households, self.line)})" if total.households else ""
        if self.counts_adults:
            among = f"{format_number(total.in_whole)}/{format_number(total.households)}"
            return f"{format_number(total.recognised)} công dân được công nhận; trong người lớn {among}{share}{late}."
        recognised = f"{format_number(total.recognised)}/{format_number(total.households)} {unit}"
        return f"{recognised} được công nhận{share}{late}."

    @property
    def measured_targets(self) -> list[TargetResult]:
        """Those that this table answers: the targets of the same measures. They are held against figures of now."""
        if self.as_of:
            return []
        codes = {measure.code for measure in self.words.all}
        return [result for result in self.targets if result.target.measure in codes]
