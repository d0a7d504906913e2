"""A choice of topics, gathered under their fields; what is typed about a topic of a place's own."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict

from hoctap.centres.models import Topic
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice


class _ByField(ModelChoiceIterator):
    """Each field with what stands below it, at whatever depth."""

    field: "TopicChoice"

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        rows = list(self.queryset)
        known = {row.pk for row in rows}
        below: dict[Any, list[Topic]] = {}
        for row in rows:
            below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
        for top in below.get(None, []):
            yield top.name, [self.choice(one) for one in self._tree(top, below)]

    def _tree(self, top: Topic, below: dict[Any, list[Topic]]) -> Iterator[Topic]:
        yield top
        for one in below.get(top.pk, []):
            yield from self._tree(one, below)


class TopicChoice(forms.ModelChoiceField):
    iterator = _ByField

    def __init__(self, *, label: str = "Chuyên đề", required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            queryset=Topic.objects.none(),
            empty_label="Chọn chuyên đề",
            required=required,
            help_text=help_text,
            error_messages={
                "required": "Hãy chọn chuyên đề.",
                "invalid_choice": "Chuyên đề này không dùng ở đây. Hãy chọn trong danh sách.",
            },
        )

    def label_from_instance(self, topic: Any) -> str:
        return topic.name if topic.parent_id else f"{topic.name} (chung)"


class TopicForm(forms.Form):
    place = PlaceChoice(label="Dùng cho", queryset=Place.objects.none(), empty_label=None)
    parent = TopicChoice(
        label="Thuộc lĩnh vực, chuyên đề", help_text="Chuyên đề của mình đứng dưới một mục đã có"
    )
    name = forms.CharField(
        label="Tên chuyên đề",
        max_length=150,
        help_text="Ví dụ: Kỹ thuật nuôi lươn không bùn",
        error_messages={"required": "Hãy ghi tên chuyên đề."},
    )

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        place, parent = self.fields["place"], self.fields["parent"]
        assert isinstance(place, PlaceChoice)
        assert isinstance(parent, TopicChoice)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        ids = {place_id for one in places for place_id in one.path}
        shipped = Topic.objects.filter(place__isnull=True, dropped_on__isnull=True)
        parent.queryset = (shipped | Topic.objects.filter(place__in=ids, dropped_on__isnull=True)).order_by(
            "sort_key", "id"
        )
