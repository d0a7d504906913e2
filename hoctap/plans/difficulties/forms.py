"""What is typed about difficulties."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.places.models import Place
from hoctap.plans.difficulties.models import DifficultyGroup
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.models import Plan, Task


class LongText(forms.CharField):
    """A few sentences."""

    def __init__(self, *, label: str, required: bool = True, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=2000,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": missing} if missing else None,
        )


class DifficultyForm(forms.Form):
    place = PlaceChoice(label="Nơi gặp khó khăn", queryset=Place.objects.none(), empty_label=None)
    task = forms.ModelChoiceField(
        label="Ở việc nào của kế hoạch",
        queryset=Task.objects.none(),
        required=False,
        empty_label="Cả kế hoạch",
    )
    text = LongText(
        label="Khó khăn, vướng mắc",
        missing="Ghi khó khăn, vướng mắc gặp phải.",
    )
    beyond = forms.ChoiceField(
        label="Việc giải quyết",
        choices=[("no", "Trong thẩm quyền của đơn vị"), ("yes", "Vượt thẩm quyền của đơn vị")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn trong hay vượt thẩm quyền."},
    )
    solution = LongText(
        label="Đã giải quyết thế nào",
        required=False,
        help_text="Khi trong thẩm quyền; chưa giải quyết thì bỏ trống, ghi sau.",
    )
    wish = LongText(
        label="Kiến nghị",
        required=False,
        help_text="Khi vượt thẩm quyền: đề nghị cấp trên làm gì.",
    )

    def __init__(self, *args: Any, plan: Plan, places: Iterable[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        place, task = self.fields["place"], self.fields["task"]
        assert isinstance(place, forms.ModelChoiceField)
        assert isinstance(task, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        task.queryset = plan.tasks.filter(dropped_on__isnull=True)

    def details(self) -> DifficultyDetails:
        typed = self.cleaned_data
        return DifficultyDetails(
            text=typed["text"],
            beyond=typed["beyond"] == "yes",
            wish=typed["wish"],
            solution=typed["solution"],
        )


class SolutionForm(forms.Form):
    solution = LongText(
        label="Cách đã giải quyết",
        missing="Ghi cách đã giải quyết.",
    )


class WishForm(forms.Form):
    wish = LongText(
        label="Kiến nghị cấp trên",
        missing="Vượt thẩm quyền: ghi kiến nghị cấp trên làm gì.",
    )


class GatherForm(forms.Form):
    title = forms.CharField(label="Vấn đề chung", max_length=300, required=False)
    into = forms.ModelChoiceField(
        label="Gộp vào vấn đề đang tổng hợp",
        queryset=DifficultyGroup.objects.none(),
        required=False,
        empty_label="Vấn đề mới",
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = groups


class ProposalForm(forms.Form):
    proposal = LongText(
        label="Đề xuất hướng giải quyết",
        missing="Ghi đề xuất hướng giải quyết.",
    )


class DecisionForm(forms.Form):
    decision = LongText(
        label="Quyết định",
        missing="Ghi quyết định hướng giải quyết.",
    )
    paper = forms.CharField(label="Số văn bản", max_length=120, required=False)


class AnswerForm(forms.Form):
    answer = LongText(
        label="Trả lời các đơn vị",
        missing="Ghi nội dung trả lời các đơn vị.",
    )
