"""What is typed of a list, and what is asked of two titles. The rules say no."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.recognition.other_titles.actions import OtherTyped
from hoctap.recognition.other_titles.kinds import OtherKind
from hoctap.recognition.other_titles.queries import choices, pairs
from hoctap.recognition.other_titles.reading import Headings

HEADINGS = ("name_heading", "hamlet_heading", "birth_heading")


class OtherForm(forms.Form):
    year = forms.IntegerField(
        label="Năm", min_value=1990, max_value=2200, error_messages={"required": "Hãy ghi năm."}
    )
    paper_number = forms.CharField(label="Số quyết định", required=False, max_length=60)
    paper_date = DayField(label="Ngày quyết định", required=False)
    paper_issuer = forms.CharField(label="Cơ quan ban hành", required=False, max_length=200)
    source = forms.CharField(
        label="Danh sách lấy từ đâu",
        required=False,
        max_length=300,
        help_text="Ví dụ: danh sách kèm theo quyết định, bản giấy ở Phòng Văn hóa – Xã hội.",
    )
    names = forms.CharField(
        label="Các chủ hộ",
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng một hộ: họ tên; ấp; năm sinh. Ấp và năm sinh cần khi trùng tên.",
    )
    file = forms.FileField(label="Hoặc tệp Excel có cột họ tên, ấp", required=False)
    name_heading = forms.CharField(label="Cột họ tên chủ hộ", required=False, max_length=80)
    hamlet_heading = forms.CharField(label="Cột ấp, khóm", required=False, max_length=80)
    birth_heading = forms.CharField(label="Cột năm sinh", required=False, max_length=80)
    leaves_out = forms.BooleanField(label="Ghi các dòng khớp, để lại dòng chưa khớp", required=False)
    hamlets = forms.MultipleChoiceField(
        label="Các ấp, khóm đạt", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kind: OtherKind, commune: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["hamlets"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.title) for one in commune.children.filter(level="hamlet").order_by("sort_key")
        ]

    def headings(self) -> Headings:
        said = self.cleaned_data
        return Headings(said["name_heading"], said["hamlet_heading"], said["birth_heading"])

    def told(self) -> OtherTyped:
        said = self.cleaned_data
        return OtherTyped(
            self.kind.code,
            said["year"],
            said["paper_number"],
            said["paper_date"],
            said["paper_issuer"],
            said["source"],
        )


class BesideFilter(forms.Form):
    first = forms.ChoiceField(label="Đạt")
    second = forms.ChoiceField(label="Mà chưa đạt")
    place = forms.ChoiceField(label="Địa bàn")
    year = forms.IntegerField(label="Năm")

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.code, one.name) for one in choices().values()]
        self.fields["first"].choices = self.fields["second"].choices = offered  # type: ignore[attr-defined]
        self.fields["place"].choices = [(str(one.pk), one.title) for one in places]  # type: ignore[attr-defined]


def usual_pair() -> tuple[str, str]:
    first, second = pairs()[0]
    return second.code, first.code
