"""The form of a general paper: only the fields that its kind has."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hoctap.papers.books.models import Urgency
from hoctap.papers.drafting.rules import LONGEST_SUMMARY, MOST_SECTIONS, DraftKind, Typed, TypedSection
from hoctap.places.models import Organisation

LONGEST_TEXT = 100_000
SPARE_SECTIONS = 3


def _lines(label: str, hint: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class DraftForm(forms.Form):
    issuer = forms.ChoiceField(
        label="Cơ quan ban hành",
        error_messages={
            "invalid_choice": "Hãy chọn một cơ quan trong danh sách.",
            "required": "Hãy chọn cơ quan.",
        },
    )
    summary = forms.CharField(
        label="Trích yếu",
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text="Văn bản nói về việc gì, ví dụ: Tổ chức Tuần lễ học tập suốt đời năm 2026.",
    )
    authority = forms.CharField(
        label="Thẩm quyền ban hành",
        required=False,
        max_length=200,
        help_text="Ví dụ: Ủy ban nhân dân xã, hoặc Chủ tịch Ủy ban nhân dân xã. Để trống thì lấy tên cơ quan.",
    )
    legal_bases = _lines("Căn cứ", "Mỗi căn cứ một dòng; dấu chấm phẩy tự ghi.")
    addressees = _lines("Kính gửi", "Mỗi nơi một dòng.", 2)
    lines = _lines(
        "Thông tin mở đầu",
        "Mỗi dòng một mục, ví dụ: Thời gian: 8 giờ ngày 03/9/2026. Bỏ trống thì in dấu chấm.",
    )
    introduction = _lines("Lời dẫn", "Trước các mục; có thể để trống.", 2)
    closing = forms.CharField(
        label="Câu kết",
        required=False,
        max_length=600,
        help_text="Ví dụ: Trên đây là kế hoạch …; có thể để trống.",
    )
    recipients = _lines(
        "Nơi nhận",
        "Mỗi nơi một dòng, không cần gạch đầu dòng; “Lưu: VT” tự ghi.",
        3,
    )
    unit_symbol = forms.CharField(
        label="Ký hiệu đơn vị soạn thảo",
        required=False,
        max_length=21,
        help_text="Đứng sau ký hiệu cơ quan, ví dụ VX trong 15/UBND-VX. Để trống nếu cơ quan không dùng.",
    )
    urgency = forms.ChoiceField(
        label="Độ khẩn",
        required=False,
        choices=[(one.value if one != Urgency.USUAL else "", one.label) for one in Urgency],
        error_messages={"invalid_choice": "Chọn độ khẩn trong danh sách."},
    )
    secretary = forms.CharField(label="Thư ký", required=False, max_length=120)
    chair = forms.CharField(label="Chủ tọa", required=False, max_length=120)
    seen_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: DraftKind, issuers: list[Organisation], sections: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.issuers = {str(one.pk): one for one in issuers}
        chosen = self.fields["issuer"]
        assert isinstance(chosen, forms.ChoiceField)
        many = len({one.place_id for one in issuers}) > 1
        named = [
            (key, f"{one.name} ({one.place.title})" if many else one.name)
            for key, one in self.issuers.items()
        ]
        chosen.choices = named if len(named) == 1 else [("", "Chọn cơ quan"), *named]
        self.fields["addressees"].label = kind.addressees_label
        if kind.has_addressees:
            self.fields["recipients"].help_text += " Để trống thì ghi “Như trên”."
        if kind.is_letter:
            self.fields["summary"].help_text = "Ghi phần sau “V/v”, ví dụ: báo cáo số liệu đăng ký năm 2026."
        for name, is_wanted in (
            ("authority", kind.is_ruling),
            ("legal_bases", kind.has_bases),
            ("addressees", kind.has_addressees),
            ("lines", kind.has_lines),
            ("unit_symbol", kind.is_letter),
            ("urgency", kind.may_be_urgent),
            ("secretary", kind.is_signed_by_two),
            ("chair", kind.is_signed_by_two),
        ):
            if not is_wanted:
                del self.fields[name]
        posted = sum(1 for name in self.data if name.startswith("text_")) if self.is_bound else 0
        self.section_count = min(max(posted, sections + SPARE_SECTIONS), MOST_SECTIONS)
        for place in range(self.section_count):
            self.fields[f"heading_{place}"] = forms.CharField(
                label=f"Tên {kind.section_label.lower()} {place + 1}", required=False, max_length=300
            )
            self.fields[f"text_{place}"] = _lines(f"Nội dung {kind.section_label.lower()} {place + 1}", "", 5)

    @property
    def sections(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"heading_{place}"], self[f"text_{place}"]) for place in range(self.section_count)]

    @property
    def typed(self) -> Typed:
        """What was typed, where the form is valid."""
        given = self.cleaned_data
        words = {name: given.get(name, "") for name in Typed.__dataclass_fields__ if name != "sections"}
        sections = tuple(
            TypedSection(given.get(f"heading_{place}", ""), given.get(f"text_{place}", ""))
            for place in range(self.section_count)
        )
        return Typed(sections=sections, **words)


def initial_of(typed: Typed) -> dict[str, object]:
    values: dict[str, object] = {
        name: getattr(typed, name) for name in Typed.__dataclass_fields__ if name != "sections"
    }
    for place, section in enumerate(typed.sections):
        values[f"heading_{place}"], values[f"text_{place}"] = section.heading, section.text
    return values
