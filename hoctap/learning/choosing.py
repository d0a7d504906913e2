"""Fields that choose among rows a form was handed: no other row can be named, whatever is sent."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hoctap.centres.models import Topic, Venue
from hoctap.places.models import Level, Place


class RowChoice(forms.ChoiceField):
    """`offer` says what may be chosen; the value is the row."""

    def __init__(self, *, label: str, empty: str = "", required: bool = True, help_text: str = "") -> None:
        self._rows: dict[str, Any] = {}
        self.empty = empty
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            error_messages={
                "required": f"Hãy chọn {label.lower()}.",
                "invalid_choice": f"{label} đã chọn không có trong danh sách. Hãy chọn lại.",
            },
        )

    def offer(self, groups: Iterable[tuple[str, Sequence[tuple[Any, str]]]]) -> None:
        """Groups of (row, words); a group without a name stands at the top level."""
        choices: list[Any] = [("", self.empty)] if self.empty else []
        for name, rows in groups:
            pairs = [(str(row.pk), words) for row, words in rows]
            self._rows |= {str(row.pk): row for row, _ in rows}
            choices += [(name, pairs)] if name else pairs
        self.choices = choices

    def clean(self, value: Any) -> Any:
        return self._rows.get(super().clean(value))


def offer_places(field: forms.Field, places: Sequence[Place]) -> None:
    """Communes with their hamlets, in the order in which they are given."""
    assert isinstance(field, RowChoice)
    names = {place.pk: place.title for place in places if place.level == Level.COMMUNE}
    many = len(names) > 1
    field.offer(
        [
            (
                "",
                [
                    (
                        one,
                        f"{one.title}, {names[one.path[-2]]}"
                        if many and one.path[-2] in names and one.level == Level.HAMLET
                        else one.title,
                    )
                    for one in places
                ],
            )
        ]
    )


def offer_topics(field: forms.Field, topics: Sequence[Topic]) -> None:
    """Under their fields."""
    assert isinstance(field, RowChoice)
    heads = {topic.pk: topic for topic in topics if topic.parent_id is None}
    groups: dict[str, list[tuple[Topic, str]]] = {}
    for topic in topics:
        head = heads.get(topic.parent_id) if topic.parent_id else topic
        name = head.name if head else "Khác"
        groups.setdefault(name, []).append(
            (topic, topic.name if topic.parent_id else f"{topic.name} (chung)")
        )
    field.offer(groups.items())


def offer_venues(field: forms.Field, venues: Sequence[Venue]) -> None:
    assert isinstance(field, RowChoice)
    field.offer([("", [(one, f"{one.name} ({one.place.title})") for one in venues])])
