"""What is typed about schooling."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.schooling.models import HIGHEST, Aim, PupilState, SchoolLevel, VisitOutcome
from hoctap.schooling.rules import PupilDetails, TypedEnrolment, TypedLevel, TypedYear


def _levels(aim: Aim) -> list[tuple[str, str]]:
    reached = (
        [("1", "Đạt")] if HIGHEST[aim] == 1 else [(str(n), f"Mức độ {n}") for n in range(1, HIGHEST[aim] + 1)]
    )
    return [("", "Không ghi"), ("0", "Chưa đạt"), *reached]


class YearForm(forms.Form):
    """The fields of each aim and each level of school are made from their lists."""

    year = forms.IntegerField(
        label="Năm", error_messages={"required": "Hãy ghi năm.", "invalid": "Hãy ghi năm bằng bốn chữ số."}
    )
    system_day = DayField(
        label="Theo hệ thống PCGD–XMC ngày", help_text="Ngày lấy số liệu từ hệ thống; in kèm mọi con số."
    )
    relapsed = forms.CharField(
        label="Người tái mù chữ", max_length=12, required=False, help_text="Không có ai thì ghi 0."
    )
    learning = forms.CharField(label="Trong đó đang học lại", max_length=12, required=False)
    follow_up = forms.CharField(label="Lớp, người kèm", max_length=200, required=False)
    why = forms.CharField(
        label="Lý do ghi lại", max_length=200, required=False, help_text="Khi năm này đã có số liệu."
    )

    def __init__(self, post: QueryDict | None, *, year: int) -> None:
        super().__init__(post, initial={"year": year})
        for aim in Aim:
            key = aim.value
            self.fields[f"level-{key}"] = forms.ChoiceField(
                label=aim.label, choices=_levels(aim), required=False
            )
            self.fields[f"decision-{key}"] = forms.CharField(
                label="Quyết định công nhận", max_length=120, required=False
            )
            self.fields[f"decided-{key}"] = DayField(label="Ngày quyết định", required=False)
        for school in SchoolLevel:
            key = school.value
            self.fields[f"children-{key}"] = forms.CharField(
                label="Trẻ trong độ tuổi", max_length=12, required=False
            )
            self.fields[f"enrolled-{key}"] = forms.CharField(label="Đang học", max_length=12, required=False)

    def aims(self) -> list[tuple[str, list[forms.BoundField]]]:
        parts = ("level", "decision", "decided")
        return [(aim.label, [self[f"{part}-{aim.value}"] for part in parts]) for aim in Aim]

    def schools(self) -> list[tuple[str, list[forms.BoundField]]]:
        parts = ("children", "enrolled")
        return [(one.label, [self[f"{part}-{one.value}"] for part in parts]) for one in SchoolLevel]

    def details(self) -> TypedYear:
        typed = self.cleaned_data
        return TypedYear(
            year=typed["year"],
            system_day=typed["system_day"],
            levels={
                aim.value: TypedLevel(
                    typed[f"level-{aim.value}"],
                    typed[f"decision-{aim.value}"],
                    typed[f"decided-{aim.value}"],
                )
                for aim in Aim
            },
            enrolments={
                one.value: TypedEnrolment(typed[f"children-{one.value}"], typed[f"enrolled-{one.value}"])
                for one in SchoolLevel
            },
            relapsed=typed["relapsed"],
            learning=typed["learning"],
            follow_up=typed["follow_up"],
            why=typed["why"],
        )


class HamletChoice(PlaceChoice):
    def label_from_instance(self, place: Place) -> str:
        return f"{place.title}, {place.parent.title}" if place.parent else place.title


class PupilForm(forms.Form):
    hamlet = HamletChoice(label="Ấp, khóm", queryset=Place.objects.none(), empty_label=None)
    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Hãy ghi họ và tên."}
    )
    birth_year = forms.IntegerField(
        label="Năm sinh", error_messages={"required": "Hãy ghi năm sinh.", "invalid": "Hãy ghi bốn chữ số."}
    )
    school_level = forms.ChoiceField(label="Cấp học", choices=SchoolLevel.choices)
    year = forms.IntegerField(label="Danh sách năm", error_messages={"required": "Hãy ghi năm."})

    def __init__(self, post: QueryDict | None, *, hamlets: QuerySet[Place], year: int) -> None:
        super().__init__(post, initial={"year": year})
        field = self.fields["hamlet"]
        assert isinstance(field, PlaceChoice)
        field.queryset = hamlets

    def details(self) -> PupilDetails:
        typed = self.cleaned_data
        return PupilDetails(typed["full_name"], typed["birth_year"], typed["school_level"], typed["year"])


class VisitForm(forms.Form):
    on = DayField(label="Ngày đến")
    visitors = forms.CharField(
        label="Người đến vận động",
        max_length=200,
        error_messages={"required": "Hãy ghi ai đến vận động."},
    )
    outcome = forms.ChoiceField(label="Kết quả", choices=VisitOutcome.choices)
    next_on = DayField(label="Hẹn đến lại ngày", required=False)


class PupilCloseForm(forms.Form):
    state = forms.ChoiceField(
        label="Lý do",
        choices=[(one.value, one.label.capitalize()) for one in PupilState if one != PupilState.OPEN],
    )
    on = DayField(label="Từ ngày")
