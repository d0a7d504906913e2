"""What is typed about a campaign."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Centre
from hoctap.core.forms import DayField
from hoctap.surveys.answering.rules import CHANNELS
from hoctap.surveys.campaigns.models import Campaign, RateOf
from hoctap.surveys.campaigns.rules import CampaignDetails
from hoctap.surveys.design.models import SurveyForm


class CampaignForm(forms.Form):
    title = forms.CharField(label="Tên đợt", max_length=150, required=False)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, localize=False)
    opens_on = DayField(label="Từ ngày")
    closes_on = DayField(label="Đến hết ngày")
    channels = forms.MultipleChoiceField(
        label="Cách thu ý kiến",
        choices=list(CHANNELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    form = forms.ModelChoiceField(
        label="Mẫu phiếu",
        queryset=SurveyForm.objects.none(),
        required=False,
        empty_label="Không dùng phiếu, chỉ biểu quyết tại họp ấp",
    )
    rate_of = forms.ChoiceField(
        label="Tỷ lệ tham gia tính trên", choices=RateOf.choices, widget=forms.RadioSelect
    )
    organiser = forms.CharField(label="Đơn vị tổ chức", max_length=200, required=False)
    partners = forms.CharField(
        label="Đơn vị phối hợp, hỏi hội viên của mình",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một đơn vị, ví dụ Hội Nông dân xã. Mỗi đơn vị có mã QR riêng",
    )

    def __init__(self, post: QueryDict | None, *, centre: Centre, initial: dict[str, Any]) -> None:
        super().__init__(post, initial=initial)
        field = self.fields["form"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            SurveyForm.objects.offered_at(centre.place).filter(versions__state="published").distinct()
        )

    def details(self) -> CampaignDetails:
        typed = dict(self.cleaned_data)
        typed.pop("form")
        typed["partners"] = typed["partners"].splitlines()
        return CampaignDetails(**typed)


class CentreChoiceForm(forms.Form):
    """Which centre asks, where somebody has several."""

    centre = forms.ModelChoiceField(label="Trung tâm", queryset=Centre.objects.none(), empty_label=None)

    def __init__(self, post: QueryDict | None, *, centres: list[Centre], chosen: Centre | None) -> None:
        super().__init__(post, initial={"centre": chosen.pk if chosen else None})
        field = self.fields["centre"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Centre.objects.filter(pk__in=[one.pk for one in centres]).select_related(
            "organisation"
        )


def typed_of(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "year": campaign.year,
        "opens_on": campaign.opens_on,
        "closes_on": campaign.closes_on,
        "channels": campaign.channels,
        "form": campaign.form_id,
        "rate_of": campaign.rate_of,
        "organiser": campaign.organiser,
        "partners": "\n".join(one.name for one in campaign.partners.all()),
    }
