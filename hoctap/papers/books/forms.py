"""What is typed into the books."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hoctap.accounts.models import User
from hoctap.core.forms import DayField
from hoctap.papers.books.actions import IncomingDetails
from hoctap.papers.books.models import Purpose, SentBy, Urgency
from hoctap.papers.books.registry import RecipientGroup, Targets
from hoctap.places.models import Numbering, Organisation

_NONE = ("", "Chưa chọn")


class _Choices(forms.Form):
    def choose(
        self, name: str, choices: Sequence[tuple[str, str] | tuple[str, list[tuple[str, str]]]]
    ) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class RecipientForm(_Choices):
    organisation = forms.ChoiceField(
        label="Cơ quan, tổ chức trong hệ thống",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn một cơ quan trong danh sách."},
    )
    words = forms.CharField(
        label="Hoặc ghi tên nơi nhận",
        max_length=300,
        required=False,
        help_text="Nơi không có trong danh sách, hoặc nơi lưu: VT",
    )
    purpose = forms.ChoiceField(label="Để làm gì", required=False, choices=[_NONE, *Purpose.choices])

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choose("organisation", [_NONE, *((str(one.pk), one.name) for one in organisations)])


class GroupForm(_Choices):
    members = forms.MultipleChoiceField(
        label="Gửi tới",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Hãy chọn ít nhất một nơi.",
            "invalid_choice": "Danh sách đã thay đổi. Tải lại trang rồi chọn.",
        },
    )
    purpose = forms.ChoiceField(label="Để làm gì", required=False, choices=[_NONE, *Purpose.choices])

    def __init__(self, *args: Any, group: RecipientGroup, **kwargs: Any):
        keys = [str(at) for at in range(len(group.members))]
        kwargs.setdefault("initial", {"members": keys})
        super().__init__(*args, **kwargs)
        names = [one.name for one in group.members]
        self.choose("members", list(zip(keys, names, strict=True)))


class SentForm(forms.Form):
    sent_on = DayField(label="Ngày gửi", required=False)
    sent_by = forms.ChoiceField(label="Cách gửi", required=False, choices=[_NONE, *SentBy.choices])
    signed_for = forms.CharField(
        label="Ký nhận", max_length=120, required=False, help_text="Họ tên người ký nhận, nếu có"
    )


class DispatchForm(forms.Form):
    copies = forms.IntegerField(label="Số lượng bản", required=False, min_value=1, max_value=9_999)
    kept_by = forms.CharField(label="Đơn vị, người nhận bản lưu", max_length=120, required=False)
    handed_on = DayField(label="Ngày chuyển", required=False)
    signed_for = forms.CharField(label="Ký nhận", max_length=120, required=False)
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)


class SeriesForm(forms.Form):
    numbering = forms.ChoiceField(label="Ai cấp số", choices=Numbering.choices, widget=forms.RadioSelect)
    series = forms.ChoiceField(
        label="Dãy số",
        choices=[
            ("kind", "Mỗi loại văn bản một dãy số, ví dụ 05/QĐ-UBND và 05/BC-UBND"),
            ("all", "Một dãy số chung cho mọi loại văn bản"),
        ],
        widget=forms.RadioSelect,
    )


class FreeForm(_Choices):
    series = forms.ChoiceField(
        label="Loại văn bản",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn loại văn bản của dãy số."},
    )
    year = forms.IntegerField(label="Năm")
    first = forms.IntegerField(label="Từ số", required=False)
    last = forms.IntegerField(label="Đến số", required=False, help_text="Bỏ trống nếu chỉ một số")
    reason = forms.CharField(
        label="Số để trống vì",
        max_length=200,
        required=False,
        help_text="Ví dụ: đã cấp trên sổ giấy trước khi dùng hệ thống",
    )

    def __init__(self, *args: Any, series: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choose("series", [(one, one or "Mọi loại") for one in series])


class IncomingForm(forms.Form):
    issuer_name = forms.CharField(
        label="Cơ quan ban hành",
        max_length=200,
        required=False,
        help_text="Như trên văn bản, ví dụ Ủy ban nhân dân tỉnh Đồng Tháp",
    )
    kind = forms.CharField(
        label="Tên loại", max_length=60, required=False, help_text="Ví dụ Kế hoạch, Công văn"
    )
    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ 415/KH-UBND"
    )
    dated_on = DayField(label="Ngày văn bản", required=False)
    title = forms.CharField(label="Trích yếu", max_length=300, required=False)
    received_on = DayField(label="Ngày đến", required=False)
    urgency = forms.ChoiceField(label="Độ khẩn", choices=Urgency.choices)
    due_on = DayField(label="Thời hạn giải quyết", required=False, help_text="Ngày cuối cùng còn trong hạn")
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)
    file = forms.FileField(
        label="Bản quét hoặc ảnh chụp", required=False, help_text="Ảnh hoặc PDF, dưới 15 MB."
    )
    acting_capacity = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def details(self) -> IncomingDetails:
        names = (
            "issuer_name", "title", "dated_on", "received_on", "number", "kind", "urgency", "due_on", "note",
        )  # fmt: skip
        return IncomingDetails(**{name: self.cleaned_data[name] for name in names})

    def scan(self) -> bytes | None:
        upload = self.cleaned_data["file"]
        return upload.read() if upload else None


class HandForm(_Choices):
    handler = forms.ChoiceField(
        label="Người giải quyết",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn một người trong danh sách."},
    )
    unit = forms.CharField(
        label="Đơn vị nhận", max_length=120, required=False, help_text="Ví dụ Phòng Văn hóa – Xã hội"
    )
    due_on = DayField(label="Thời hạn giải quyết", required=False)
    handed_on = DayField(label="Ngày chuyển", required=False)
    signed_for = forms.CharField(label="Ký nhận", max_length=120, required=False)

    def __init__(self, *args: Any, handlers: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choose("handler", [_NONE, *((str(one.pk), one.full_name) for one in handlers)])


class DoneForm(forms.Form):
    progress = forms.CharField(
        label="Tiến độ, kết quả",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done_on = DayField(label="Xong ngày", required=False)
    reply_number = forms.CharField(label="Số, ký hiệu văn bản trả lời", max_length=60, required=False)


class AboutForm(_Choices):
    about = forms.ChoiceField(
        label="Văn bản này dẫn tới",
        required=False,
        help_text="Kế hoạch, báo cáo, yêu cầu báo cáo hoặc văn bản trả lời đã có ở đây.",
        error_messages={"invalid_choice": "Hãy chọn một việc trong danh sách."},
    )

    def __init__(self, *args: Any, targets: Iterable[Targets], **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups = [(one.label, [(each.key, each.name) for each in one.found]) for one in targets]
        self.choose("about", [("", "Chưa nối"), *groups])
