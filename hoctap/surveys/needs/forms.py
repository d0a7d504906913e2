"""What is typed about a need."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Topic
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice


class NeedForm(forms.Form):
    place = PlaceChoice(label="Ở", queryset=Place.objects.none(), empty_label=None)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, localize=False)
    named_by = forms.CharField(
        label="Đoàn thể, đơn vị nêu", max_length=200, required=False, help_text="Ví dụ Hội Nông dân xã"
    )
    topic = forms.ModelChoiceField(
        label="Chuyên đề",
        queryset=Topic.objects.none(),
        required=False,
        empty_label="Không có trong danh mục",
    )
    text = forms.CharField(
        label="Muốn học gì", max_length=200, required=False, help_text="Không ghi tên người"
    )
    people = forms.IntegerField(
        label="Số hội viên, người muốn học",
        min_value=1,
        max_value=100_000,
        localize=False,
        error_messages={"required": "Hãy ghi số người muốn học."},
    )

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place], year: int) -> None:
        super().__init__(post, initial={"year": year})
        place, topic = self.fields["place"], self.fields["topic"]
        assert isinstance(place, PlaceChoice)
        assert isinstance(topic, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        known = {place_id for one in places for place_id in one.path}
        topic.queryset = Topic.objects.filter(dropped_on__isnull=True).filter(
            place__isnull=True
        ) | Topic.objects.filter(dropped_on__isnull=True, place__in=known)


class NeedAnswerForm(forms.Form):
    is_met = forms.ChoiceField(
        label="Kết quả",
        choices=[("yes", "Đã tổ chức, đã đáp ứng"), ("no", "Chưa tổ chức được, trả lời lý do hoặc khi nào")],
        widget=forms.RadioSelect,
        initial="yes",
    )
    answer = forms.CharField(
        label="Đã tổ chức gì, hoặc trả lời thế nào",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
