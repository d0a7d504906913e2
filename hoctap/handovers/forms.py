from django import forms

from hoctap.accounts.models import Capacity
from hoctap.core.dates import today
from hoctap.core.forms import DayField


class HandoverForm(forms.Form):
    receiver = forms.ModelChoiceField(
        Capacity.objects.none(),
        label="Người nhận",
        empty_label="Chọn…",
        help_text="Người mới thì cấp tài khoản hoặc thêm tư cách trước.",
        error_messages={
            "required": "Hãy chọn người nhận.",
            "invalid_choice": "Người này không thuộc nơi ông/bà quản lý.",
        },
    )
    handed_on = DayField(
        label="Ngày bàn giao",
        help_text="Ngày sắp tới cũng được: đến đầu ngày ấy phần mềm tự bàn giao; trước đó vẫn hủy được.",
    )
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        help_text="Ví dụ: 25/QĐ-UBND ngày 02/11/2026.",
        error_messages={"required": "Hãy ghi văn bản là căn cứ bàn giao."},
    )
    gives_roles = forms.BooleanField(
        label="Giao luôn vai trò của người giao cho người nhận",
        required=False,
        help_text="Người nhận làm được đúng những việc người giao đang làm, ở cùng nơi.",
    )
    ends_giver = forms.TypedChoiceField(
        label="Sau khi bàn giao, người giao",
        choices=[
            ("1", "thôi giữ chức vụ này: hết quyền từ ngày bàn giao, các máy đang đăng nhập thoát ra"),
            ("0", "vẫn giữ chức vụ này"),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn người giao thôi giữ hay vẫn giữ chức vụ.",
            "invalid_choice": "Hãy chọn người giao thôi giữ hay vẫn giữ chức vụ.",
        },
    )
    things = forms.CharField(
        label="Tài liệu, thiết bị, con dấu bàn giao",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một thứ, ví dụ: 01 máy tính xách tay; hồ sơ giấy đợt 2026, 02 hộp.",
    )

    def __init__(self, *args: object, receivers: list[Capacity], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["receiver"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Capacity.objects.filter(pk__in=[one.pk for one in receivers]).select_related("user")
        field.choices = [
            ("", "Chọn…"),
            *(
                (str(one.pk), f"{one.user.full_name}, {one.title}, {one.organisation.name}{_from(one)}")
                for one in receivers
            ),
        ]


class CallOffForm(forms.Form):
    why = forms.CharField(
        label="Vì sao hủy",
        max_length=300,
        help_text="Ví dụ: quyết định đã được thay bằng 31/QĐ-UBND.",
        error_messages={"required": "Hãy ghi vì sao hủy."},
    )


def _from(capacity: Capacity) -> str:
    return f" (từ {capacity.starts_on:%d/%m/%Y})" if capacity.starts_on > today() else ""
