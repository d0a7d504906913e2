"""Moving households to another hamlet; why they are not assessed."""

from collections.abc import Sequence

from django import forms

from hoctap.core.dates import today
from hoctap.people.forms import hamlet_choices
from hoctap.people.models import Household, NotAssessedReason
from hoctap.places.models import Place

_YEAR = {"required": "Hãy ghi năm bằng bốn chữ số.", "invalid": "Hãy ghi năm bằng bốn chữ số."}


class _Ticked(forms.Form):
    """Boxes to tick: one a household; `everyone` means all that are shown."""

    household = forms.MultipleChoiceField(
        label="Các hộ",
        required=False,
        error_messages={"invalid_choice": "Có hộ không còn ở đây. Hãy mở lại trang."},
    )
    everyone = forms.BooleanField(label="Tất cả các hộ đang hiện trong danh sách", required=False)

    def __init__(self, *args: object, households: Sequence[Household], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.shown = {str(one.pk): one for one in households}
        boxes = self.fields["household"]
        assert isinstance(boxes, forms.MultipleChoiceField)
        boxes.choices = [(key, one.head.full_name) for key, one in self.shown.items()]

    @property
    def chosen(self) -> list[Household]:
        if self.cleaned_data.get("everyone"):
            return list(self.shown.values())
        return [self.shown[key] for key in self.cleaned_data.get("household", [])]

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("household")) if self.is_bound else set()  # type: ignore[attr-defined]


class _OfHamletForm(forms.Form):
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hamlet = self.fields["hamlet"]
        assert isinstance(hamlet, forms.ChoiceField)
        hamlet.choices = hamlet_choices(hamlets, "Chọn…")[1:]


class MoveFilterForm(_OfHamletForm):
    group = forms.ChoiceField(label="Tổ ghi trong sổ", required=False)

    def __init__(self, *args: object, groups: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = [("", "Tất cả"), *((one, one) for one in groups)]


class NotAssessedFilterForm(_OfHamletForm):
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)


class MoveForm(_Ticked):
    to = forms.ChoiceField(
        label="Chuyển đến",
        error_messages={
            "required": "Hãy chọn ấp, khóm chuyển đến.",
            "invalid_choice": "Hãy chọn trong danh sách.",
        },
    )
    year = forms.IntegerField(label="Tính ở nơi mới từ năm", error_messages=_YEAR)

    def __init__(
        self, *args: object, households: Sequence[Household], others: Sequence[Place], **kwargs: object
    ) -> None:
        super().__init__(*args, households=households, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", "Chọn…"), *((str(one.pk), one.title) for one in others)]
        self.fields["year"].initial = today().year


class NotAssessedForm(forms.Form):
    reason = forms.ChoiceField(
        label="Lý do chưa xét",
        choices=NotAssessedReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn lý do.", "invalid_choice": "Hãy chọn lý do trong danh sách."},
    )
    note = forms.CharField(
        label="Ghi thêm",
        required=False,
        max_length=200,
        help_text="Bắt buộc khi chọn lý do khác. Không ghi bệnh tật, tôn giáo, hộ nghèo.",
    )


class OneNotAssessedForm(NotAssessedForm):
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, error_messages=_YEAR)

    field_order = ["year", "reason", "note"]


class TickedNotAssessedForm(_Ticked, NotAssessedForm):
    pass
