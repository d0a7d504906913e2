"""What is typed about tasks: the task itself, progress, the end, đôn đốc."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hoctap.core.forms import DayField
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Organisation, OrganisationKind
from hoctap.plans.models import Plan, Task
from hoctap.plans.rows import task_details_of
from hoctap.plans.rules import read_deadline
from hoctap.plans.tasking.models import Part, Recurrence, TaskRole
from hoctap.plans.tasking.rules import PERIODIC, BodyNamed, TaskDetails

MOST_LINES = 30


class TaskForm(forms.Form):
    """Bodies are written one a line; names on record are recognised, the others stay words."""

    text = forms.CharField(
        label="Nội dung việc",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi nội dung việc như trong kế hoạch."},
    )
    section = forms.CharField(label="Mục", max_length=30, required=False, help_text="Ví dụ IV.7")
    heading = forms.CharField(label="Tên mục", max_length=200, required=False)
    role = forms.ChoiceField(
        label="Trách nhiệm của cơ quan", choices=TaskRole.choices, initial=TaskRole.UNSAID
    )
    leads = forms.CharField(
        label="Cơ quan chủ trì, thực hiện",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một cơ quan, tên như trong danh sách cơ quan. Văn bản không nêu ai thì bỏ trống.",
    )
    each = forms.MultipleChoiceField(
        label="Giao cho mọi xã thuộc địa bàn",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mỗi xã có một việc riêng để nhận, báo tiến độ, báo xong.",
        choices=[
            (OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân các xã"),
            (OrganisationKind.ASSOCIATION, "Hội Khuyến học các xã"),
            (OrganisationKind.CENTRE, "Trung tâm học tập cộng đồng các xã"),
        ],
    )
    cooperating = forms.CharField(
        label="Cơ quan phối hợp", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    report_to = forms.CharField(label="Báo cáo về", required=False, max_length=200)
    recurrence = forms.ChoiceField(label="Lặp lại", choices=Recurrence.choices, initial=Recurrence.ONCE)
    before = forms.CharField(
        label="Hạn",
        required=False,
        max_length=60,
        help_text=(
            "Như trong kế hoạch: “trước 15/11/2024”, “đến hết ngày 14/11/2024”. "
            "Việc lặp lại: “trước 20” mỗi kỳ, “trước 15/11” hằng năm. Văn bản không ghi thì bỏ trống."
        ),
    )
    product = forms.CharField(label="Kết quả phải có", max_length=300, required=False)
    field = forms.CharField(label="Lĩnh vực", max_length=80, required=False)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        bodies: Iterable[Organisation] = (),
        task: Task | None = None,
        **kwargs: Any,
    ):
        self.plan, self.known, self.task = plan, list(bodies), task
        if task is not None:
            kwargs["initial"] = _initial(task)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        try:
            typed |= self._deadline(typed.get("before", ""), typed.get("recurrence", Recurrence.ONCE))
        except ValueError:
            message = "Chưa hiểu hạn này. Ghi như “trước 15/11/2024”, “đến hết ngày 14/11/2024”."
            self.add_error("before", ValidationError(message))
        return typed

    def _deadline(self, words: str, recurrence: str) -> dict[str, Any]:
        none: dict[str, Any] = {"before_on": None, "due_day": None, "due_month": None}
        if not words.strip():
            return none
        if recurrence not in PERIODIC:
            return none | {"before_on": read_deadline(words, self.plan.year_to)}
        plain = words.lower().replace("trước", "").replace("ngày", "").strip()
        day, _, month = plain.partition("/")
        numbers = {"due_day": int(day), "due_month": int(month) if month else None}
        return none | numbers

    def details(self) -> TaskDetails:
        """What is typed here; what the task says besides stays, and a body that stays keeps its organisation."""
        typed = self.cleaned_data
        before = task_details_of(self.task) if self.task else TaskDetails("")
        names = [(Part.LEAD, name) for name in _lines(typed["leads"])]
        names += [(Part.COOPERATE, name) for name in _lines(typed["cooperating"])]
        names += [(Part.REPORT_TO, name) for name in _lines(typed["report_to"])]
        kept = {(one.part, one.name): one for one in before.bodies if not one.mirror}
        by_name = {one.name.lower(): one.pk for one in self.known}
        bodies = [
            kept.get((part, name)) or BodyNamed(name, part, body_id=by_name.get(name.lower()))
            for part, name in names
        ]
        offered = dict(self.fields["each"].choices)  # type: ignore[attr-defined]
        mirrored = {_box_of(one.mirror, one.name): one for one in before.bodies if one.mirror}
        bodies += [one for kind, one in mirrored.items() if kind not in offered]
        bodies += [
            mirrored.get(kind) or BodyNamed(offered[kind], Part.LEAD, mirror=kind) for kind in typed["each"]
        ]
        new_day = typed["before_on"] != before.before_on
        return replace(
            before,
            text=typed["text"],
            bodies=tuple(bodies),
            section=typed["section"],
            heading=typed["heading"],
            role=typed["role"],
            before_on=typed["before_on"],
            granularity=("day" if typed["before_on"] else "") if new_day else before.granularity,
            recurrence=typed["recurrence"],
            due_day=typed["due_day"],
            due_month=typed["due_month"],
            product=typed["product"],
            field=typed["field"],
        )


def _box_of(mirror: str, name: str) -> str:
    """Learning centres were "other" bodies before they had a kind of their own: such a row stands behind their box and stays as it is."""
    is_old = mirror == OrganisationKind.OTHER and name.lower().startswith("trung tâm học tập cộng đồng")
    return OrganisationKind.CENTRE if is_old else mirror


def _lines(text: str) -> list[str]:
    names = [" ".join(line.split()).rstrip(";,") for line in text.splitlines()]
    return list(dict.fromkeys(name for name in names if name))[:MOST_LINES]


def _initial(task: Task) -> dict[str, Any]:
    names = ("text", "section", "heading", "role", "recurrence", "product", "field")
    values: dict[str, Any] = {name: getattr(task, name) for name in names}
    bodies = list(task.bodies.all())
    for key, part in (("leads", Part.LEAD), ("cooperating", Part.COOPERATE), ("report_to", Part.REPORT_TO)):
        values[key] = "\n".join(one.name for one in bodies if one.part == part and not one.mirror)
    values["each"] = [_box_of(one.mirror, one.name) for one in bodies if one.mirror]
    values["before"] = f"trước {format_date(task.before_on)}" if task.before_on else ""
    if task.due_day:
        values["before"] = f"trước {task.due_day}" + (f"/{task.due_month}" if task.due_month else "")
    return values


class ProgressForm(forms.Form):
    text = forms.CharField(
        label="Đã làm đến đâu",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi việc đã làm đến hôm nay."},
    )
    percent = forms.IntegerField(label="Phần đã làm (%)", min_value=0, max_value=99)


class DoneForm(forms.Form):
    done_on = DayField(label="Ngày làm xong")
    evidence = forms.CharField(
        label="Minh chứng",
        max_length=500,
        help_text="Số văn bản, biên bản, hoặc nơi xem được kết quả. Ví dụ: 55/BC-UBND ngày 10/11/2024.",
        error_messages={"required": "Ghi minh chứng: số văn bản, biên bản, hoặc nơi xem được kết quả."},
    )
    file = forms.FileField(label="Ảnh hoặc PDF của minh chứng", required=False)
    text = forms.CharField(
        label="Nói thêm", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Vì sao việc này không thuộc phạm vi",
        max_length=300,
        error_messages={"required": "Ghi lý do việc này không thuộc phạm vi của cơ quan."},
    )


class SendBackForm(forms.Form):
    text = forms.CharField(
        label="Còn thiếu gì, cần làm gì thêm",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi còn thiếu gì, cần làm gì thêm."},
    )


class UrgeForm(forms.Form):
    text = forms.CharField(
        label="Nội dung đôn đốc",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi nội dung đôn đốc."},
    )


class DropForm(forms.Form):
    why = forms.CharField(label="Lý do thôi giao", max_length=300, required=False)
