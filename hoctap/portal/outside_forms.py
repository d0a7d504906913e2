"""What people without an account type. Labels in both languages; what is right the rules say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoctap.libraries.models import Library
from hoctap.people.models import RequestKind
from hoctap.places.models import Place
from hoctap.portal.models import Asks
from hoctap.portal.rules import MOST_PEOPLE, AskedDetails, HoldDetails, SignUpDetails


class HamletChoice(forms.ModelChoiceField):
    def label_from_instance(self, place: Place) -> str:
        return place.title


class LibraryChoice(forms.ModelChoiceField):
    def label_from_instance(self, library: Library) -> str:
        return f"{library.name}, {library.address}" if library.address else library.name


def _hamlet() -> HamletChoice:
    return HamletChoice(
        label=_("Ở ấp, khóm"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("Không muốn nói"),
        error_messages={"invalid_choice": _("Hãy chọn lại ấp, khóm.")},
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Hãy ghi ngắn lại.")},
    )


def _phone() -> forms.CharField:
    return forms.CharField(
        label=_("Điện thoại"),
        max_length=15,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "w-ch-16"}),
        error_messages={"max_length": _("Số điện thoại chưa đúng. Hãy ghi như 0912 345 678.")},
    )


def _look_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class OutsideForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"{_look_of(field.widget)} {look}".strip()

    def offer_hamlets(self, hamlets: Sequence[Place]) -> None:
        field = self.fields["hamlet"]
        assert isinstance(field, HamletChoice)
        field.queryset = Place.objects.filter(pk__in=[one.pk for one in hamlets])
        # They are here already: the page asks for them no second time.
        field.choices = [("", field.empty_label or ""), *((str(one.pk), one.title) for one in hamlets)]


class SignUpForm(OutsideForm):
    people = forms.IntegerField(
        label=_("Có bao nhiêu người đến?"),
        initial=1,
        localize=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-ch-6"}),
        error_messages={
            "required": _("Hãy ghi số người, một mình thì ghi 1."),
            "invalid": _("Hãy ghi một số."),
            "min_value": _("Hãy ghi ít nhất 1 người."),
            "max_value": _("Đông hơn 10 người thì gọi trung tâm."),
        },
    )
    name = _name()
    phone = _phone()
    hamlet = _hamlet()
    agrees = forms.BooleanField(label=_("Tôi đồng ý"), required=False)

    def __init__(self, post: QueryDict | None, *, asks: str, hamlets: Sequence[Place]) -> None:
        super().__init__(post)
        self.offer_hamlets(hamlets)
        if asks == Asks.COUNT:
            del self.fields["name"], self.fields["agrees"], self.fields["hamlet"]
        if asks != Asks.PHONE:
            del self.fields["phone"]

    def details(self) -> SignUpDetails:
        typed = self.cleaned_data
        return SignUpDetails(typed["people"], typed.get("name", ""), typed.get("phone", ""))


class HoldForm(OutsideForm):
    library = LibraryChoice(
        label=_("Lấy sách ở"),
        queryset=Library.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn nơi lấy sách."),
            "invalid_choice": _("Hãy chọn nơi lấy sách."),
        },
    )
    card = forms.CharField(
        label=_("Số thẻ bạn đọc"),
        max_length=30,
        required=False,
        help_text=_("Có thẻ thì chỉ cần số thẻ, không cần ghi tên"),
        error_messages={"max_length": _("Hãy ghi ngắn lại.")},
    )
    name = _name()
    phone = _phone()
    agrees = forms.BooleanField(label=_("Tôi đồng ý"), required=False)

    def __init__(self, post: QueryDict | None, *, libraries: Sequence[Library]) -> None:
        super().__init__(post, initial={"library": libraries[0].pk if libraries else None})
        field = self.fields["library"]
        assert isinstance(field, LibraryChoice)
        field.queryset = Library.objects.filter(pk__in=[one.pk for one in libraries])
        field.choices = [(str(one.pk), field.label_from_instance(one)) for one in libraries]

    def details(self) -> HoldDetails:
        typed = self.cleaned_data
        return HoldDetails(typed["card"], typed["name"], typed["phone"])


ASKS = (
    (RequestKind.VIEW, _("Xem, nhận bản sao dữ liệu về tôi")),
    (RequestKind.CORRECT, _("Sửa điều ghi sai về tôi")),
    (RequestKind.WITHDRAW, _("Rút điều tôi đã đồng ý")),
    (RequestKind.RESTRICT, _("Hạn chế sử dụng dữ liệu của tôi")),
    (RequestKind.OBJECT, _("Không đồng ý, ví dụ không nêu tên tôi công khai")),
    (RequestKind.ERASE, _("Xóa dữ liệu về tôi")),
)


class RequestForm(OutsideForm):
    kind = forms.ChoiceField(
        label=_("Ông/bà muốn gì?"),
        choices=ASKS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn điều muốn yêu cầu.")},
    )
    name = _name()
    birth_year = forms.IntegerField(
        label=_("Năm sinh"),
        required=False,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-ch-6"}),
        error_messages={"invalid": _("Hãy ghi năm sinh bằng bốn chữ số, như 1960.")},
    )
    hamlet = _hamlet()
    reach = forms.CharField(
        label=_("Liên lạc bằng cách nào?"),
        max_length=150,
        required=False,
        help_text=_("Điện thoại, hoặc địa chỉ nhà. Xã kiểm tra đúng là ông/bà rồi mới trả lời"),
        error_messages={"max_length": _("Hãy ghi ngắn lại.")},
    )
    text = forms.CharField(
        label=_("Nói thêm"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Hãy ghi ngắn lại.")},
    )

    def __init__(self, post: QueryDict | None, *, hamlets: Sequence[Place]) -> None:
        super().__init__(post)
        self.offer_hamlets(hamlets)

    def details(self) -> AskedDetails:
        typed = self.cleaned_data
        return AskedDetails(typed["kind"], typed["name"], typed["birth_year"], typed["reach"], typed["text"])
