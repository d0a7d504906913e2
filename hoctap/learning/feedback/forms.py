"""Counted slips."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.learning.clubs.forms import PeopleField
from hoctap.learning.feedback.rules import Marks
from hoctap.learning.models import SessionFeedback

NAMES = ("five", "four", "three", "two", "one")


class FeedbackForm(forms.Form):
    five = PeopleField(label="5: rất hài lòng")
    four = PeopleField(label="4: hài lòng")
    three = PeopleField(label="3: bình thường")
    two = PeopleField(label="2: không hài lòng")
    one = PeopleField(label="1: rất không hài lòng")

    def __init__(self, post: QueryDict | None, *, row: SessionFeedback | None) -> None:
        initial: dict[str, Any] = {name: getattr(row, name) for name in NAMES} if row else {}
        super().__init__(post, initial=initial)

    def marks(self) -> Marks:
        return Marks(**{name: self.cleaned_data[name] for name in NAMES})
