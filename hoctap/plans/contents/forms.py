"""What is typed about what a plan rests on, who pays, who receives it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Organisation, OrganisationKind
from hoctap.plans.contents.rules import BasisDetails, FundingDetails, RecipientDetails
from hoctap.plans.models import FundingSource, LegalBasis, Recipient


class BasisForm(forms.Form):
    role = forms.ChoiceField(label="Là", choices=LegalBasis.Role.choices)
    kind = forms.CharField(label="Loại văn bản", max_length=60, required=False, help_text="Ví dụ Quyết định")
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    dated_on = DayField(label="Ngày", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    subject = forms.CharField(label="Về việc", max_length=500, required=False)

    def details(self) -> BasisDetails:
        return BasisDetails(**self.cleaned_data)


class FundingForm(forms.Form):
    kind = forms.ChoiceField(label="Nguồn", choices=FundingSource.Kind.choices)
    text = forms.CharField(label="Ghi trong kế hoạch", max_length=500)

    def details(self) -> FundingDetails:
        return FundingDetails(**self.cleaned_data)


class RecipientForm(forms.Form):
    text = forms.CharField(label="Nơi nhận", max_length=300, help_text="Như trên văn bản")
    group = forms.ChoiceField(label="Là", choices=Recipient.Group.choices, widget=forms.RadioSelect)
    body = forms.ModelChoiceField(
        label="Cơ quan", queryset=Organisation.objects.none(), required=False, empty_label="Chưa chọn"
    )
    mirror = forms.ChoiceField(
        label="Loại cơ quan của từng xã",
        required=False,
        choices=[("", "Chưa chọn"), *OrganisationKind.choices],
    )
    section = forms.CharField(
        label="Mục", max_length=20, required=False, help_text="Ví dụ IV: mọi đơn vị có việc ở mục IV"
    )
    purpose = forms.CharField(label="Để", max_length=60, required=False, help_text="Ví dụ để báo cáo")

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any):
        kwargs.setdefault("initial", {"group": Recipient.Group.TEXT})
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = Organisation.objects.filter(pk__in=[one.pk for one in bodies])

    def details(self) -> RecipientDetails:
        typed = self.cleaned_data
        group = typed["group"]
        return RecipientDetails(
            text=typed["text"],
            group=group,
            body_id=typed["body"].pk if typed["body"] and group == Recipient.Group.BODY else None,
            mirror=typed["mirror"] if group == Recipient.Group.EACH_COMMUNE else "",
            section=typed["section"] if group == Recipient.Group.IN_SECTION else "",
            purpose=typed["purpose"],
        )
