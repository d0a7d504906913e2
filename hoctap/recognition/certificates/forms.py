"""Forms of the certificates."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from hoctap.accounts.models import Capacity
from hoctap.core.forms import DayField
from hoctap.core.refusals import Reason
from hoctap.places.models import Place
from hoctap.recognition.certificates.rules import (
    ALIGNMENTS,
    FIELDS,
    LEAST_YEARS,
    MOST_DIGITS,
    MOST_YEARS,
    millimetres,
    usual_fields,
)
from hoctap.recognition.models import Award, CertificateLayout, PaperSize


class RuleForm(forms.Form):
    award = forms.ChoiceField(label="Cấp giấy cho", choices=Award, widget=forms.RadioSelect)
    every_years = forms.IntegerField(
        label="Cứ mấy năm",
        required=False,
        min_value=LEAST_YEARS,
        max_value=MOST_YEARS,
        help_text="Chỉ khi chọn “cứ một số năm”. Ví dụ 3: giấy ở năm thứ nhất, thứ tư, thứ bảy giữ liền.",
    )
    with_qr = forms.BooleanField(
        label="In mã QR",
        required=False,
        help_text="Ai quét mã thì thấy đúng những gì ghi trên giấy, và giấy còn hiệu lực hay đã thu hồi.",
    )


class PatternForm(forms.Form):
    year = forms.IntegerField(label="Sổ của năm", min_value=2015, max_value=2100)
    pattern = forms.CharField(
        label="Mẫu số vào sổ",
        max_length=40,
        help_text="{so} là số thứ tự, {nam} là năm của sổ. Ví dụ {so}/{nam} hoặc {so}/GCN-UBND.",
    )
    digits = forms.IntegerField(
        label="Số chữ số của số thứ tự", min_value=1, max_value=MOST_DIGITS, help_text="4 thì in 0001."
    )


class ExemplaryForm(forms.Form):
    reason = forms.CharField(label="Vì sao tiêu biểu", max_length=300)


class _SignedForm(forms.Form):
    dated_on = DayField(label="Ngày cấp ghi trên giấy")
    capacity = forms.ChoiceField(label="Người ký", required=False)
    sheet = forms.ChoiceField(label="In trên")

    def __init__(
        self, *args: Any, signers: list[Capacity], sheets: list[tuple[str, str]], on: dt.date, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.signers = {str(one.pk): one for one in signers}
        named = [(key, f"{one.user.full_name}, {one.title}") for key, one in self.signers.items()]
        capacity, sheet = self.fields["capacity"], self.fields["sheet"]
        capacity.choices = named if len(named) == 1 else [("", "Chọn người ký"), *named]  # type: ignore[attr-defined]
        sheet.choices = sheets  # type: ignore[attr-defined]
        self.fields["dated_on"].initial = on

    def chosen_capacity(self) -> Capacity | None:
        return self.signers.get(self.cleaned_data["capacity"])


class IssueForm(_SignedForm):
    pass


class ReissueForm(_SignedForm):
    why = forms.CharField(
        label="Lý do cấp lại", max_length=300, help_text="Ví dụ: giấy cũ bị rách, in sai tên đệm."
    )
    field_order = ("why", "dated_on", "capacity", "sheet")


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label="In trên")

    def __init__(self, *args: Any, sheets: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = sheets  # type: ignore[attr-defined]


class ReceiptForm(forms.Form):
    received_on = DayField(label="Ngày nhận")


class LayoutNewForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Xã, phường",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn xã, phường."},
    )
    name = forms.CharField(label="Tên phôi", max_length=80, help_text="Ví dụ: Phôi đỏ, nhà in Cao Lãnh 2026")
    paper = forms.ChoiceField(label="Khổ giấy", choices=PaperSize)

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if places.count() == 1:
            self.fields["place"].initial = places.first()


class LayoutForm(forms.Form):
    name = forms.CharField(label="Tên phôi", max_length=80)
    paper = forms.ChoiceField(label="Khổ giấy", choices=PaperSize)
    offset_x = forms.DecimalField(
        label="Lệch ngang (mm)",
        max_digits=4,
        decimal_places=1,
        localize=True,
        help_text="Máy in in lệch sang trái 2 mm thì ghi 2; lệch sang phải 2 mm thì ghi -2.",
    )
    offset_y = forms.DecimalField(
        label="Lệch dọc (mm)",
        max_digits=4,
        decimal_places=1,
        localize=True,
        help_text="In cao hơn 2 mm thì ghi 2; thấp hơn 2 mm thì ghi -2.",
    )


class FieldRow:
    """One field of a layout in the table: as it is kept, or as it was typed."""

    def __init__(self, key: str, kept: Mapping[str, Any] | None, usual: Mapping[str, Any]):
        source = kept or usual
        self.key, self.label, self.shown = key, FIELDS[key], kept is not None
        self.values = {name: _plain(source[name]) for name in ("x", "y", "width", "size")}
        self.align, self.bold = source["align"], source["bold"]
        self.alignments = list(ALIGNMENTS.items())
        self.error = ""


_ANYWHERE = {"x": 20.0, "y": 20.0, "width": 100.0, "size": 14.0, "align": "center", "bold": False}


def field_rows(layout: CertificateLayout) -> list[FieldRow]:
    usual = usual_fields(layout.paper)
    return [FieldRow(key, layout.fields.get(key), usual.get(key, _ANYWHERE)) for key in FIELDS]


def typed_fields(post: Mapping[str, str]) -> tuple[dict[str, dict[str, Any]], list[FieldRow], list[Reason]]:
    """What was typed in the table: the fields to be printed, the rows to show again, and what is no number."""
    fields: dict[str, dict[str, Any]] = {}
    rows, reasons = [], []
    for key, label in FIELDS.items():
        row = FieldRow(key, None, _ANYWHERE)
        row.shown = post.get(f"{key}-shown") == "1"
        row.values = {name: post.get(f"{key}-{name}", "")[:10] for name in row.values}
        align = post.get(f"{key}-align", "")
        row.align = align if align in ALIGNMENTS else "center"
        row.bold = post.get(f"{key}-bold") == "1"
        rows.append(row)
        if not row.shown:
            continue
        values = {name: millimetres(text) for name, text in row.values.items()}
        if None in values.values():
            row.error = f"{label}: vị trí, bề rộng và cỡ chữ phải là số, ví dụ 12,5."
            reasons.append(Reason(row.error, key))
            continue
        fields[key] = {**values, "align": row.align, "bold": row.bold}
    return fields, rows, reasons


def _plain(value: float) -> str:
    return f"{value:g}".replace(".", ",")
