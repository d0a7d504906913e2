"""What is typed about partners."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hoctap.centres.models import Topic
from hoctap.core.forms import DayField
from hoctap.partners.actions import Promise
from hoctap.partners.models import (
    AgreementKind,
    Commitment,
    ExchangeKind,
    ExchangeRole,
    Outcome,
    Partner,
    PartnerKind,
)
from hoctap.partners.rules import AgreementTyped
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice

NOTHING = ("", "Chọn…")


class MoneyField(forms.Field):
    """'5.000', '1.250.000,50' as a Vietnamese hand types them: a dot before three digits parts thousands."""

    def __init__(self, *, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 24}),
        )

    def to_python(self, value: Any) -> Any:
        text = "".join(str(value or "").replace("\0", "").split())
        if not text:
            return None
        if not _MONEY.fullmatch(text):
            raise forms.ValidationError(f"“{text[:20]}” không phải số tiền. Ví dụ: 5.000 hoặc 1.250.000,50.")
        return Decimal(text.replace(".", "").replace(",", "."))


_MONEY = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:,[0-9]{1,2})?", re.ASCII)


class PartnerFilterForm(forms.Form):
    name = forms.CharField(label="Tên", max_length=60, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *PartnerKind.choices], required=False)


class PlaceForm(forms.Form):
    """Where: asked only of whoever keeps the partners of several places."""

    place = PlaceChoice(label="Xã, phường, địa bàn", queryset=Place.objects.none(), empty_label=None)

    def __init__(self, post: QueryDict | None, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(post, *args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])


class PartnerForm(PlaceForm):
    names = forms.CharField(
        label="Tên đối tác",
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng một tên. Tên trùng với tổ chức đã có ở đây thì nối với tổ chức ấy.",
    )
    kind = forms.ChoiceField(label="Loại", choices=[("", "theo tên"), *PartnerKind.choices], required=False)
    above = forms.ModelChoiceField(
        Partner.objects.none(), label="Tổ chức cùng ngành ở cấp trên", required=False, empty_label="Không có"
    )

    def __init__(self, post: QueryDict | None, *, uppers: "QuerySet[Partner]", **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["above"].queryset = uppers  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = DayField(label="Kết thúc ngày", required=False)
    why = forms.CharField(label="Vì sao", max_length=300, required=False)


class AgreementForm(PlaceForm):
    kind = forms.ChoiceField(label="Loại", choices=[NOTHING, *AgreementKind.choices], required=False)
    title = forms.CharField(label="Tên chương trình, văn bản", max_length=300, required=False)
    number = forms.CharField(label="Số", max_length=60, required=False)
    signed_on = DayField(label="Ngày ký", required=False)
    from_on = DayField(label="Thực hiện từ ngày", required=False)
    to_on = DayField(label="Đến hết ngày", required=False)
    parties = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label="Các bên ký",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    content = forms.CharField(
        label="Nội dung phối hợp", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    shared_tasks = forms.CharField(
        label="Việc chung",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một việc: ai làm gì.",
    )
    copy = forms.FileField(label="Bản chụp văn bản đã ký", required=False, allow_empty_file=True)

    def __init__(
        self,
        post: QueryDict | None,
        sent: "MultiValueDict[str, Any] | None" = None,
        *,
        partners: "QuerySet[Partner]",
        **kwargs: Any,
    ) -> None:
        super().__init__(post, sent, **kwargs)
        self.fields["parties"].queryset = partners  # type: ignore[attr-defined]

    def agreed(self) -> AgreementTyped:
        told = self.cleaned_data
        return AgreementTyped(
            told["kind"],
            " ".join(told["title"].split()),
            told["signed_on"],
            told["from_on"],
            told["to_on"],
            " ".join(told["number"].split()),
            told["content"].strip(),
            told["shared_tasks"].strip(),
        )


SPARE = 6


class CommitmentForm(forms.Form):
    """The table of a place and year: a line for each promise, and a few empty ones."""

    def __init__(
        self,
        post: QueryDict | None,
        *,
        partners: Sequence[Partner],
        topics: Sequence[Topic],
        kept: Sequence[Commitment],
    ) -> None:
        super().__init__(post)
        self.partners = {str(one.pk): one for one in partners}
        self.topics = {str(one.pk): one for one in topics}
        typed = sum(key.startswith("partner-") for key in post) if post is not None else 0
        self.count = min(max(len(kept) + SPARE, typed), 300)
        who = [NOTHING, *((str(one.pk), one.name) for one in partners)]
        what = [NOTHING, *((str(one.pk), _indented(one)) for one in topics)]
        for row in range(1, self.count + 1):
            one = kept[row - 1] if row <= len(kept) else None
            self.fields[f"partner-{row}"] = forms.ChoiceField(
                label="Đối tác", choices=who, required=False, initial=str(one.partner_id) if one else ""
            )
            self.fields[f"topic-{row}"] = forms.ChoiceField(
                label="Chuyên đề", choices=what, required=False, initial=str(one.topic_id) if one else ""
            )
            self.fields[f"times-{row}"] = forms.IntegerField(
                label="Số lần", required=False, max_value=366, initial=one.times if one else None
            )
            self.fields[f"people-{row}"] = forms.IntegerField(
                label="Số người",
                required=False,
                min_value=1,
                max_value=1_000_000,
                initial=one.people if one else None,
            )

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        names = ("partner", "topic", "times", "people")
        return [(row, [self[f"{name}-{row}"] for name in names]) for row in range(1, self.count + 1)]

    def promises(self) -> list[Promise]:
        """A line without anything is none."""
        found = []
        for row in range(1, self.count + 1):
            partner, topic, times, people = (
                self.cleaned_data.get(f"{name}-{row}") for name in ("partner", "topic", "times", "people")
            )
            if partner or topic or times is not None or people is not None:
                found.append(
                    Promise(
                        row, self.partners.get(partner or ""), self.topics.get(topic or ""), times, people
                    )
                )
        return found


def _indented(topic: Topic) -> str:
    return f"— {topic.name}" if topic.parent_id else topic.name


class TrainingForm(forms.Form):
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
    model = forms.CharField(label="Mô hình đào tạo, đào tạo lại", max_length=300, required=False)
    workers = forms.IntegerField(label="Số lao động", required=False, min_value=0, max_value=1_000_000)
    source = forms.CharField(label="Nguồn số liệu", max_length=300, required=False)


class ExchangeForm(PlaceForm):
    kind = forms.ChoiceField(label="Loại", choices=[NOTHING, *ExchangeKind.choices], required=False)
    partner_name = forms.CharField(label="Đối tác", max_length=200, required=False)
    country = forms.CharField(label="Nước, tổ chức quốc tế", max_length=100, required=False)
    topic = forms.CharField(label="Nội dung", max_length=300, required=False)
    role = forms.ChoiceField(
        label="Vai trò, nếu là sự kiện", choices=[("", "—"), *ExchangeRole.choices], required=False
    )
    from_on = DayField(label="Từ ngày", required=False)
    to_on = DayField(label="Đến ngày", required=False)
    people = forms.IntegerField(label="Số người của ta", required=False, min_value=0, max_value=1_000_000)
    amount = MoneyField(label="Số tiền")
    currency = forms.CharField(
        label="Loại tiền", max_length=3, required=False, help_text="VND, USD, JPY… như trên văn bản"
    )
    lessons = forms.CharField(
        label="Kinh nghiệm rút ra, kết quả",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AdviceForm(PlaceForm):
    title = forms.CharField(label="Nội dung tham mưu", max_length=300, required=False)
    to_body = forms.CharField(
        label="Gửi cấp ủy, chính quyền", max_length=200, required=False, help_text="Ví dụ: Đảng ủy phường"
    )
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    sent_on = DayField(label="Ngày gửi", required=False)
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label="Cùng tham mưu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, post: QueryDict | None, *, partners: "QuerySet[Partner]", **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["partners"].queryset = partners  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=[NOTHING, *(one for one in Outcome.choices if one[0] != Outcome.WAITING)],
        required=False,
    )
    outcome_on = DayField(label="Ngày có kết quả", required=False)
    outcome_words = forms.CharField(label="Trả lời, văn bản trả lời", max_length=500, required=False)
