"""What is typed after a signature."""

from django import forms

from hoctap.accounts.models import Capacity
from hoctap.core.forms import DayField, in_our_calendar
from hoctap.papers.link_rules import LONGEST_DAYS, USUAL_DAYS
from hoctap.papers.models import WithdrawalKind


def capacity_label(capacity: Capacity) -> str:
    """'Lê Văn Tâm, Phó Chủ tịch, KT. Chủ tịch (từ 01/03/2026)'."""
    marks = "".join(f", {one}" for one in capacity.authorities.all())
    until = f" đến trước {capacity.ends_on:%d/%m/%Y}" if capacity.ends_on else ""
    return f"{capacity.user.full_name}, {capacity.title}{marks} (từ {capacity.starts_on:%d/%m/%Y}{until})"


OTHER = ("other", "Người khác, không có tài khoản ở đây: ghi tên bên dưới")


class SignerForm(forms.Form):
    """Before printing: whose block stands under the paper. Nothing is chosen beforehand."""

    signing_capacity = forms.ChoiceField(
        label="Ai ký, với tư cách nào?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn người ký và tư cách ký.",
            "invalid_choice": "Hãy chọn một người trong danh sách.",
        },
    )

    def __init__(self, *args: object, could_sign: list[Capacity], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["signing_capacity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), capacity_label(one)) for one in could_sign]


class SignatureForm(forms.Form):
    signing_capacity = forms.ChoiceField(
        label="Ai đã ký, với tư cách nào?",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Hãy chọn một người trong danh sách, hoặc ghi tên bên dưới."},
    )
    acting_capacity = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    number = forms.IntegerField(
        label="Số",
        required=False,
        min_value=1,
        help_text="Số văn thư cấp sau khi ký; chỉ ghi phần số, ví dụ 5.",
    )
    dated_on = forms.DateField(
        label="Ngày ký",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[in_our_calendar],
    )
    signer = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    signer_capacity = forms.CharField(label="Chức vụ, tư cách ký", max_length=200, required=False)
    file = forms.FileField(
        label="Bản đã ký, đóng dấu", required=False, help_text="Ảnh chụp hoặc PDF, dưới 15 MB."
    )

    def __init__(self, *args: object, could_sign: list[Capacity], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["signing_capacity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((str(one.pk), capacity_label(one)) for one in could_sign), OTHER]


class LinkForm(forms.Form):
    made_for = forms.CharField(
        label="Gửi cho ai", max_length=120, help_text="Ví dụ: Trưởng ấp 3. Chỉ xã nhìn thấy."
    )
    days = forms.IntegerField(
        label="Dùng được mấy ngày",
        initial=USUAL_DAYS,
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"), f"Liên kết dùng được từ 1 đến {LONGEST_DAYS} ngày."
        ),
    )


class SignedCopyForm(forms.Form):
    file = forms.FileField(
        label="Bản đã ký, đóng dấu",
        required=False,
        help_text="Ảnh chụp hoặc PDF, dưới 15 MB. Nộp rồi không thay được.",
    )


class WithdrawalForm(forms.Form):
    kind = forms.ChoiceField(
        label="Việc",
        required=False,
        choices=WithdrawalKind.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Chọn thu hồi hay thay thế."},
    )
    by_paper = forms.ChoiceField(
        label="Theo văn bản nào",
        required=False,
        help_text="Văn bản đã ký của cùng cơ quan.",
        error_messages={"invalid_choice": "Hãy chọn một văn bản trong danh sách."},
    )
    by_words = forms.CharField(
        label="Hoặc văn bản ở ngoài",
        required=False,
        max_length=200,
        help_text="Tên loại, số, ngày, cơ quan, ví dụ: Quyết định 12/QĐ-UBND ngày 05/11/2024 của UBND huyện.",
    )
    on = DayField(label="Từ ngày", required=False)
    reason = forms.CharField(label="Vì", required=False, max_length=300)

    def __init__(self, *args: object, papers: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["by_paper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chưa chọn"), *papers]


class EditedForm(forms.Form):
    file = forms.FileField(label="Bản Word đã sửa (.docx)")
