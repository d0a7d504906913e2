"""Forms of a season. They turn text into values; the rules and the actions say no."""

import datetime as dt
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField, in_our_calendar
from hoctap.criteria.models import CriteriaEdition, Scoring, Title
from hoctap.criteria.queries import editions_for, season_titles
from hoctap.evidence.forms import EvidenceForm
from hoctap.places.models import Place
from hoctap.recognition.models import CitizenWay, RecognitionRound
from hoctap.recognition.road import Step

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Xã, phường",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn xã, phường."},
    )
    title = forms.ChoiceField(label="Danh hiệu")
    year = forms.IntegerField(label="Năm", min_value=2015, max_value=2100)
    edition = forms.ModelChoiceField(
        CriteriaEdition.objects.none(),
        label="Bộ tiêu chí",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn bộ tiêu chí."},
    )
    before_on = forms.DateField(
        label="Công nhận xong trước ngày",
        required=False,
        widget=DATE,
        validators=[in_our_calendar],
        help_text="“Trước ngày 15/11” nghĩa là hạn cuối 14/11. Quyết định ký sau hạn vẫn tính nhưng ghi là trễ.",
    )

    age_from = forms.IntegerField(
        label="Công dân từ tuổi",
        required=False,
        min_value=0,
        max_value=200,
        help_text="Chỉ cho Công dân học tập. Để trống là 18. Chưa văn bản nào quy định: theo hướng dẫn của tỉnh.",
    )
    citizen_way = forms.ChoiceField(
        label="Cách chấm công dân",
        choices=CitizenWay,
        required=False,
        initial=CitizenWay.HERE,
        help_text="Nơi đã dùng phần mềm của Hội Khuyến học Việt Nam thì chọn “chỉ nhận kết quả”: ở đây không chấm, chỉ ghi từng kết quả "
        "hoặc nhập danh sách tải từ phần mềm ấy.",
    )
    needs_verified_evidence = forms.BooleanField(
        label="Minh chứng phải đối chiếu bản gốc",
        required=False,
        help_text="Ở tiêu chí cần minh chứng, xã chỉ đồng ý khi có người thứ hai đã xem bản gốc.",
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["title"].choices = _title_choices(places)  # type: ignore[attr-defined]
        published = CriteriaEdition.objects.filter(published_at__isnull=False, scoring=Scoring.POINTS)
        self.fields["edition"].queryset = published  # type: ignore[attr-defined]
        self.fields["edition"].label_from_instance = _edition_label  # type: ignore[attr-defined]
        if places.count() == 1:
            self.fields["place"].initial = places.first()
        self.fields["year"].initial = today().year
        first = editions_for(Title.LEARNING_FAMILY, today().year).first()
        if first is not None:
            self.fields["edition"].initial = first

    def clean_citizen_way(self) -> CitizenWay:
        return CitizenWay(self.cleaned_data["citizen_way"] or CitizenWay.HERE)


def _title_choices(places: Any) -> list[tuple[str, str]]:
    return [(title.value, title.label) for title in season_titles(places)]


def _edition_label(edition: CriteriaEdition) -> str:
    return f"{edition.name} – {edition.get_verification_display()}"


class DaysForm(forms.Form):
    """One day for each step of the road that the round walks, and whether it is held."""

    why = forms.CharField(label="Lý do, căn cứ đổi hạn", max_length=300, required=False)

    def __init__(self, *args: Any, season: RecognitionRound, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.steps = season.frozen_road.walked
        for step in self.steps:
            self.fields[step.code] = DayField(label=step.name, required=False)
            self.fields[step.code].initial = step.before_on(season.year)
        self.fields["hold"] = forms.BooleanField(
            label="Giữ hạn chấm của ấp: nhập sau ngày này phải ghi lý do và người cho phép",
            required=False,
            initial=any(step.is_held for step in self.steps if step.code == "scoring"),
        )
        self.order_fields([*(step.code for step in self.steps), "hold", "why"])

    def days(self) -> dict[str, dt.date | None]:
        return {step.code: self.cleaned_data[step.code] for step in self.steps}

    def day_fields(self) -> list[tuple[Step, forms.BoundField]]:
        return [(step, self[step.code]) for step in self.steps]


class LateEntryForm(forms.Form):
    hamlet = forms.ModelChoiceField(
        Place.objects.none(),
        label="Ấp, khóm",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn ấp, khóm."},
    )
    why = forms.CharField(
        label="Lý do nhập sau hạn",
        max_length=300,
        required=False,
        help_text="Ví dụ: ngập nước, họp ấp dời lại",
    )
    allowed_by = forms.CharField(
        label="Người cho phép", max_length=120, required=False, help_text="Họ tên, chức vụ"
    )
    until = DayField(label="Được nhập đến hết ngày", required=False)

    def __init__(self, *args: Any, hamlets: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].queryset = hamlets  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    why = forms.CharField(label="Lý do mở lại đợt", max_length=300, required=False)


class RoadForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Cho địa bàn",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn địa bàn."},
    )
    title = forms.ChoiceField(label="Danh hiệu")
    name = forms.CharField(label="Tên quy trình", max_length=200, required=False)
    instrument = forms.CharField(
        label="Văn bản, hướng dẫn làm căn cứ",
        max_length=300,
        required=False,
        help_text="Số, ngày, cơ quan ban hành; chưa có văn bản thì ghi “theo thống nhất tại cuộc họp ngày …”.",
    )
    valid_from = DayField(label="Áp dụng từ ngày", required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["title"].choices = _title_choices(places)  # type: ignore[attr-defined]


class MeetingNewForm(forms.Form):
    held_on = forms.DateField(label="Ngày họp", widget=DATE, validators=[in_our_calendar])
    venue = forms.CharField(label="Địa điểm", max_length=200)
    chair = forms.CharField(label="Chủ trì", max_length=120)
    secretary = forms.CharField(label="Thư ký", max_length=120)
    households_present = forms.IntegerField(label="Số hộ có đại diện dự họp", min_value=0)
    votes_for = forms.IntegerField(
        label="Số phiếu thống nhất cả danh sách",
        min_value=0,
        help_text="Biểu quyết một lần cho cả danh sách, trừ các hộ chọn ở dưới.",
    )
    votes_against = forms.IntegerField(label="Số phiếu không thống nhất", min_value=0, initial=0)
    remarks = forms.CharField(
        label="Ý kiến tại cuộc họp",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không ghi điểm số của trẻ, hoàn cảnh riêng của hộ.",
    )


class DossierEvidenceForm(EvidenceForm):
    criterion = forms.ChoiceField(label="Cho tiêu chí")

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = criteria  # type: ignore[attr-defined]


class DetachForm(forms.Form):
    why = forms.CharField(
        label="Vì sao gỡ",
        max_length=200,
        help_text="Ví dụ: chọn nhầm tiêu chí. Minh chứng vẫn còn để dùng cho tiêu chí khác.",
        error_messages={"required": "Hãy ghi lý do gỡ."},
    )
