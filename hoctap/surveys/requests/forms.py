"""What is typed about a request to learn something."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Centre, Topic
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.surveys.requests.rules import MOST_PEOPLE, WishDetails


class WishForm(forms.Form):
    """From outside: no more than is needed to answer."""

    text = forms.CharField(
        label="Muốn học, muốn biết thêm điều gì?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: cách nuôi cá rô, dùng điện thoại làm giấy tờ",
    )
    people = forms.IntegerField(
        label="Có bao nhiêu người cùng muốn học?",
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        localize=False,
        error_messages={
            "required": "Hãy ghi số người, một mình thì ghi 1.",
            "invalid": "Hãy ghi một số.",
            "min_value": "Hãy ghi ít nhất 1 người.",
            "max_value": f"Nhiều nhất {MOST_PEOPLE} người.",
        },
    )
    hamlet = PlaceChoice(
        label="Ở ấp, khóm", queryset=Place.objects.none(), required=False, empty_label="Không muốn nói"
    )
    name = forms.CharField(
        label="Họ và tên",
        max_length=120,
        required=False,
        help_text="Chỉ ghi khi muốn trung tâm trả lời riêng",
    )
    phone = forms.CharField(label="Điện thoại", max_length=15, required=False)

    def __init__(self, post: QueryDict | None, *, hamlets: Sequence[Place]) -> None:
        super().__init__(post)
        field = self.fields["hamlet"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[one.pk for one in hamlets])

    def details(self) -> WishDetails:
        typed = self.cleaned_data
        return WishDetails(typed["text"], typed["people"], typed["name"], typed["phone"])


class RecordedWishForm(WishForm):
    centre = forms.ModelChoiceField(label="Trung tâm", queryset=Centre.objects.none(), empty_label=None)

    def __init__(
        self, post: QueryDict | None, *, hamlets: Sequence[Place], centres: Sequence[Centre]
    ) -> None:
        super().__init__(post, hamlets=hamlets)
        field = self.fields["centre"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Centre.objects.filter(pk__in=[one.pk for one in centres]).select_related(
            "organisation"
        )


class SortForm(forms.Form):
    topic = forms.ModelChoiceField(
        label="Chuyên đề",
        queryset=Topic.objects.none(),
        required=False,
        empty_label="Không có trong danh mục",
    )
    text = forms.CharField(
        label="Muốn học gì, viết gọn", max_length=200, required=False, help_text="Không ghi tên người"
    )

    def __init__(self, post: QueryDict | None, *, place: Place) -> None:
        super().__init__(post)
        field = self.fields["topic"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Topic.objects.offered_at(place)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Đã trả lời thế nào", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
