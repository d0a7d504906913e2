"""Forms of the edition editor. They turn text into values; the rules say no."""

from decimal import Decimal
from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.core.text import clean
from hoctap.criteria.drafting.content import Row, plain
from hoctap.criteria.drafting.table import Cells, Column, number_in
from hoctap.criteria.models import CriteriaEdition, Scoring
from hoctap.places.models import Place


class PointsField(forms.CharField):
    """80, 7,5: a number as people write it here."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, required=False, max_length=12, help_text=help_text)

    def clean(self, value: Any) -> Decimal | None:
        typed = clean(str(super().clean(value))).replace(" ", "")
        if not typed:
            return None
        try:
            return number_in(typed) + 0
        except ArithmeticError:
            raise forms.ValidationError("Ghi số, ví dụ 80 hoặc 7,5.") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize() + 0:f}".replace(".", ",") if isinstance(value, Decimal) else value


class MonthsField(forms.IntegerField):
    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=1,
            max_value=240,
            help_text=help_text,
            error_messages={"invalid": "Ghi số tháng, ví dụ 36."},
        )


class DraftForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Của địa bàn",
        empty_label="Chọn…",
        help_text="Mọi xã bên dưới theo bộ này, trừ nơi đã có bộ riêng.",
        error_messages={
            "required": "Hãy chọn địa bàn.",
            "invalid_choice": "Hãy chọn địa bàn trong danh sách.",
        },
    )
    title = forms.ChoiceField(
        label="Danh hiệu",
        error_messages={
            "required": "Hãy chọn danh hiệu.",
            "invalid_choice": "Hãy chọn danh hiệu trong danh sách.",
        },
    )
    base = forms.ModelChoiceField(
        CriteriaEdition.objects.none(),
        label="Bắt đầu từ",
        required=False,
        empty_label="bảng trống",
        help_text="Chép một bộ đã có, hoặc dựng từ khung rồi điền phần còn thiếu.",
    )
    scoring = forms.ChoiceField(
        label="Nếu bắt đầu từ bảng trống thì",
        choices=Scoring.choices,
        initial=Scoring.POINTS,
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="Tên bộ tiêu chí",
        max_length=200,
        required=False,
        help_text="Ví dụ: Gia đình học tập – QĐ 120/QĐ-UBND. Để trống thì theo tên bộ được chép.",
    )

    def __init__(self, *args: Any, places: Any, titles: Any, bases: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["title"].choices = [(title.value, title.label) for title in titles]  # type: ignore[attr-defined]
        self.fields["base"].queryset = bases  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Của địa bàn",
        empty_label="Chọn…",
        error_messages={
            "required": "Hãy chọn địa bàn.",
            "invalid_choice": "Hãy chọn địa bàn trong danh sách.",
        },
    )
    title = forms.ChoiceField(
        label="Danh hiệu",
        error_messages={
            "required": "Hãy chọn danh hiệu.",
            "invalid_choice": "Hãy chọn danh hiệu trong danh sách.",
        },
    )
    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn tệp."},
    )

    def __init__(self, *args: Any, places: Any, titles: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["title"].choices = [(title.value, title.label) for title in titles]  # type: ignore[attr-defined]


class HeaderForm(forms.Form):
    name = forms.CharField(
        label="Tên bộ tiêu chí", max_length=200, error_messages={"required": "Hãy ghi tên."}
    )
    instrument = forms.CharField(
        label="Văn bản",
        max_length=300,
        required=False,
        help_text="Ví dụ: Quyết định số 120/QĐ-UBND ngày 05/02/2027 của UBND tỉnh Đồng Tháp",
    )
    verification_note = forms.CharField(
        label="Ghi chú về nguồn", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    valid_from = DayField(label="Có hiệu lực từ ngày", required=False)
    valid_to = DayField(label="Hết hiệu lực từ ngày", required=False, help_text="Chưa có thì để trống.")
    threshold = PointsField(label="Điểm đạt")
    least_each = PointsField(label="Không mục nào dưới", help_text="Văn bản không đặt thì để trống.")
    declared_total = PointsField(
        label="Tổng điểm văn bản ghi", help_text="Để máy so với tổng các dòng. Không ghi thì để trống."
    )
    valid_months = MonthsField(
        label="Kết quả có giá trị (tháng)", help_text="Danh hiệu xét hằng năm thì để trống."
    )
    next_level_months = MonthsField(label="Mức cao hơn sau (tháng)")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, edition: CriteriaEdition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        drops = ("threshold", "least_each", "declared_total")
        for name in drops if edition.scoring == Scoring.STANDARDS else ("next_level_months",):
            del self.fields[name]

    def typed(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("name", "instrument", "verification_note"):
            values[name] = clean(values[name])
        if "threshold" in values:
            values["threshold"] = values["threshold"] or Decimal(0)
        return values


CODE, LABEL = Column("code", "Mã", 10), Column("label", "Tên", 40)
POINTS_LISTS = {
    "groups": ("Nhóm và điểm của nhóm", [Column("name", "Tên nhóm", 40), Column("points", "Điểm", 8)]),
    "grades": (
        "Xếp loại, thấp nhất trước",
        [CODE, LABEL, Column("from", "Từ (điểm)", 8), Column("below", "Dưới (điểm)", 8)],
    ),
    "forms": ("Mẫu phiếu cho từng nhóm người", [CODE, LABEL]),
}
STANDARDS_LISTS = {
    "levels": ("Mức độ, thấp nhất trước", [CODE, LABEL]),
    "variants": ("Trường hợp riêng, như vùng khó khăn", [CODE, LABEL]),
    "kinds": ("Loại đơn vị", [CODE, LABEL]),
}


def lists_of(scoring: str) -> dict[str, tuple[str, list[Column]]]:
    return STANDARDS_LISTS if scoring == Scoring.STANDARDS else POINTS_LISTS


def list_rows(rows: list[Row], columns: list[Column]) -> list[Cells]:
    return [
        {
            column.key: ""
            if row.get(column.key) is None
            else f"{row[column.key]}".replace(".", ",")
            if column.key in ("points", "from", "below")
            else str(row[column.key])
            for column in columns
        }
        for row in rows
    ]


def rows_of_list(cells: list[Cells], columns: list[Column], wrong: list[str], name: str) -> list[Row]:
    """Values of a list; ids of the cells that are no number go to `wrong`."""
    kept: list[Row] = []
    for number, typed in enumerate(cells, start=1):
        if not any(clean(value) for value in typed.values()):
            continue
        row: Row = {}
        for column in columns:
            value = clean(typed.get(column.key, ""))
            if column.key not in ("points", "from", "below"):
                row[column.key] = value[:200]
            elif value or column.key != "below":
                try:
                    row[column.key] = plain(number_in(value.replace(" ", "")))
                except ArithmeticError:
                    wrong.append(f"{name}-{number}-{column.key}")
                    row[column.key] = 0
        kept.append(row)
    return kept


class PublishForm(forms.Form):
    number = forms.CharField(
        label="Số văn bản", max_length=60, required=False, help_text="Ví dụ: 120/QĐ-UBND"
    )
    dated_on = DayField(label="Ngày văn bản", required=False)
    copy = forms.FileField(label="Bản quét văn bản", required=False, allow_empty_file=True)
    is_compared = forms.BooleanField(
        label="Tôi đã đối chiếu từng dòng với văn bản",
        required=False,
        help_text="Không đánh dấu thì mọi màn hình và bản in ghi “mẫu chưa xác thực”.",
    )
    closes = forms.BooleanField(label="Kết thúc hiệu lực bộ trước", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class EndForm(forms.Form):
    ends_on = DayField(label="Thôi áp dụng từ ngày", required=False)
    why = forms.CharField(
        label="Vì sao",
        max_length=300,
        required=False,
        help_text="Ví dụ: văn bản bị bãi bỏ, chưa có hướng dẫn mới",
    )
    number = forms.CharField(label="Số văn bản bãi bỏ", max_length=60, required=False)
    dated_on = DayField(label="Ngày văn bản", required=False)


class PageForm(forms.Form):
    page = forms.FileField(
        label="Ảnh chụp hoặc bản quét trang in",
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn tệp."},
    )
    name = forms.CharField(
        label="Trang", max_length=120, required=False, help_text="Ví dụ: trang 5, Phụ lục I"
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel", allow_empty_file=True, error_messages={"required": "Hãy chọn tệp."}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
