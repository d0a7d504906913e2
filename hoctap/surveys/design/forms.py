"""What is typed about a form and its questions."""

import re
from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.core.text import without_accents
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.surveys.design.rules import CHOSEN, KINDS, Item

BEGINNINGS = {
    "first": "Bắt đầu từ mẫu của phần mềm: muốn học gì, khi nào, về người trả lời",
    "empty": "Bắt đầu từ mẫu trắng",
}


class SurveyFormForm(forms.Form):
    place = PlaceChoice(label="Mẫu của", queryset=Place.objects.none(), empty_label=None)
    title = forms.CharField(label="Tên mẫu phiếu", max_length=150, required=False)
    begin = forms.ChoiceField(
        label="Nội dung", choices=list(BEGINNINGS.items()), widget=forms.RadioSelect, initial="first"
    )

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place]) -> None:
        super().__init__(post, initial={"title": "Phiếu khảo sát nhu cầu học tập", "begin": "first"})
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])


class QuestionForm(forms.Form):
    """One item. Choices stand one a line, with their code before a bar where somebody gives one: 'lua | Trồng lúa'."""

    kind = forms.ChoiceField(
        label="Loại", choices=[(kind, label) for kind, label in KINDS.items() if kind != "end group"]
    )
    label = forms.CharField(
        label="Lời câu hỏi", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    name = forms.CharField(
        label="Tên trong dữ liệu",
        max_length=40,
        required=False,
        help_text="Không dấu, giữ nguyên qua các bản; để trống thì lấy theo lời. chu_de, tuoi, gioi_tinh, nghe_nghiep, doan_the được tổng hợp riêng",
    )
    hint = forms.CharField(label="Lời nhắc dưới câu hỏi", max_length=500, required=False)
    choices = forms.CharField(
        label="Các lựa chọn",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng một lựa chọn. Có mã riêng thì ghi: mã | lời",
    )
    required = forms.BooleanField(label="Bắt buộc trả lời", required=False)
    relevant = forms.CharField(
        label="Chỉ hỏi khi",
        max_length=500,
        required=False,
        help_text="Ví dụ selected(${chu_de}, 'crops') hoặc ${tuoi} >= 18",
    )
    constraint = forms.CharField(
        label="Câu trả lời phải", max_length=500, required=False, help_text="Ví dụ . >= 0 and . <= 120"
    )
    constraint_message = forms.CharField(label="Lời báo khi không đúng", max_length=500, required=False)

    def __init__(self, post: QueryDict | None, *, item: Item | None = None) -> None:
        super().__init__(post, initial=_typed(item) if item else {"kind": "select_one"})

    def item(self) -> Item:
        typed = dict(self.cleaned_data)
        lines = typed.pop("choices")
        choices = _choices(lines) if typed["kind"] in CHOSEN else ()
        typed["name"] = typed["name"] or code_of(typed["label"])
        return Item(**typed, choices=choices, list_name=typed["name"] if choices else "")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp XLSForm (.xlsx)", required=False, widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )


def code_of(label: str) -> str:
    """'Học lúc nào?' → hoc_luc_nao."""
    plain = re.sub(r"[^a-z0-9]+", "_", without_accents(label)).strip("_")
    plain = plain[:40].rstrip("_")
    return f"c_{plain}"[:40] if plain[:1].isdigit() else plain


def _choices(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for line in text.splitlines():
        code, bar, label = line.partition("|")
        if line.strip():
            found.append((code.strip(), label.strip()) if bar else (code_of(line) or "khac", line.strip()))
    return tuple(found)


def _typed(item: Item) -> dict[str, object]:
    return {
        "kind": item.kind,
        "label": item.label,
        "name": item.name,
        "hint": item.hint,
        "required": item.required,
        "relevant": item.relevant,
        "constraint": item.constraint,
        "constraint_message": item.constraint_message,
        "choices": "\n".join(f"{name} | {label}" for name, label in item.choices),
    }
