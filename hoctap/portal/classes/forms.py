"""What the centre sets about a class on the door, and whom it takes over into the roll."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.learning.models import Session
from hoctap.portal.classes.queries import ClassDoorPage
from hoctap.portal.models import Asks, ClassDoor, SignUp


class ClassDoorForm(forms.Form):
    asks = forms.ChoiceField(
        label="Đăng ký",
        choices=Asks.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Hãy chọn cách đăng ký."},
    )
    places = forms.IntegerField(
        label="Số chỗ",
        min_value=1,
        max_value=5000,
        required=False,
        localize=False,
        help_text="Không giới hạn thì để trống. Hết chỗ thì người đăng ký sau được ghi chờ",
        error_messages={
            "invalid": "Hãy ghi một số.",
            "min_value": "Số chỗ ít nhất là 1; không giới hạn thì để trống.",
            "max_value": "Nhiều nhất 5.000 chỗ.",
        },
    )
    is_hidden = forms.BooleanField(label="Không hiện lớp này trên cổng", required=False)

    def __init__(self, post: QueryDict | None, *, standing: ClassDoor | None) -> None:
        initial: dict[str, Any] = (
            {"asks": standing.asks, "places": standing.places, "is_hidden": standing.is_hidden}
            if standing
            else {"asks": Asks.NOTHING}
        )
        super().__init__(post, initial=initial)


class SignUpChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: SignUp) -> str:
        return f"{row.name}, {row.hamlet.title}" if row.hamlet else row.name


class RollForm(forms.Form):
    session = forms.ModelChoiceField(
        label="Buổi",
        queryset=Session.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Hãy chọn buổi.",
            "invalid_choice": "Buổi này không phải của lớp. Tải lại trang.",
        },
    )
    sign_ups = SignUpChoice(
        label="Có mặt",
        queryset=SignUp.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Có lượt đăng ký không còn. Tải lại trang rồi đánh dấu lại.",
            "invalid_pk_value": "Có lượt đăng ký không còn. Tải lại trang rồi đánh dấu lại.",
        },
    )

    def __init__(self, post: QueryDict | None, *, page: ClassDoorPage) -> None:
        super().__init__(post)
        session, sign_ups = self.fields["session"], self.fields["sign_ups"]
        assert isinstance(session, forms.ModelChoiceField)
        assert isinstance(sign_ups, SignUpChoice)
        session.queryset = Session.objects.filter(pk__in=[one.pk for one in page.sessions_held])
        sign_ups.queryset = SignUp.objects.filter(pk__in=[one.pk for one in page.to_take]).select_related(
            "hamlet"
        )
