"""What is typed about a list of results: the file and what holds for all its rows; what its columns mean."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.core.refusals import Refused
from hoctap.people.importing.layout import Layout, header_rows
from hoctap.recognition.result_lists.queries import Column
from hoctap.recognition.result_lists.reading import MEANINGS


class WholeForm(forms.Form):
    """What holds for each row that says nothing of its own."""

    confirmed_by = forms.CharField(
        label="Người xác nhận của cả danh sách",
        max_length=120,
        required=False,
        help_text="Dùng cho dòng nào không ghi người xác nhận: họ tên, chức vụ",
    )
    result_on = DayField(
        label="Ngày có kết quả của cả danh sách",
        required=False,
        help_text="Dùng cho dòng nào không ghi ngày",
    )


class ResultListForm(WholeForm):
    file = forms.FileField(
        label="Tệp danh sách",
        error_messages={"required": "Hãy chọn tệp.", "empty": "Tệp rỗng. Hãy chọn lại tệp."},
    )
    sheets = forms.CharField(label="Chỉ đọc trang", required=False, max_length=200)
    header_rows = forms.CharField(label="Dòng tên cột", required=False, max_length=40)
    hamlets = forms.CharField(label="Ấp, khóm của cả tệp", required=False, max_length=120)
    field_order = ("file", "confirmed_by", "result_on")

    def clean_header_rows(self) -> list[int]:
        typed = self.cleaned_data["header_rows"]
        try:
            return header_rows(typed) if typed.strip() else []
        except Refused as refusal:
            raise forms.ValidationError([reason.text for reason in refusal.reasons]) from refusal

    def layout(self) -> Layout:
        said = self.cleaned_data
        return Layout(
            (said["sheets"],) if said["sheets"] else None,
            {said["sheets"]: said["header_rows"]} if said["header_rows"] else {},
            {"": said["hamlets"]} if said["hamlets"] else {},
        )


class ResultMappingForm(WholeForm):
    """For each column its meaning."""

    name = forms.CharField(label="Ghi nhớ cách đọc này dưới tên", required=False, max_length=80)

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        meanings = [("", "Không dùng"), *((one.value, one.label) for one in MEANINGS)]
        for number, column in enumerate(columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column.header or f"Cột {column.letter}",
                required=False,
                choices=meanings,
                initial=column.field,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Hãy chọn một ý nghĩa trong danh sách."},
            )

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        return [(column, self[f"column-{number}"]) for number, column in enumerate(self.columns)]

    def clean(self) -> dict[str, Any]:
        """Two columns of one sheet cannot both be the name."""
        said = super().clean() or {}
        seen: dict[tuple[str, str], str] = {}
        for number, column in enumerate(self.columns):
            meaning = said.get(f"column-{number}", "")
            before = seen.setdefault((column.sheet, meaning), column.letter) if meaning else column.letter
            if before != column.letter:
                self.add_error(f"column-{number}", f"Cột {before} đã là mục này. Chọn một trong hai.")
        return said

    def fields_by_sheet(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for number, column in enumerate(self.columns):
            found.setdefault(column.sheet, {})[column.letter] = self.cleaned_data[f"column-{number}"]
        return found
