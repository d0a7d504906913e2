"""Forms of the data subjects' desk."""

import datetime as dt
from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.commune_form import CommuneForm
from hoctap.places.models import Place
from hoctap.privacy.models import IncidentKind


class MomentField(forms.DateTimeField):
    """A day and an hour: the browser's own picker where it has one, else 15/11/2024 09:41."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": "Ngày giờ chưa đúng. Hãy ghi như 15/11/2024 09:41.",
            },
        )


def _long(label: str, *, help_text: str = "", required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"Hãy ghi {label.lower()}."},
    )


class DayOffForm(CommuneForm):
    on = DayField(label="Ngày nghỉ")
    name = forms.CharField(
        label="Nghỉ dịp gì",
        max_length=120,
        help_text="Ví dụ: Tết Nguyên đán, Giỗ Tổ Hùng Vương, nghỉ bù.",
        error_messages={"required": "Hãy ghi nghỉ dịp gì."},
    )
    source = forms.CharField(
        label="Văn bản thông báo nghỉ",
        max_length=200,
        error_messages={"required": "Hãy ghi văn bản thông báo nghỉ."},
    )
    until = DayField(
        label="Đến hết ngày",
        required=False,
        help_text="Khi nghỉ nhiều ngày liền. Thứ Bảy, Chủ nhật và ngày lễ cố định tự bỏ qua.",
    )

    def clean_until(self) -> dt.date | None:
        until, on = self.cleaned_data["until"], self.cleaned_data.get("on")
        if until is not None and on is not None and not on <= until <= on + dt.timedelta(days=20):
            raise forms.ValidationError("Ngày cuối phải từ ngày đầu trở đi, không quá 20 ngày.")
        return until


class RetentionForm(forms.Form):
    months = forms.IntegerField(
        label="Giữ bao nhiêu tháng",
        error_messages={"required": "Hãy ghi số tháng.", "invalid": "Số tháng là một số, ví dụ 60."},
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Văn bản quy định thời hạn, hoặc vì sao xã chọn thời hạn này.",
        error_messages={"required": "Hãy ghi căn cứ: văn bản, hoặc vì sao chọn thời hạn này."},
    )


class IncidentForm(CommuneForm):
    kind = forms.ChoiceField(
        label="Loại sự cố",
        choices=IncidentKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn loại sự cố."},
    )
    what = _long(
        "Việc gì đã xảy ra",
        required=True,
        help_text="Ở đâu, cái gì, thế nào. Không ghi tên người dân bị ảnh hưởng.",
    )
    found_at = MomentField(label="Phát hiện lúc", help_text="72 giờ tính từ lúc này.")
    happened_at = MomentField(label="Xảy ra lúc", required=False, help_text="Để trống nếu chưa biết.")


class AssessmentForm(forms.Form):
    data_kinds = forms.CharField(
        label="Những dữ liệu nào",
        required=False,
        max_length=500,
        help_text="Ví dụ: họ tên, năm sinh, điện thoại.",
    )
    subjects_count = forms.IntegerField(
        label="Khoảng bao nhiêu người",
        required=False,
        min_value=0,
        max_value=200_000_000,
        error_messages={
            "invalid": "Số người là một số, ví dụ 120.",
            "min_value": "Số người không âm.",
            "max_value": "Số người lớn quá.",
        },
    )
    consequences = _long("Hậu quả, nguy cơ")
    measures = _long("Đã và sẽ làm gì để ngăn chặn, khắc phục")
    is_harm_likely = forms.TypedChoiceField(
        label="Việc này có thể gây hại cho người dân không",
        required=False,
        choices=[("yes", "Có"), ("no", "Không"), ("", "Chưa rõ")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class AuthorityForm(forms.Form):
    told_at = MomentField(label="Thông báo lúc")
    told_whom = forms.CharField(
        label="Cơ quan nhận thông báo",
        max_length=200,
        error_messages={"required": "Hãy ghi đã thông báo cho cơ quan nào."},
    )
    told_number = forms.CharField(label="Số văn bản", required=False, max_length=60)
    late_why = forms.CharField(
        label="Vì sao chậm", required=False, max_length=500, help_text="Bắt buộc khi đã quá 72 giờ."
    )


class SubjectsForm(forms.Form):
    subjects_told_at = MomentField(label="Báo người dân lúc")
    subjects_told_how = forms.CharField(
        label="Bằng cách nào",
        max_length=300,
        help_text="Ví dụ: gặp từng nhà, giấy báo, loa truyền thanh.",
        error_messages={"required": "Hãy ghi đã báo người dân bằng cách nào."},
    )


class CloseForm(forms.Form):
    untold_why = forms.CharField(
        label="Vì sao không phải thông báo cơ quan chuyên trách",
        required=False,
        max_length=500,
        help_text="Chỉ khi chưa thông báo.",
    )
    lessons = _long("Rút kinh nghiệm")


def place_initial(communes: list[Place]) -> dict[str, Any]:
    """With one commune there is nothing to choose."""
    return {"place": str(communes[0].pk)} if len(communes) == 1 else {}
