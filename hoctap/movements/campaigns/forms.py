"""What is typed about movements, their units and results."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hoctap.assessments.models import Assessment
from hoctap.core.forms import DayField
from hoctap.core.vietnamese import format_date
from hoctap.criteria.titles import Title
from hoctap.learning.models import Activity
from hoctap.movements.campaigns.models import JoiningKind, Launcher, Movement, MovementKind, Stage
from hoctap.movements.campaigns.rules import MovementTyped, ResultTyped
from hoctap.movements.days.forms import NOTHING, PlaceForm

MOST = 100_000_000


def _long(label: str, *, rows: int = 4, help_text: str = "", longest: int = 3000) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class FilterForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *MovementKind.choices], required=False)
    year = forms.IntegerField(label="Thực hiện trong năm", min_value=2000, max_value=2100, required=False)


class MovementForm(PlaceForm):
    name = forms.CharField(
        label="Tên phong trào, cuộc vận động",
        max_length=300,
        required=False,
        help_text="Như trên văn bản. Ví dụ: “Học để thay đổi và thích ứng với công nghệ 4.0”",
    )
    kind = forms.ChoiceField(label="Loại", choices=[NOTHING, *MovementKind.choices], required=False)
    launcher = forms.ChoiceField(label="Ai phát động", choices=[NOTHING, *Launcher.choices], required=False)
    launcher_name = forms.CharField(label="Tên cơ quan phát động", max_length=200, required=False)
    document = forms.CharField(
        label="Văn bản phát động",
        max_length=200,
        required=False,
        help_text="Số, ngày. Ví dụ: 15/KH-UBND ngày 02/01/2026",
    )
    launched_on = DayField(label="Ngày phát động", required=False)
    first_on = DayField(label="Thực hiện từ ngày", required=False)
    last_on = DayField(label="Đến hết ngày", required=False)
    goal = _long("Mục tiêu")
    tasks = _long(
        "Đơn vị tham gia làm gì", help_text="Mỗi dòng một việc: tiêu chí để đơn vị tự soát và để xét kết quả."
    )
    channels = forms.CharField(
        label="Kênh truyền thông",
        max_length=300,
        required=False,
        help_text="Loa truyền thanh, Zalo, cuộc họp ấp…",
    )
    units_wanted = forms.IntegerField(
        label="Phấn đấu bao nhiêu đơn vị tham gia", min_value=1, max_value=MOST, required=False
    )
    titles = forms.MultipleChoiceField(
        label="Gắn với danh hiệu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Số đăng ký, số được công nhận lấy từ hồ sơ của danh hiệu, không ghi lại ở đây.",
    )
    oldest_head = forms.IntegerField(
        label="Hộ gia đình trẻ: chủ hộ không quá bao nhiêu tuổi",
        min_value=18,
        max_value=120,
        required=False,
        help_text="Quy ước riêng của phong trào này. Để trống: mọi hộ.",
    )

    def __init__(self, post: QueryDict | None, *, titles: Sequence[Title], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["titles"].choices = [(str(one), one.label) for one in titles]  # type: ignore[attr-defined]

    @property
    def launched(self) -> MovementTyped:
        told = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        for name in ("name", "launcher_name", "document", "goal"):
            told[name] = told[name].strip()
        return MovementTyped(**told)


def initial_of(one: Movement) -> dict[str, Any]:
    names = [name for name in MovementForm.base_fields if name != "place"]
    return {name: getattr(one, name) for name in names} | {"place": one.place_id}


class JoinForm(PlaceForm):
    kind = forms.ChoiceField(label="Loại đơn vị", choices=[NOTHING, *JoiningKind.choices], required=False)
    names = _long(
        "Tên đơn vị",
        rows=6,
        longest=40_000,
        help_text="Mỗi dòng một tên, dán cả danh sách cũng được. Ấp, khóm tự đăng ký và hộ gia đình thì để trống.",
    )
    households = forms.IntegerField(
        label="Số hộ, nếu đăng ký cho hộ gia đình", min_value=1, max_value=1_000_000, required=False
    )
    registered_on = DayField(label="Ngày đăng ký", required=False)


class WhyForm(forms.Form):
    why = forms.CharField(label="Vì sao", max_length=300, required=False)


class ActivityChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return f"{format_date(row.starts_on)}: {row.title}"


class AssessmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return f"{Title(row.title).label} năm {row.year}: {row.clan or row.unit or row.place.title}"


class ResultForm(forms.Form):
    stage = forms.ChoiceField(label="Kết quả để", choices=Stage.choices, required=False)
    reported_on = DayField(label="Tính đến ngày", required=False)
    text = _long("Đã làm được gì", longest=2000)
    people = forms.IntegerField(label="Số người (lượt) tham gia", min_value=0, max_value=MOST, required=False)
    is_met = forms.ChoiceField(
        label="So với việc đã đăng ký",
        choices=[("", "chưa xét"), ("yes", "đạt"), ("no", "chưa đạt")],
        required=False,
    )
    activity = ActivityChoice(
        Activity.objects.none(), label="Hoạt động trong sổ", required=False, empty_label="Không chọn"
    )
    assessment = AssessmentChoice(
        Assessment.objects.none(),
        label="Danh hiệu đã được công nhận",
        required=False,
        empty_label="Không chọn",
    )
    file = forms.FileField(
        label="Tệp minh chứng", required=False, allow_empty_file=True, help_text="Ảnh chụp hoặc PDF"
    )

    def __init__(
        self,
        post: QueryDict | None,
        sent: "MultiValueDict[str, Any] | None" = None,
        *,
        activities: "QuerySet[Activity]",
        assessments: "QuerySet[Assessment]",
        **kwargs: Any,
    ) -> None:
        super().__init__(post, sent, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        self.fields["assessment"].queryset = assessments  # type: ignore[attr-defined]

    @property
    def told(self) -> ResultTyped:
        typed = self.cleaned_data
        return ResultTyped(
            typed["stage"],
            typed["reported_on"],
            typed["text"].strip(),
            typed["people"],
            {"yes": True, "no": False}.get(typed["is_met"]),
        )


class ReviewForm(forms.Form):
    stage = forms.ChoiceField(
        label="Là",
        choices=[NOTHING, *Stage.choices],
        required=False,
        help_text="Tổng kết xong thì phong trào khép lại, không nhận thêm đơn vị và kết quả.",
    )
    held_on = DayField(label="Ngày", required=False)
    text = _long("Đánh giá, kết quả chính", rows=6)
