"""What is asked with an office's template."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Organisation


class TemplateForm(forms.Form):
    organisation = forms.ChoiceField(
        label="Cơ quan",
        error_messages={"required": "Hãy chọn cơ quan.", "invalid_choice": "Hãy chọn cơ quan."},
    )
    valid_from = DayField(label="Dùng từ ngày")
    file = forms.FileField(
        label="Tệp mẫu (.docx)",
        error_messages={"required": "Chưa chọn tệp mẫu."},
        help_text="Hệ thống điền thử nội dung ví dụ, soát thẻ và thể thức trước khi nhận.",
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        many = len({one.place_id for one in organisations}) > 1
        field.choices = [
            (key, f"{one.name} ({one.place.title})" if many else one.name)
            for key, one in self.organisations.items()
        ]


class EndForm(forms.Form):
    ended_on = DayField(label="Ngày đầu tiên không dùng nữa")
