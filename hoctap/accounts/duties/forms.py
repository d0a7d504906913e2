"""Which rules hold; letting a person off one."""

from django import forms

from hoctap.accounts.duties.registry import duty_rules
from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.forms import DayField


def rule_choices() -> list[tuple[str, str]]:
    return [(rule.code, rule.sentence) for rule in duty_rules]


class WaiverForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Cho ai",
        empty_label="Chọn…",
        error_messages={
            "required": "Hãy chọn người được phép kiêm việc.",
            "invalid_choice": "Người này không làm việc ở đây.",
        },
    )
    rule = forms.ChoiceField(
        label="Được làm dù có quy định",
        choices=rule_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn quy định được miễn.",
            "invalid_choice": "Hãy chọn một quy định trong danh sách.",
        },
    )
    why = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Vì sao không có người khác làm bước này. Hiện ở trang quyết định và văn bản.",
        error_messages={"required": "Hãy ghi rõ lý do."},
    )
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        help_text="Ví dụ: 15/TB-UBND ngày 03/11/2026.",
        error_messages={"required": "Hãy ghi văn bản cho phép: số, ngày."},
    )
    starts_on = DayField(label="Từ ngày", required=False, help_text="Bỏ trống nếu từ hôm nay.")
    until = DayField(label="Đến hết ngày", help_text="Không quá một năm.")

    def __init__(self, *args: object, people: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = User.objects.filter(pk__in=[one.pk for one in people])
        person.choices = [("", "Chọn…"), *((str(one.pk), one.full_name) for one in people)]

    def clean_starts_on(self) -> object:
        return self.cleaned_data["starts_on"] or today()


class SettingForm(forms.Form):
    rule = forms.CharField(max_length=60, widget=forms.HiddenInput)
    is_on = forms.TypedChoiceField(
        label="Ở đây và các nơi bên dưới",
        choices=[("1", "Áp dụng"), ("0", "Không áp dụng")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn áp dụng hay không.",
            "invalid_choice": "Hãy chọn áp dụng hay không.",
        },
    )
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        help_text="Văn bản quy định việc này: số, ngày.",
        error_messages={"required": "Hãy ghi văn bản quy định: số, ngày."},
    )
