"""What is typed about periodic reports; rules and actions judge it."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Organisation, Place
from hoctap.plans.forms import PlaceChoice
from hoctap.reports.answers.actions import Answer
from hoctap.reports.periodic.actions import Remark, TypedCell
from hoctap.reports.periodic.models import PeriodicReport, ReportType
from hoctap.reports.periodic.queries import Receiver
from hoctap.reports.quantities.periods import HOW_MANY, Period, PeriodKind, ad_hoc, period_of

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_REMARKS = 40


class TypeChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return f"{row.name} ({row.get_period_kind_display()})"


class PeriodFields(forms.Form):
    """A period by year and number, or by its days where the type is ad hoc."""

    type = TypeChoice(label="Loại báo cáo", queryset=ReportType.objects.none(), empty_label=None)
    place = PlaceChoice(label="Của", queryset=Place.objects.none(), empty_label=None)
    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Năm học ghi năm bắt đầu.",
        required=False,
    )
    number = forms.IntegerField(
        label="Tháng, quý hoặc 6 tháng thứ",
        min_value=1,
        max_value=12,
        required=False,
        help_text="Tháng 1–12, quý 1–4, 6 tháng 1 hoặc 2; báo cáo năm để trống.",
    )
    starts_on = DayField(label="Từ ngày", required=False, help_text="Chỉ báo cáo đột xuất.")
    ends_on = DayField(label="Đến ngày", required=False)

    def __init__(
        self, *args: Any, types: Iterable[ReportType], places: Iterable[Place], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        of_type, of_place = self.fields["type"], self.fields["place"]
        assert isinstance(of_type, TypeChoice)
        assert isinstance(of_place, PlaceChoice)
        of_type.queryset = ReportType.objects.filter(pk__in=[one.pk for one in types])
        self.place_ids = [one.pk for one in places]
        of_place.queryset = Place.objects.filter(pk__in=self.place_ids)
        self.fields["year"].initial = today().year

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        row = typed.get("type")
        if row is not None and not self.errors:
            typed["period"] = self._period(PeriodKind(row.period_kind), typed)
        return typed

    def _period(self, kind: PeriodKind, typed: dict[str, Any]) -> Period | None:
        if kind == PeriodKind.AD_HOC:
            starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
            if not starts_on or not ends_on:
                self.add_error("starts_on", "Báo cáo đột xuất: ghi từ ngày nào đến ngày nào.")
            elif ends_on < starts_on:
                self.add_error("ends_on", "Ngày cuối phải từ ngày đầu trở đi.")
            else:
                return ad_hoc(starts_on, ends_on)
            return None
        year, number = typed.get("year"), typed.get("number") or 1
        if not year:
            self.add_error("year", "Ghi năm của kỳ báo cáo.")
        elif number > HOW_MANY[kind]:
            self.add_error("number", f"Một năm có {HOW_MANY[kind]} kỳ “{kind.label}”.")
        else:
            return period_of(kind, year, number)
        return None


class OpenForm(PeriodFields):
    issuer = forms.ModelChoiceField(
        label="Cơ quan lập",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Cơ quan duy nhất của nơi này",
    )
    why = forms.CharField(
        label="Lý do lập lại",
        max_length=300,
        required=False,
        help_text="Chỉ khi kỳ này đã gửi báo cáo và nay phải sửa.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_issuer = self.fields["issuer"]
        assert isinstance(of_issuer, forms.ModelChoiceField)
        of_issuer.queryset = Organisation.objects.filter(place__in=self.place_ids).order_by("name")


class CallForm(PeriodFields):
    before_on = DayField(label="Trước ngày", help_text="Hạn cuối là ngày liền trước.")
    receiver = forms.ModelChoiceField(
        label="Cơ quan tổng hợp", queryset=Organisation.objects.none(), empty_label=None
    )
    note = forms.CharField(
        label="Yêu cầu thêm", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_place, of_receiver = self.fields["place"], self.fields["receiver"]
        assert isinstance(of_place, PlaceChoice)
        assert isinstance(of_receiver, forms.ModelChoiceField)
        of_place.label = "Địa bàn tổng hợp"
        of_receiver.queryset = Organisation.objects.filter(
            place__in=self.place_ids, valid_to__isnull=True
        ).order_by("name")
        # Of a past year the bodies of that year are offered too.
        past = self.data.get("year") or self.initial.get("year")
        if past and str(past).isdigit() and int(past) < today().year:
            of_receiver.queryset = Organisation.objects.filter(place__in=self.place_ids).order_by("name")


class CutOffForm(forms.Form):
    cut_off_on = DayField(label="Số liệu thực hiện đến hết ngày")


class SentOnForm(forms.Form):
    sent_on = DayField(
        label="Đã gửi trên giấy ngày",
        required=False,
        help_text="Báo cáo đã gửi trên giấy trước khi dùng hệ thống, nay ghi lại. Để trống là gửi hôm nay.",
    )


class UrgeForm(forms.Form):
    text = forms.CharField(
        label="Nội dung nhắc",
        max_length=180,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi nội dung nhắc."},
    )


class ReceiversForm(forms.Form):
    """One a line; the line that begins with a star is who gathers."""

    receivers = forms.CharField(
        label="Kính gửi",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi nơi một dòng. Dấu * ở đầu dòng là nơi tổng hợp.",
        error_messages={"required": "Ghi ít nhất một nơi nhận."},
    )

    def lines(self, report: PeriodicReport) -> list[Receiver]:
        """Names of bodies on record are recognised exactly; the others stay words."""
        typed = [line.strip() for line in self.cleaned_data["receivers"].splitlines() if line.strip()]
        names = {line.lstrip("* ").strip() for line in typed}
        known = {
            one.name: one
            for one in Organisation.objects.filter(name__in=names, place__in=report.place.path)
            .select_related("successor")
            .order_by("valid_from")
        }
        return [
            Receiver(name, known.get(name), line.startswith("*"))
            for line in typed
            for name in (line.lstrip("* ").strip(),)
            if name
        ]

    def differs_from(self, report: PeriodicReport) -> bool:
        """Whether other lines stand in the field than are kept."""
        return _lines(self.data.get("receivers", "")) != _lines(receivers_text(report.receivers.all()))


def _lines(text: str) -> list[str]:
    return [clean(line) for line in text.splitlines() if clean(line)]


def receivers_text(rows: Iterable[Any]) -> str:
    return "\n".join(f"{'* ' if one.gathers else ''}{one.name}" for one in rows)


CELL, SEEN, TEXT = "cell:", "seen:", "text:"
ANSWER, MENDED = "answer:", "mended:"


def sent_texts(post: QueryDict) -> dict[str, tuple[str, int]]:
    """Section → its words and the revision that the writer had before him."""
    return {
        name.removeprefix(TEXT): (str(value), _revision(post, name))
        for name, value in post.items()
        if name.startswith(TEXT)
    }


def sent_cells(post: QueryDict) -> list[TypedCell]:
    """Numbers as people write them: 1.234,5. What is no number is refused, naming its field."""
    cells, reasons = [], []
    for name, value in post.items():
        if not name.startswith(CELL):
            continue
        cell = name.removeprefix(CELL)
        try:
            cells.append(TypedCell(cell, read_number(str(value)), _revision(post, name)))
        except ValueError:
            reasons.append(Reason(f"“{str(value)[:30]}” không phải là số. Ghi như 1.234 hoặc 1.234,5.", cell))
    if reasons:
        raise Refused(reasons)
    return cells


def sent_answers(post: QueryDict) -> list[Answer]:
    """To the remarks of the returned version: words, and whether it was mended."""
    found = []
    for name in post:
        if not name.startswith(ANSWER):
            continue
        try:
            remark = UUID(name.removeprefix(ANSWER))
        except ValueError:
            continue
        found.append(Answer(remark, str(post[name]), f"{MENDED}{remark}" in post, _revision(post, name)))
    return found


def _revision(post: QueryDict, name: str) -> int:
    seen = str(post.get(SEEN + name, ""))
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0


def read_number(text: str) -> Decimal | None:
    """'1.234,5' → 1234.5; empty → None. Raises ValueError."""
    plain = re.sub(r"[\s\N{NO-BREAK SPACE}]", "", text)
    if not plain:
        return None
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d{1,18})(,\d{1,2})?", plain):
        raise ValueError(text)
    try:
        return Decimal(plain.replace(".", "").replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error


def sent_remarks(post: QueryDict) -> list[Remark]:
    """What a remark is about, a line and perhaps its column, and what it says, as the page sends them."""
    about = post.getlist("about")[:MOST_REMARKS]
    columns = [*post.getlist("column"), *[""] * len(about)]
    text = post.getlist("remark")[:MOST_REMARKS]
    return [
        Remark(_address(at.strip(), column), words)
        for at, column, words in zip(about, columns, text, strict=False)
        if words.strip()
    ]


def _address(line: str, column: str) -> str:
    table, _, key = column.partition("/")
    if not key:
        return line
    # A column of another table has no such line: the address names nothing, and is refused.
    return f"{line}/{key}" if line.startswith(f"{table}/") else f"{line}/{column}/?"
