"""What is typed about a type of report."""

from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.types.making import key_of, offered_receivers, sections_from
from hoctap.reports.types.rules import TypeDetails
from hoctap.reports.types.shipped import TARGETS


class ReportTypeForm(forms.Form):
    place = PlaceChoice(label="Dùng cho địa bàn", queryset=Place.objects.none(), empty_label=None)
    name = forms.CharField(
        label="Tên loại báo cáo", max_length=200, error_messages={"required": "Ghi tên loại báo cáo."}
    )
    valid_from = DayField(label="Dùng từ ngày")
    summary = forms.CharField(
        label="Trích yếu", max_length=300, help_text="{period} là chỗ ghi kỳ báo cáo, {place} là tên địa bàn."
    )
    sections = forms.CharField(
        label="Các mục",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng một mục; dấu * ở cuối là mục bắt buộc viết. Mục giữ nguyên tên thì giữ bảng của mục.",
    )
    tables = forms.MultipleChoiceField(
        label="Các bảng", required=False, widget=forms.CheckboxSelectMultiple, help_text="Bỏ dấu là bỏ bảng."
    )
    targets = forms.BooleanField(label="Có bảng chỉ tiêu kế hoạch", required=False)
    added = forms.MultipleChoiceField(
        label="Thêm số liệu",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text="Thành một bảng: thực hiện, cùng kỳ năm trước, ±, ước.",
    )
    due_day = forms.IntegerField(label="Hạn: trước ngày", min_value=1, max_value=31, required=False)
    due_months = forms.IntegerField(
        label="Của tháng thứ",
        min_value=-11,
        max_value=12,
        required=False,
        help_text="0 là tháng cuối của kỳ, 1 là tháng sau, −1 là tháng trước.",
    )
    receivers = forms.MultipleChoiceField(
        label="Nơi nhận", widget=forms.CheckboxSelectMultiple, required=False
    )
    gathering = forms.ChoiceField(label="Nơi tổng hợp, được nhận hoặc trả lại", required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=100)
    authority_lines = forms.CharField(
        label="Dòng trên chức vụ",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ TM. ỦY BAN NHÂN DÂN",
    )
    accepts_unsigned = forms.BooleanField(
        label="Nhận được trước khi có số và chữ ký",
        required=False,
        help_text="Bản giấy vẫn phải gửi sau.",
    )
    source = forms.CharField(label="Căn cứ", max_length=300, required=False)
    waits_for = forms.CharField(
        label="Còn chờ văn bản nào", max_length=200, required=False, help_text="Ghi ở đầu báo cáo khi soạn."
    )

    def __init__(self, *args: Any, base: ReportType, places: list[Place], **kwargs: Any) -> None:
        self.base, spec = base, base.spec
        kwargs.setdefault("initial", _values(base, places))
        super().__init__(*args, **kwargs)
        of_place = self.fields["place"]
        assert isinstance(of_place, PlaceChoice)
        of_place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        offered = [(one.key, one.label) for one in offered_receivers(base.level)]
        _choose(self, "receivers", offered)
        _choose(self, "gathering", [("", "Không nơi nào"), *offered])
        _choose(self, "tables", [(table.key, table.caption) for table in spec.tables()])
        _choose(
            self,
            "added",
            [(one.code, f"{one.group}: {one.label}" if one.group else one.label) for one in quantities],
        )

    def details(self) -> TypeDetails:
        typed, spec = self.cleaned_data, self.base.spec
        kept = set(typed["tables"])
        return TypeDetails(
            name=typed["name"],
            valid_from=typed["valid_from"],
            summary=typed["summary"],
            sections=sections_from(
                typed["sections"].splitlines(),
                spec,
                drop=[table.key for table in spec.tables() if table.key not in kept],
                added=typed["added"],
                targets=typed["targets"],
            ),
            due_months=typed["due_months"],
            due_day=typed["due_day"],
            receivers=tuple(typed["receivers"]),
            gathering=typed["gathering"],
            signer_title=typed["signer_title"],
            authority_lines=tuple(typed["authority_lines"].splitlines()),
            accepts_unsigned=typed["accepts_unsigned"],
            source=typed["source"],
            waits_for=typed["waits_for"],
        )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _values(base: ReportType, places: list[Place]) -> dict[str, Any]:
    spec = base.spec
    gathering = next((key_of(rule) for rule in spec.receivers if rule.gathers and rule.holds_on(today())), "")
    added = next((table for table in spec.tables() if table.key == "added"), None)
    return {
        "place": base.place_id or (places[0].pk if places else None),
        "name": base.name,
        "valid_from": max(today(), base.valid_from),
        "summary": spec.summary,
        "sections": "\n".join(f"{one.heading}{' *' if one.required else ''}" for one in spec.sections),
        "tables": [table.key for table in spec.tables()],
        "targets": any(table.key == TARGETS.key for table in spec.tables()),
        "added": [row.quantity for row in added.listed] if added else [],
        "due_months": spec.due.months if spec.due else None,
        "due_day": spec.due.day if spec.due else None,
        "receivers": [key_of(rule) for rule in spec.receivers if rule.holds_on(today())],
        "gathering": gathering,
        "signer_title": spec.signer_title,
        "authority_lines": "\n".join(spec.authority_lines),
        "accepts_unsigned": spec.accepts_unsigned,
        "source": base.source,
        "waits_for": base.waits_for,
    }
