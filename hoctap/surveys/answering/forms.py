"""A form of questions as fields on a page. What is right is said by `rules.read_answers`, not by the fields: they only show."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.surveys.answering.rules import Sent, has_many_topics
from hoctap.surveys.campaigns.models import CampaignPartner
from hoctap.surveys.design.rules import CHOSEN, Item, Placed

PREFIX = "q-"
TO_OPEN = "Bấm vào từng mục để mở."


class _Shown(forms.Field):
    """Takes whatever was sent; required is only what the page says of it."""

    def clean(self, value: Any) -> Any:
        return value


class _Question:
    """An item on a page, with its field where it asks for something."""

    def __init__(self, placed: Placed, bound: BoundField | None, *, is_shown: bool) -> None:
        self.item, self.bound, self.is_shown = placed.item, bound, is_shown
        self.condition = json.dumps(["and", *placed.conditions]) if placed.conditions else ""


class QuestionsForm(forms.Form):
    use_required_attribute = False

    def __init__(
        self,
        placed: Sequence[Placed],
        post: QueryDict | None = None,
        *,
        typed: Mapping[str, Sequence[str]],
        relevant: set[str],
        errors: Mapping[str, str] | None = None,
        heads: Mapping[str, str] | None = None,
    ) -> None:
        """`typed`: what was sent so far, by question; `relevant`: which are shown; `errors`: beside which question what is wrong;
        `heads`: under which field of learning a topic is looked for.
        """
        initial = {
            f"{PREFIX}{one.item.name}": _initial(one.item, typed.get(one.item.name, ())) for one in placed
        }
        super().__init__(post if errors else None, initial=initial)
        self._placed, self._relevant = placed, relevant
        for one in placed:
            if one.item.is_asked:
                self.fields[f"{PREFIX}{one.item.name}"] = _Shown(
                    label=one.item.label,
                    help_text=_hint(one.item),
                    required=one.item.required,
                    widget=_widget(one.item, heads or {}),
                )
        if errors:
            self.full_clean()
        for name, text in (errors or {}).items():
            self.add_error(f"{PREFIX}{name}" if f"{PREFIX}{name}" in self.fields else None, text)

    @property
    def questions(self) -> list[_Question]:
        return [
            _Question(
                one,
                self[f"{PREFIX}{one.item.name}"] if one.item.is_asked else None,
                is_shown=one.item.name in self._relevant,
            )
            for one in self._placed
        ]


def sent_of(post: QueryDict) -> Sent:
    return lambda name: post.getlist(f"q-{name}")


@dataclass(frozen=True)
class Travelled:
    """What goes from page to page beside the answers."""

    page: int
    hamlet: str
    trap: str
    """A field that no person sees."""


def travelled(post: QueryDict) -> Travelled:
    page = post.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    return Travelled(number, post.get("hamlet", ""), post.get("website", ""))


def _widget(item: Item, heads: Mapping[str, str]) -> forms.Widget:
    if item.kind in CHOSEN:
        shown = _under_heads(item.choices, heads) if has_many_topics(item) else item.choices
        return (forms.RadioSelect if item.kind == "select_one" else forms.CheckboxSelectMultiple)(
            choices=shown
        )
    if item.kind == "date":
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if item.kind in ("integer", "decimal"):
        return forms.TextInput(
            attrs={"inputmode": "numeric" if item.kind == "integer" else "decimal", "class": "w-ch-6"}
        )
    return forms.TextInput(attrs={"maxlength": "500"})


def _hint(item: Item) -> str:
    if not has_many_topics(item):
        return item.hint
    return f"{item.hint.rstrip('. ')}. {TO_OPEN}" if item.hint else TO_OPEN


def _under_heads(choices: Sequence[tuple[str, str]], heads: Mapping[str, str]) -> list[tuple[str, Any]]:
    """In their order, head by head; what belongs to none comes last, as it stands."""
    below: dict[str, list[tuple[str, str]]] = {}
    for name, label in choices:
        below.setdefault(heads.get(name, ""), []).append((name, label))
    loose = below.pop("", [])
    return [*below.items(), *loose]


def _initial(item: Item, typed: Sequence[str]) -> Any:
    if item.kind == "select_multiple":
        return list(typed)
    return typed[-1] if typed else ""


class WhereForm(forms.Form):
    """For which ấp, and for whose members, answers are entered."""

    hamlet = PlaceChoice(label="Ấp, khóm", queryset=Place.objects.none(), empty_label=None)
    partner = forms.ModelChoiceField(
        label="Hỏi cho", queryset=CampaignPartner.objects.none(), required=False, empty_label="Mọi người dân"
    )

    def __init__(
        self,
        post: QueryDict | None,
        *,
        hamlets: Sequence[Place],
        partners: Sequence[CampaignPartner],
        hamlet: Place | None = None,
    ) -> None:
        super().__init__(post, initial={"hamlet": hamlet.pk if hamlet else None})
        place, partner = self.fields["hamlet"], self.fields["partner"]
        assert isinstance(place, PlaceChoice)
        assert isinstance(partner, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in hamlets])
        partner.queryset = CampaignPartner.objects.filter(pk__in=[one.pk for one in partners])


class BatchForm(WhereForm):
    label = forms.CharField(label="Tập phiếu", max_length=100, required=False, help_text="Ví dụ: Tập 1, Tổ 3")
