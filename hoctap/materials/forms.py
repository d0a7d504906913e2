"""What is typed about materials."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Topic
from hoctap.centres.persons import PersonField
from hoctap.core.forms import DayField
from hoctap.learning.models import Activity
from hoctap.materials import licences
from hoctap.materials.models import (
    Audience,
    Language,
    Material,
    MaterialKind,
    MaterialVersion,
    Recipients,
    VersionState,
)
from hoctap.materials.queries import Asked
from hoctap.materials.rules import Described
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice

NOTHING = ("", "Chọn…")
ALL = ("", "Tất cả")


class TopicField(forms.ModelChoiceField):
    """Fields, and indented below them their topics."""

    def __init__(self, *, label: str, empty_label: str) -> None:
        super().__init__(Topic.objects.none(), label=label, required=False, empty_label=empty_label)

    def label_from_instance(self, obj: Any) -> str:
        return f"— {obj.name}" if obj.parent_id else str(obj.name)


def offer_topics(form: forms.Form, topics: Sequence[Topic]) -> None:
    """In the order of the tree; a choice is one of these."""
    field = form.fields["topic"]
    assert isinstance(field, TopicField)
    field.queryset = Topic.objects.filter(pk__in=[one.pk for one in topics])
    known = {one.pk for one in topics}
    heads = [one for one in topics if one.parent_id not in known]
    ordered = [two for one in heads for two in (one, *(t for t in topics if t.parent_id == one.pk))]
    field.choices = [("", field.empty_label)] + [
        (str(one.pk), field.label_from_instance(one)) for one in ordered
    ]


class PublicFilterForm(forms.Form):
    q = forms.CharField(
        label="Tìm", max_length=200, required=False, help_text="Gõ có dấu hay không dấu đều được"
    )
    topic = TopicField(label="Chuyên đề", empty_label="Tất cả")
    kind = forms.ChoiceField(label="Loại", choices=[ALL, *MaterialKind.choices], required=False)
    language = forms.ChoiceField(label="Ngôn ngữ", choices=[ALL, *Language.choices], required=False)

    def __init__(self, get: QueryDict | None, *, topics: Sequence[Topic]) -> None:
        super().__init__(get)
        offer_topics(self, topics)
        self.known = {str(one.pk): one.pk for one in topics}

    def chosen(self) -> dict[str, Any]:
        """What cannot be read filters nothing."""
        get = self.data or {}
        kind, language = get.get("kind", ""), get.get("language", "")
        topic: UUID | None = self.known.get(get.get("topic", ""))
        return {
            "q": str(get.get("q", "")).replace("\0", "")[:200],
            "topic": topic,
            "kind": kind if kind in MaterialKind.values else "",
            "language": language if language in Language.values else "",
        }


class FilterForm(forms.Form):
    q = forms.CharField(label="Tên", max_length=100, required=False)
    state = forms.ChoiceField(label="Tình trạng", choices=[ALL, *VersionState.choices], required=False)
    kind = forms.ChoiceField(label="Loại", choices=[ALL, *MaterialKind.choices], required=False)

    def asked(self) -> Asked:
        get = self.data or {}
        state, kind = get.get("state", ""), get.get("kind", "")
        return Asked(
            str(get.get("q", "")).replace("\0", "")[:100],
            state if state in VersionState.values else "",
            kind if kind in MaterialKind.values else "",
            dead_links=get.get("links") == "dead",
        )


class DescribeForm(forms.Form):
    title = forms.CharField(label="Tên học liệu", max_length=300, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[NOTHING, *MaterialKind.choices], required=False)
    topic = TopicField(label="Chuyên đề, lĩnh vực", empty_label="Chọn…")
    summary = forms.CharField(
        label="Tóm tắt",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nói gì, cho ai, trong một hai câu. Người đọc thấy đoạn này trước khi mở tệp.",
    )
    language = forms.ChoiceField(label="Ngôn ngữ", choices=Language.choices, required=False)
    audience = forms.ChoiceField(label="Dành cho", choices=Audience.choices, required=False)
    author = forms.CharField(label="Tác giả, đơn vị biên soạn", max_length=200, required=False)
    licence = forms.ChoiceField(
        label="Giấy phép: người khác được dùng thế nào",
        choices=[(one.code, f"{one.label}. {one.allows}") for one in licences.LICENCES],
        required=False,
        widget=forms.RadioSelect,
    )
    contributor_name = forms.CharField(
        label="Người dân đóng góp",
        max_length=100,
        required=False,
        help_text="Khi ghi hộ kinh nghiệm của một người. Bỏ trống nếu không có.",
    )
    person = PersonField()
    consent_on = DayField(label="Người ấy đồng ý công bố ngày", required=False)
    consent_how = forms.CharField(
        label="Đồng ý bằng cách nào",
        max_length=200,
        required=False,
        help_text="Ví dụ: ký giấy ở nhà; nói trước trưởng ấp. Chưa đồng ý thì chưa công bố được.",
    )
    is_credited = forms.BooleanField(label="Người ấy muốn được ghi tên", required=False)

    def described(self) -> Described:
        told = self.cleaned_data
        names = [name for name in Described.__dataclass_fields__ if name in told]
        return Described(**{name: told[name] for name in names})


class MaterialForm(DescribeForm):
    place = PlaceChoice(label="Của địa bàn", queryset=Place.objects.none(), empty_label=None, required=False)
    field_order = ("place",)

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])


def initial_of(version: MaterialVersion) -> dict[str, Any]:
    names = (*Described.__dataclass_fields__, "topic")
    return {name: getattr(version, name) for name in names}


class FileForm(forms.Form):
    file = forms.FileField(label="Tệp", required=False, allow_empty_file=True)
    title = forms.CharField(label="Tên tệp người đọc thấy", max_length=200, required=False)


class LinkForm(forms.Form):
    url = forms.CharField(
        label="Địa chỉ", max_length=500, required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    title = forms.CharField(label="Tên liên kết", max_length=200, required=False)


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Vì sao", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, post: QueryDict | None, *, label: str = "") -> None:
        super().__init__(post)
        self.fields["why"].label = label or "Vì sao"


class ConsentForm(forms.Form):
    consent_on = DayField(label="Đồng ý công bố ngày", required=False)
    consent_how = forms.CharField(label="Đồng ý bằng cách nào", max_length=200, required=False)
    is_credited = forms.BooleanField(label="Muốn được ghi tên", required=False)


class HandoutForm(forms.Form):
    material = forms.ModelChoiceField(
        Material.objects.none(), label="Học liệu", required=False, empty_label="Chọn…"
    )
    place = PlaceChoice(label="Phát ở", queryset=Place.objects.none(), empty_label=None, required=False)
    on = DayField(label="Ngày phát", required=False)
    recipients = forms.ChoiceField(label="Phát cho", choices=[NOTHING, *Recipients.choices], required=False)
    copies = forms.IntegerField(label="Số bản", required=False, min_value=0, max_value=1_000_000)
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label="Phát ở lớp, hoạt động",
        required=False,
        empty_label="Không ở hoạt động nào",
    )
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        places: Sequence[Place],
        materials: Any,
        activities: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(post, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, PlaceChoice)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        self.fields["material"].queryset = materials  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
