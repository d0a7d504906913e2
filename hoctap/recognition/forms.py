"""Forms of a season. They turn text into values; the rules and the actions say no."""

from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.queries import editions_for
from hoctap.evidence.forms import EvidenceForm
from hoctap.places.models import Place

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none(), label="Xã, phường")
    title = forms.ChoiceField(label="Danh hiệu", choices=Title)
    year = forms.IntegerField(label="Năm", min_value=2015, max_value=2100)
    edition = forms.ModelChoiceField(CriteriaEdition.objects.none(), label="Bộ tiêu chí")
    before_on = forms.DateField(
        label="Công nhận xong trước ngày",
        required=False,
        widget=DATE,
        help_text="“Trước ngày 15/11” nghĩa là hạn cuối 14/11. Quyết định ký sau hạn vẫn tính nhưng ghi là trễ.",
    )

    needs_verified_evidence = forms.BooleanField(
        label="Minh chứng phải đối chiếu bản gốc",
        required=False,
        help_text="Ở tiêu chí cần minh chứng, xã chỉ đồng ý khi có người thứ hai đã xem bản gốc.",
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["edition"].queryset = CriteriaEdition.objects.filter(published_at__isnull=False)  # type: ignore[attr-defined]
        self.fields["edition"].label_from_instance = _edition_label  # type: ignore[attr-defined]
        if places.count() == 1:
            self.fields["place"].initial = places.first()
        self.fields["year"].initial = today().year
        first = editions_for(Title.LEARNING_FAMILY, today().year).first()
        if first is not None:
            self.fields["edition"].initial = first


def _edition_label(edition: CriteriaEdition) -> str:
    return f"{edition.name} – {edition.get_verification_display()}"


class MeetingNewForm(forms.Form):
    held_on = forms.DateField(label="Ngày họp", widget=DATE)
    venue = forms.CharField(label="Địa điểm", max_length=200)
    chair = forms.CharField(label="Chủ trì", max_length=120)
    secretary = forms.CharField(label="Thư ký", max_length=120)
    households_present = forms.IntegerField(label="Số hộ có đại diện dự họp", min_value=0)
    votes_for = forms.IntegerField(
        label="Số phiếu thống nhất cả danh sách",
        min_value=0,
        help_text="Biểu quyết một lần cho cả danh sách, trừ các hộ chọn ở dưới.",
    )
    votes_against = forms.IntegerField(label="Số phiếu không thống nhất", min_value=0, initial=0)
    remarks = forms.CharField(
        label="Ý kiến tại cuộc họp",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không ghi điểm số của trẻ, hoàn cảnh riêng của hộ.",
    )


class DossierEvidenceForm(EvidenceForm):
    criterion = forms.ChoiceField(label="Cho tiêu chí")

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = criteria  # type: ignore[attr-defined]


class DetachForm(forms.Form):
    why = forms.CharField(
        label="Vì sao gỡ",
        max_length=200,
        help_text="Ví dụ: chọn nhầm tiêu chí. Minh chứng vẫn còn để dùng cho tiêu chí khác.",
        error_messages={"required": "Hãy ghi lý do gỡ."},
    )
