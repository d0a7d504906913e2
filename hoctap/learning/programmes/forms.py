"""What is typed about a programme and its lines."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict

from hoctap.centres.models import Centre
from hoctap.centres.topics.forms import TopicChoice
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.learning.models import ActivityKind, DeliveryForm, Programme, ProgrammeLine, TargetGroup
from hoctap.learning.programmes import queries
from hoctap.learning.programmes.actions import LineDetails
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.models import Task
from hoctap.plans.rows import names_of
from hoctap.surveys.models import Need


class CentreChoice(forms.ModelChoiceField):
    def label_from_instance(self, centre: Any) -> str:
        return f"{centre.name} ({centre.place.title})"


class ProgrammeForm(forms.Form):
    centre = CentreChoice(label="Trung tâm", queryset=Centre.objects.none(), empty_label=None)
    year = forms.IntegerField(
        label="Năm",
        min_value=2000,
        max_value=2100,
        error_messages={"required": "Hãy ghi năm của chương trình.", "invalid": "Năm ghi bằng bốn chữ số."},
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        field = self.fields["centre"]
        assert isinstance(field, CentreChoice)
        field.queryset = queries.centres_to_keep(actor)


class TaskChoice(forms.ModelChoiceField):
    def label_from_instance(self, task: Any) -> str:
        return f"{task.plan.label}: {task.section} {task.text}"[:160]


class NeedChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, need: Any) -> str:
        return need_words(need)


def need_words(need: Need) -> str:
    """'Kỹ thuật chăn nuôi: nuôi lươn, 24 người, Ấp 1'."""
    what = ": ".join(part for part in (need.topic.name if need.topic else "", need.text) if part)
    return f"{what}, {need.people} người, {need.place.title}"


_MONTHS = [(month, f"tháng {month}") for month in range(1, 13)]


def with_kept[Row: Model](rows: QuerySet[Row], standing: Row) -> QuerySet[Row]:
    """What something has already it may keep, also when nothing new gets it."""
    return rows | rows.model._default_manager.filter(pk=standing.pk)


class LineForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=ActivityKind, initial=ActivityKind.TALK)
    topic = TopicChoice()
    title = forms.CharField(
        label="Nội dung",
        max_length=300,
        help_text="Ví dụ: Kỹ thuật trồng lúa theo hướng hữu cơ",
        error_messages={"required": "Hãy ghi nội dung."},
    )
    target_group = forms.ChoiceField(
        label="Đối tượng",
        choices=[("", "Chọn đối tượng"), *TargetGroup.choices],
        error_messages={"required": "Hãy chọn đối tượng: hoạt động không rõ cho ai thì không duyệt được."},
    )
    form = forms.ChoiceField(label="Hình thức", choices=DeliveryForm, initial=DeliveryForm.IN_PERSON)
    place = PlaceChoice(label="Tổ chức cho", queryset=None, empty_label=None)
    month_from = forms.TypedChoiceField(label="Từ tháng", choices=_MONTHS, coerce=int)
    month_to = forms.TypedChoiceField(label="Đến tháng", choices=_MONTHS, coerce=int)
    times = forms.IntegerField(label="Số lần", initial=1, min_value=1, max_value=200)
    people = forms.IntegerField(label="Số người dự kiến", required=False, min_value=1, max_value=20_000)
    host_name = forms.CharField(
        label="Đơn vị chủ trì", max_length=200, required=False, help_text="Trung tâm chủ trì thì để trống"
    )
    partners = forms.CharField(
        label="Đơn vị phối hợp",
        max_length=300,
        required=False,
        help_text="Ví dụ: Hội Nông dân xã; Trạm Y tế xã",
    )
    speaker_name = forms.CharField(label="Báo cáo viên", max_length=200, required=False)
    venue_name = forms.CharField(label="Địa điểm", max_length=200, required=False)
    needs = NeedChoice(
        label="Đáp ứng nhu cầu",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    task = TaskChoice(
        label="Thực hiện việc trong kế hoạch",
        queryset=None,
        required=False,
        empty_label="Không theo việc nào",
    )

    def __init__(self, post: QueryDict | None, *, programme: Programme, actor: Actor, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        commune = programme.centre.place
        line_needs = kwargs.get("initial", {}).get("needs", [])
        standing = queries.open_needs(commune, programme.year)
        kept = Need.objects.filter(pk__in=[getattr(one, "pk", one) for one in line_needs], commune=commune)
        needs = Need.objects.filter(pk__in=standing.values("pk")) | Need.objects.filter(
            pk__in=kept.values("pk")
        )
        for name, rows in (
            ("topic", queries.topics_at(commune)),
            ("place", queries.places_of(commune)),
            ("needs", needs.select_related("topic", "place")),
            ("task", queries.tasks_for(actor, commune)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            standing = kwargs.get("initial", {}).get(name)
            field.queryset = with_kept(rows, standing) if isinstance(standing, Model) else rows

    def details(self) -> LineDetails:
        return LineDetails(**{name: self.cleaned_data[name] for name in names_of(LineDetails)})


def initial_of(line: ProgrammeLine) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in names_of(LineDetails)}
    return values | {"needs": list(line.needs.all())}


def initial_from(need: Need | None, task: Task | None, programme: Programme) -> dict[str, Any]:
    """A new line made of a need or of a plan's task. In the year that runs, from this month on: one that is over is refused."""
    day = today()
    month = day.month if programme.year == day.year else 1
    initial: dict[str, Any] = {"place": programme.centre.place, "month_from": month, "month_to": month}
    if need is not None:
        return initial | {
            "topic": need.topic,
            "title": need.text or str(need.topic),
            "place": need.place,
            "people": need.people,
            "needs": [need],
        }
    if task is not None:
        return initial | {"title": task.text[:300], "task": task}
    return initial


class WhyForm(forms.Form):
    why = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Hãy ghi lý do."})


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Trả lời người dân",
        max_length=300,
        help_text="Ví dụ: Trung tâm GDTX mở lớp này vào tháng 9, đăng ký tại UBND xã",
        error_messages={"required": "Hãy ghi câu trả lời cho người dân."},
    )
