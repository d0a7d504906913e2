"""What is typed about a piece of evidence. The rules and the actions say no."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hoctap.core.forms import DayField
from hoctap.evidence.models import BROUGHT, EvidenceKind
from hoctap.evidence.rules import LONGEST, Confirmation


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class SeveralFilesField(forms.FileField):
    """Several photos at once; each is looked at by itself when it is taken in."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFilesField, self).clean(one, initial) for one in files]


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(kind.value, kind.label) for kind in BROUGHT],
        initial=EvidenceKind.FILE.value,
    )
    file = SeveralFilesField(
        label="Ảnh hoặc PDF",
        required=False,
        help_text="Chọn được nhiều ảnh một lần. Không chụp học bạ, giấy tờ tùy thân.",
    )
    text = forms.CharField(
        label="Nội dung",
        max_length=LONGEST,
        required=False,
        help_text="Ví dụ: Giấy chứng nhận lớp chăn nuôi tháng 5",
    )
    confirmer = forms.CharField(label="Ai xác nhận", max_length=120, required=False)
    confirmer_capacity = forms.CharField(
        label="Với tư cách", max_length=120, required=False, help_text="Ví dụ: Tổ trưởng Tổ 3"
    )
    confirmed_on = DayField(label="Ngày xác nhận", required=False)

    def contents(self) -> list[bytes]:
        """Read only now: a file that was too large says so here."""
        return [upload.read() for upload in self.cleaned_data["file"]]

    def confirmation(self) -> Confirmation:
        typed = self.cleaned_data
        return Confirmation(typed["confirmer"], typed["confirmer_capacity"], typed["confirmed_on"])


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label="Vì sao rút",
        max_length=200,
        help_text="Ví dụ: nhầm hộ; ảnh có giấy tờ riêng.",
        error_messages={"required": "Hãy ghi lý do rút."},
    )
