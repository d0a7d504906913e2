"""What is handed in, and what a person says about a page that no code tells of."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hoctap.papers.sheets.rules import MOST_FILES


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or several files; a list in any case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFilesInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [cleaned for one in given if (cleaned := super(ManyFilesField, self).clean(one, initial))]


class HandInForm(forms.Form):
    scans = ManyFilesField(
        label="Tệp quét hoặc ảnh có sẵn",
        required=False,
        help_text="Chọn được nhiều ảnh, nhiều PDF cùng lúc, của nhiều văn bản khác nhau; mỗi lần tổng cộng dưới 20 MB.",
    )
    photos = ManyFilesField(
        label="Chụp bằng điện thoại",
        required=False,
        help_text="Chụp trọn tờ giấy, thấy rõ ô mã ở góc dưới bên phải. Nhiều trang thì chụp lần lượt từng trang.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = self.handed
        if not self.errors and not given:
            self.add_error("scans", "Chưa chọn tệp nào.")
        elif len(given) > MOST_FILES:
            self.add_error("scans", f"Mỗi lần nộp nhiều nhất {MOST_FILES} tệp. Hãy nộp làm nhiều lần.")
        return cleaned

    @property
    def handed(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("scans", []), *self.cleaned_data.get("photos", [])]


class AssignForm(forms.Form):
    code = forms.CharField(
        label="Mã ở chân trang",
        required=False,
        max_length=40,
        help_text="12 chữ và số, ví dụ K7QX-3MPA-9TDR; không phân biệt chữ hoa, chữ thường.",
    )
    paper = forms.ChoiceField(
        label="Hoặc chọn văn bản",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn một văn bản trong danh sách."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chưa chọn"), *choices]
