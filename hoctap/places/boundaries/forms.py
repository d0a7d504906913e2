"""Typing a change of boundaries."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart
from hoctap.places.boundaries.queries import Offer, Successor
from hoctap.places.boundaries.rules import COMMUNE_KINDS, KINDS
from hoctap.places.catalogue import vn_date
from hoctap.places.models import Level, Place

UNDO_WORDS = "hoàn tác"
_HOW_MUCH = [("", "không"), ("whole", "toàn bộ"), ("part", "một phần")]


class CatalogueForm(forms.Form):
    """What the catalogue knows already: which of the new communes to record."""

    successors = forms.MultipleChoiceField(
        label="Đơn vị mới",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Hãy chọn ít nhất một đơn vị mới.",
            "invalid_choice": "Đơn vị này không có trong danh mục hoặc đã ghi rồi.",
        },
    )
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        required=False,
        help_text="Số, ký hiệu nghị quyết. Bỏ trống thì ghi “chưa có số quyết định”.",
    )

    def __init__(self, *args: Any, choices: Sequence[Successor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.row.id): one.row for one in choices}
        field = self.fields["successors"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.row.id), one.label) for one in choices]

    def clean_successors(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["successors"]
        if len({self.rows[pk].valid_from for pk in chosen}) > 1:
            raise forms.ValidationError("Các đơn vị đã chọn không cùng ngày. Hãy ghi riêng từng ngày.")
        return chosen


class UnitForm(forms.Form):
    """One unit after the change, and what it takes of the old ones."""

    existing = forms.ChoiceField(label="Đơn vị nhận", required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=[(kind, kind) for kind in COMMUNE_KINDS], initial="xã", required=False
    )
    name = forms.CharField(
        label="Tên đơn vị mới", max_length=120, required=False, help_text="Không ghi “xã”, “phường”."
    )
    code = forms.CharField(
        label="Mã thống kê", max_length=10, required=False, help_text="Năm chữ số, nếu đã có."
    )
    parent = forms.ChoiceField(label="Thuộc", required=False)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self._by_id = {str(place.pk): place for place in [*offer.communes, *offer.above]}
        self._choices("existing", [("", "Lập đơn vị mới"), *_labels(offer.communes)])
        self._choices("parent", _labels(offer.above))
        for commune in offer.communes:
            self.fields[f"part-{commune.pk}"] = forms.ChoiceField(
                label=commune.title,
                choices=_HOW_MUCH,
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def part_fields(self) -> Iterator[tuple[Place, forms.BoundField]]:
        return ((commune, self[f"part-{commune.pk}"]) for commune in self.offer.communes)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = self.cleaned_data
        if not typed.get("existing"):
            if not typed.get("name", "").strip():
                self.add_error("name", "Hãy ghi tên đơn vị mới, hoặc chọn một đơn vị đang có.")
            if not typed.get("parent") and "parent" not in self.errors:
                self.add_error("parent", "Hãy chọn nơi mà đơn vị mới trực thuộc.")
        return typed

    def unit(self) -> NewPlace:
        typed = self.cleaned_data
        parts = tuple(
            OldPart(commune, typed[f"part-{commune.pk}"] == "whole")
            for commune in self.offer.communes
            if typed.get(f"part-{commune.pk}")
        )
        return NewPlace(
            kind=typed["kind"],
            name=typed["name"],
            code=typed["code"],
            parent=self._by_id.get(typed["parent"]),
            existing=self._by_id.get(typed["existing"]),
            parts=parts,
        )


class TypedForm(UnitForm):
    title = forms.CharField(
        label="Nội dung",
        max_length=300,
        help_text="Ví dụ: Nhập xã A và xã B thành xã C.",
        error_messages={"required": "Hãy ghi nội dung sắp xếp."},
    )
    on = DayField(label="Có hiệu lực từ ngày")
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        required=False,
        help_text="Số, ký hiệu nghị quyết hoặc quyết định.",
    )


_DECISION_HINT = "Số, ký hiệu nghị quyết hoặc quyết định. Bỏ trống thì ghi “chưa có số quyết định”."


class RenameForm(forms.Form):
    """A place that goes on under another name."""

    place = forms.ChoiceField(
        label="Địa bàn",
        error_messages={
            "required": "Hãy chọn địa bàn.",
            "invalid_choice": "Hãy chọn một địa bàn trong danh sách.",
        },
    )
    kind = forms.ChoiceField(label="Loại mới", required=False)
    name = forms.CharField(
        label="Tên mới",
        max_length=120,
        help_text="Không ghi “tỉnh”, “xã”. Chỉ đổi loại thì ghi lại tên đang dùng.",
        error_messages={"required": "Hãy ghi tên mới. Nếu chỉ đổi loại, ghi lại tên đang dùng."},
    )
    on = DayField(label="Mang tên mới từ ngày")
    decision = forms.CharField(label="Theo văn bản", max_length=120, required=False, help_text=_DECISION_HINT)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(place.pk): place for place in offer.named}
        levels: dict[str, list[Place]] = {}
        for one in offer.named:
            levels.setdefault(Level(one.level).label, []).append(one)
        place, kind = self.fields["place"], self.fields["kind"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        place.choices = [
            ("", "chọn địa bàn"),
            *((label.capitalize(), _labels(found)) for label, found in levels.items()),
        ]
        kinds = dict.fromkeys(kind for level in KINDS.values() for kind in level)
        kind.choices = [("", "giữ loại đang dùng"), *((one, one) for one in kinds)]

    def draft(self) -> Draft:
        typed = self.cleaned_data
        place = self._by_id[typed["place"]]
        return Draft.of_a_name(place, typed["name"], typed["kind"], typed["on"], typed["decision"])


class EndForm(forms.Form):
    """Districts that end with nothing after them."""

    places = forms.MultipleChoiceField(
        label="Đơn vị cấp huyện kết thúc",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Hãy chọn ít nhất một đơn vị cấp huyện.",
            "invalid_choice": "Đơn vị này không có trong danh sách hoặc đã ghi rồi.",
        },
    )
    on = DayField(label="Không còn từ ngày", help_text="Ngày đầu tiên không còn đơn vị ấy.")
    decision = forms.CharField(label="Theo văn bản", max_length=120, required=False, help_text=_DECISION_HINT)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(place.pk): place for place in offer.districts}
        field = self.fields["places"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, _with_end(place)) for pk, place in self._by_id.items()]

    def draft(self) -> Draft:
        typed = self.cleaned_data
        return Draft.of_an_end([self._by_id[pk] for pk in typed["places"]], typed["on"], typed["decision"])


def _with_end(place: Place) -> str:
    above = f", {place.parent.full_name}" if place.parent else ""
    ended = (
        f" (theo danh mục: kết thúc {vn_date(place.valid_to)}, chưa có số quyết định)"
        if place.valid_to
        else ""
    )
    return f"{place.title}{above}{ended}"


class UndoForm(forms.Form):
    words = forms.CharField(
        label=f"Ghi “{UNDO_WORDS}” để xác nhận", error_messages={"required": f"Hãy ghi “{UNDO_WORDS}”."}
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].strip().lower()
        if words != UNDO_WORDS:
            raise forms.ValidationError(f"Hãy ghi đúng “{UNDO_WORDS}”.")
        return words


def _labels(places: Sequence[Place]) -> list[tuple[str, str]]:
    return [(str(place.pk), place.title) for place in places]


def chosen_hamlets(posted: Any) -> dict[UUID, UUID | None]:
    """`hamlet-<id>` = new place's id; empty takes the choice back. What is no id is left out."""
    chosen: dict[UUID, UUID | None] = {}
    for key, value in posted.items():
        if key.startswith("hamlet-"):
            try:
                chosen[UUID(key.removeprefix("hamlet-"))] = UUID(value) if value else None
            except ValueError:
                continue
    return chosen
