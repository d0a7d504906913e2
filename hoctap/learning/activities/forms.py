"""What is typed about an activity; a quick one in four fields, the rest with what is usual."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hoctap.centres.models import Centre, Topic, Venue
from hoctap.centres.topics.forms import TopicChoice
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.forms import DayField, in_our_calendar
from hoctap.core.permissions import Permission
from hoctap.evidence.forms import SeveralFilesField
from hoctap.learning.activities import queries
from hoctap.learning.activities.actions import ActivityDetails, Involved
from hoctap.learning.headcounts.rules import MOST, Heads
from hoctap.learning.models import (
    Activity,
    ActivityKind,
    ActivityState,
    BodyRole,
    DeliveryForm,
    ProgrammeLine,
    TargetGroup,
)
from hoctap.learning.programmes.forms import CentreChoice, with_kept
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.rows import names_of

SEPARATED = "Nhiều tên thì cách nhau bằng dấu chấm phẩy."


class NamesField(forms.CharField):
    """'Hội Nông dân xã; Trạm Y tế xã' as names."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, max_length=1000, required=False, help_text=help_text or SEPARATED)

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        return tuple(name for part in re.split(r"[;\n]", text) if (name := part.strip()))


class DaysField(forms.CharField):
    """'12/3/2026; 19/3/2026' as days."""

    def clean(self, value: Any) -> list[dt.date]:
        days = []
        for part in re.split(r"[;,\s]+", super().clean(value)):
            if part:
                days.append(_day(part))
        return days


def _day(text: str) -> dt.date:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            day = dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        in_our_calendar(day)
        return day
    raise ValidationError(
        f"“{text[:30]}” không phải là ngày. Hãy ghi như 15/11/2026, cách nhau bằng dấu chấm phẩy."
    )


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, line: Any) -> str:
        return f"{line.title} (tháng {line.month_from}–{line.month_to})"


class VenueChoice(forms.ModelChoiceField):
    def label_from_instance(self, venue: Any) -> str:
        return f"{venue.name}, {venue.place.title}"


class DetailsForm(forms.Form):
    """What every activity says of itself."""

    topic = TopicChoice()
    title = forms.CharField(
        label="Nội dung", max_length=300, required=False, help_text="Để trống thì lấy tên chuyên đề"
    )
    kind = forms.ChoiceField(label="Loại", choices=ActivityKind, initial=ActivityKind.TALK)
    place = PlaceChoice(label="Tổ chức ở", queryset=Place.objects.none(), empty_label=None)
    target_group = forms.ChoiceField(label="Đối tượng", choices=TargetGroup, initial=TargetGroup.EVERYBODY)
    form = forms.ChoiceField(label="Hình thức", choices=DeliveryForm, initial=DeliveryForm.IN_PERSON)
    venue = VenueChoice(
        label="Địa điểm đã có",
        queryset=Venue.objects.none(),
        required=False,
        empty_label="Nơi khác, ghi tên ở dưới",
    )
    venue_name = forms.CharField(label="Tên địa điểm khác", max_length=200, required=False)
    hosts = NamesField(label="Đơn vị chủ trì", help_text=f"Trung tâm chủ trì thì để trống. {SEPARATED}")
    partners = NamesField(label="Đơn vị phối hợp")
    speakers = NamesField(label="Báo cáo viên, giáo viên")
    centre = CentreChoice(
        label="Hoạt động của trung tâm",
        queryset=Centre.objects.none(),
        required=False,
        empty_label="Không thuộc trung tâm",
    )
    line = LineChoice(
        label="Theo chương trình năm",
        queryset=ProgrammeLine.objects.none(),
        required=False,
        empty_label="Ngoài chương trình",
    )
    is_paid = forms.BooleanField(label="Có tiền hỗ trợ người dự", required=False)

    def __init__(
        self,
        post: QueryDict | None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        commune: Place,
        actor: Actor,
        year: int,
        permission: Permission = Permission.CENTRE_KEEP,
        **kwargs: Any,
    ) -> None:
        initial = kwargs.pop("initial", {})
        centres = list(queries.centres_at(commune))
        usual = {"centre": centres[0] if len(centres) == 1 else None}
        super().__init__(post, files, initial={**usual, **initial}, **kwargs)
        for name, rows in (
            ("topic", Topic.objects.offered_at(commune)),
            ("place", queries.places_inside(commune, actor, permission)),
            ("venue", queries.venues_at(commune)),
            ("centre", queries.centres_at(commune)),
            ("line", queries.lines_at(commune, year)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            standing = initial.get(name)
            field.queryset = with_kept(rows, standing) if isinstance(standing, Model) else rows

    def details(self) -> ActivityDetails:
        return ActivityDetails(**{name: self.cleaned_data[name] for name in names_of(ActivityDetails)})

    def involved(self) -> Involved:
        return Involved(*(self.cleaned_data[name] for name in ("hosts", "partners", "speakers")))


class PlannedForm(DetailsForm):
    starts_on = DayField(label="Ngày tổ chức, hoặc buổi đầu")
    more_days = DaysField(
        label="Các buổi sau",
        required=False,
        max_length=3000,
        help_text="Lớp nhiều buổi: ghi các ngày sau, ví dụ 12/3/2026; 19/3/2026",
    )

    def days(self) -> list[dt.date]:
        return [self.cleaned_data["starts_on"], *self.cleaned_data["more_days"]]


class QuickForm(DetailsForm):
    on = DayField(label="Ngày")
    male = forms.IntegerField(label="Số nam", required=False, min_value=0, max_value=MOST)
    female = forms.IntegerField(label="Số nữ", required=False, min_value=0, max_value=MOST)
    unsexed = forms.IntegerField(
        label="Số người không phân nam, nữ", required=False, min_value=0, max_value=MOST
    )
    file = SeveralFilesField(
        label="Ảnh hoặc biên bản", required=False, help_text="Ảnh, hoặc tệp PDF; chọn được nhiều ảnh một lần"
    )
    is_another = forms.BooleanField(label="Đây là buổi khác với các buổi đã ghi ngày ấy", required=False)

    def heads(self) -> list[Heads]:
        typed = (("male", "m"), ("female", "f"), ("unsexed", ""))
        return [Heads(self.cleaned_data[name], sex) for name, sex in typed if self.cleaned_data[name]]

    def photos(self) -> list[bytes]:
        return [upload.read() for upload in self.cleaned_data["file"]]


def initial_of(activity: Activity) -> dict[str, Any]:
    values = {name: getattr(activity, name) for name in names_of(ActivityDetails)}
    bodies = list(activity.bodies.all())
    return values | {
        "hosts": "; ".join(one.name for one in bodies if one.role != BodyRole.PARTNER),
        "partners": "; ".join(one.name for one in bodies if one.role == BodyRole.PARTNER),
        "speakers": "; ".join(activity.speakers.values_list("name", flat=True)),
    }


def initial_from(line: ProgrammeLine) -> dict[str, Any]:
    """An activity that a line of the programme asks for."""
    return {
        "line": line,
        "centre": line.programme.centre,
        "kind": line.kind,
        "topic": line.topic,
        "title": line.title,
        "place": line.place,
        "form": line.form,
        "target_group": line.target_group,
        "venue_name": line.venue_name,
        "hosts": line.host_name,
        "partners": line.partners,
        "speakers": line.speaker_name,
    }


class FilterForm(forms.Form):
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *ActivityKind.choices])
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *ActivityState.choices]
    )
    field = TopicChoice(label="Lĩnh vực, chuyên đề", required=False)

    def __init__(self, given: QueryDict, *, actor: Actor) -> None:
        super().__init__({**given.dict(), "year": given.get("year") or str(today().year)})
        field = self.fields["field"]
        assert isinstance(field, TopicChoice)
        field.empty_label = "Mọi chuyên đề"
        field.queryset = Topic.objects.visible_to(actor)


class SessionForm(forms.Form):
    on = DayField(label="Ngày")
    starts_at = forms.TimeField(label="Từ", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends_at = forms.TimeField(label="Đến", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    content = forms.CharField(label="Nội dung buổi", max_length=300, required=False)


class WhyForm(forms.Form):
    why = forms.CharField(label="Lý do", max_length=200, error_messages={"required": "Hãy ghi lý do."})


class FileForm(forms.Form):
    file = forms.FileField(
        label="Ảnh hoặc biên bản",
        help_text="Ảnh, hoặc tệp PDF",
        error_messages={"required": "Hãy chọn ảnh hoặc tệp PDF."},
    )
    note = forms.CharField(label="Ghi chú", max_length=150, required=False)
