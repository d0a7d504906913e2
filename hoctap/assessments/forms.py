"""What is typed about files. The forms turn text into values; the rules say no."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from hoctap.assessments.models import Authority, Council, CouncilMember, FileState
from hoctap.core.forms import DayField
from hoctap.criteria.standards import Ask, Condition
from hoctap.criteria.titles import Title
from hoctap.places.models import Place

YES_NO = [("yes", "có"), ("no", "không"), ("", "chưa có số liệu")]


class NumberField(forms.Field):
    """'1.450', '72,5' as a Vietnamese hand types them."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20}),
        )

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().replace(" ", "").replace("\u00a0", "").replace("\0", "")
        if not text:
            return None
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        elif text.count(".") > 1 or (text.count(".") == 1 and len(text.split(".")[1]) == 3):
            text = text.replace(".", "")
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= Decimal(10) ** 15 or number != round(number, 4):
            raise forms.ValidationError(f"“{str(value)[:20]}” không phải số. Ví dụ: 1.450 hoặc 72,5.")
        return number


class FilterForm(forms.Form):
    """Which files are listed; whatever is not understood is left out."""

    title = forms.ChoiceField(label="Danh hiệu", required=False)
    year = forms.CharField(label="Năm", max_length=4, required=False)
    state = forms.ChoiceField(label="Bước", choices=[("", "Tất cả"), *FileState.choices], required=False)
    name = forms.CharField(label="Tên", max_length=60, required=False)
    late = forms.ChoiceField(
        label="Hạn", choices=[("", "Tất cả"), ("1", "quá hạn quyết định")], required=False
    )

    def __init__(self, *args: Any, titles: list[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [  # type: ignore[attr-defined]
            ("", "Tất cả"),
            *((title.value, title.label) for title in titles),
        ]


class ChooseForm(forms.Form):
    """Which title, which year: what else is asked follows from it."""

    title = forms.ChoiceField(label="Danh hiệu")
    year = forms.IntegerField(label="Năm đánh giá", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, titles: list[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [  # type: ignore[attr-defined]
            (title.value, title.label) for title in titles
        ]


class OpenForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(), label="Nơi được đánh giá", required=False, empty_label="Chọn…"
    )
    unit = forms.ModelChoiceField(Place.objects.none(), label="Đơn vị", required=False, empty_label="Chọn…")
    clan = forms.ModelChoiceField(Place.objects.none(), label="Dòng họ", required=False, empty_label="Chọn…")
    edition = forms.ModelChoiceField(
        Place.objects.none(), label="Bộ tiêu chí", required=False, empty_label="Chọn…"
    )
    level = forms.ChoiceField(label="Mức độ đề nghị", required=False)
    kinds = forms.MultipleChoiceField(
        label="Đơn vị là",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ tiêu không dành cho loại đơn vị này sẽ không hỏi.",
    )
    variants = forms.MultipleChoiceField(
        label="Trường hợp riêng", required=False, widget=forms.CheckboxSelectMultiple
    )
    road_reason = forms.CharField(
        label="Vì sao theo bộ tiêu chí này",
        max_length=300,
        required=False,
        help_text="Mỗi năm một đơn vị chỉ theo một đường: QĐ 242/QĐ-KHVN hoặc TT 24/2023/TT-BGDĐT.",
    )

    def __init__(self, *args: Any, editions: Any, subjects: dict[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("place", "unit", "clan"):
            if name in subjects:
                self.fields[name].queryset = subjects[name]  # type: ignore[attr-defined]
                self.fields[name].required = False
            else:
                del self.fields[name]
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
        first = editions.first()
        if first is not None:
            self.fields["edition"].initial = first.pk
        levels = {row["code"]: row["label"] for one in editions for row in one.levels}
        if levels:
            self.fields["level"].choices = [("", "Chọn…"), *levels.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["level"]
        for name in ("kinds", "variants"):
            rows = {row["code"]: row["label"] for one in editions for row in getattr(one, name)}
            if rows:
                self.fields[name].choices = list(rows.items())  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if "unit" not in subjects:
            del self.fields["road_reason"]


class FigureForm(forms.Form):
    """One condition of a chỉ tiêu, with its source."""

    is_met = forms.ChoiceField(label="Đạt", choices=YES_NO, required=False, widget=forms.RadioSelect)
    numerator = NumberField(label="Tử số")
    denominator = NumberField(label="Mẫu số")
    value = NumberField(label="Tỷ lệ %", help_text="Khi văn bản chỉ ghi tỷ lệ, không có tử số, mẫu số.")
    last = NumberField(label="Năm trước")
    rank = forms.TypedChoiceField(
        label="Mức đạt được", required=False, coerce=lambda text: Decimal(text), empty_value=None
    )
    as_of = DayField(label="Số liệu tính đến ngày", required=False)
    source = forms.CharField(
        label="Nguồn số liệu",
        max_length=300,
        required=False,
        help_text="Ví dụ: Báo cáo số 12/BC-UBND ngày 20/12/2025.",
    )
    why = forms.CharField(
        label="Lý do ghi khác dữ liệu",
        max_length=300,
        required=False,
        help_text="Chỉ khi ghi số khác số phần mềm tính được.",
    )

    def __init__(self, *args: Any, condition: Condition | None, measured: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        keep = {
            None: {"value"},
            Ask.YES: {"is_met"},
            Ask.SHARE: {"numerator", "denominator", "value"},
            Ask.COUNT: {"value"},
            Ask.RANK: {"rank"},
            Ask.RISES: {"value", "last"},
            Ask.FALLS: {"value", "last"},
        }[condition.ask if condition else None]
        for name in ("is_met", "numerator", "denominator", "value", "last", "rank"):
            if name not in keep:
                del self.fields[name]
        if "rank" in self.fields and condition is not None:
            self.fields["rank"].choices = [  # type: ignore[attr-defined]
                ("", "chưa có số liệu"),
                ("0", "chưa đạt mức nào"),
                *((str(place), label) for place, label in enumerate(condition.ranks, start=1)),
            ]
        if "value" in self.fields and (condition is None or condition.ask is not Ask.SHARE):
            unit = condition.unit if condition else "điểm"
            self.fields["value"].label = "Năm nay" if "last" in keep else f"Số {unit}".strip()
            self.fields["value"].help_text = ""
        if not measured:
            del self.fields["why"]

    def typed(self) -> dict[str, Any]:
        found = {key: value for key, value in self.cleaned_data.items() if key not in ("is_met", "rank")}
        if "is_met" in self.cleaned_data:
            found["is_met"] = {"yes": True, "no": False}.get(self.cleaned_data["is_met"])
        if "rank" in self.cleaned_data:
            found["value"] = self.cleaned_data["rank"]
        return found


class PieceForm(forms.Form):
    """A new piece of evidence of one line."""

    text = forms.CharField(
        label="Tên minh chứng",
        max_length=300,
        required=False,
        help_text="Ví dụ: Kế hoạch số 15/KH-UBND ngày 20/01/2025.",
    )
    content = forms.FileField(label="Ảnh hoặc tệp PDF", required=False, allow_empty_file=True)


class MeetingForm(forms.Form):
    held_on = DayField(label="Ngày họp", required=False)
    venue = forms.CharField(label="Địa điểm", max_length=200, required=False)
    chair = forms.CharField(label="Chủ trì", max_length=120, required=False)
    secretary = forms.CharField(label="Thư ký", max_length=120, required=False)
    members = forms.CharField(
        label="Người dự họp",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một người: họ tên, cơ quan.",
    )
    agreed = forms.IntegerField(label="Số người thống nhất", required=False, min_value=0, max_value=1000)
    remarks = forms.CharField(
        label="Ý kiến", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Lý do", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SendForm(forms.Form):
    sent_on = DayField(label="Ngày gửi", required=False)
    way = forms.ChoiceField(
        label="Cách gửi",
        choices=[
            ("portal", "qua Cổng dịch vụ công"),
            ("direct", "nộp trực tiếp"),
            ("post", "qua bưu điện"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    portal_code = forms.CharField(
        label="Mã hồ sơ trên cổng", max_length=60, required=False, help_text="Mã mà cổng cấp sau khi nộp."
    )


class ReceiveForm(forms.Form):
    received_on = DayField(label="Ngày tiếp nhận", required=False)


class ReasonsForm(forms.Form):
    agrees = forms.ChoiceField(
        label="Kết luận",
        choices=[("yes", "đề nghị công nhận"), ("no", "không công nhận")],
        required=False,
        widget=forms.RadioSelect,
    )
    failed = forms.CharField(
        label="Chỉ tiêu không đạt",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng: mã chỉ tiêu: lý do. Ví dụ: X3.2: chưa có minh chứng ứng dụng công nghệ thông tin.",
    )

    def said(self) -> dict[str, Any]:
        return {
            "agrees": {"yes": True, "no": False}.get(self.cleaned_data.get("agrees", "")),
            "reasons": lines_of(self.cleaned_data.get("failed", "")),
        }


class OpinionForm(ReasonsForm):
    member = forms.ModelChoiceField(CouncilMember.objects.none(), label="Thành viên", empty_label="Chọn…")
    remarks = forms.CharField(
        label="Ý kiến khác", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    given_on = DayField(label="Ngày phiếu", required=False)

    field_order = ["member", "agrees", "failed", "remarks", "given_on"]

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = (  # type: ignore[attr-defined]
            lambda one: f"{one.name} ({one.get_duty_display().lower()}, {one.body})"
        )
        self.fields["agrees"].label = "Ý kiến"
        self.fields["agrees"].choices = [("yes", "đồng ý công nhận"), ("no", "không đồng ý")]  # type: ignore[attr-defined]


class OutsideForm(forms.Form):
    agrees = forms.ChoiceField(
        label="Kết quả",
        choices=[("yes", "được công nhận"), ("no", "không được công nhận")],
        required=False,
        widget=forms.RadioSelect,
    )
    number = forms.CharField(label="Số quyết định, văn bản", max_length=60, required=False)
    decided_on = DayField(label="Ngày quyết định", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    why = forms.CharField(label="Lý do, nếu từ chối", max_length=300, required=False)
    copy = forms.FileField(label="Bản chụp hoặc tệp văn bản đã ký", required=False, allow_empty_file=True)


class CouncilForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none(), label="Cơ quan ở", empty_label="Chọn…")
    title = forms.ChoiceField(label="Danh hiệu")
    year = forms.IntegerField(label="Năm đánh giá", min_value=2000, max_value=2100)
    paper_number = forms.CharField(label="Quyết định thành lập số", max_length=60, required=False)
    paper_date = DayField(label="Ngày quyết định", required=False)
    manner = forms.ChoiceField(
        label="Cách làm việc", choices=Council.Manner, initial=Council.Manner.MEETING, required=False
    )
    chair = forms.CharField(
        label="Chủ tịch hội đồng", max_length=330, required=False, help_text="Họ tên, cơ quan"
    )
    secretary = forms.CharField(label="Thư ký", max_length=330, required=False, help_text="Họ tên, cơ quan")
    members = forms.CharField(
        label="Ủy viên",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một người: họ tên, cơ quan. Số ủy viên lẻ, ít nhất 5, có đại diện Hội Khuyến học.",
    )

    def __init__(self, *args: Any, places: Any, titles: list[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place"].initial = places[0].pk
        self.fields["title"].choices = [  # type: ignore[attr-defined]
            (title.value, title.label) for title in titles
        ]

    def typed_members(self) -> list[tuple[str, str, str]]:
        rows = []
        for duty in ("chair", "secretary"):
            if text := self.cleaned_data.get(duty, ""):
                rows.append((duty, *name_and_body(text)))
        return rows + [
            ("member", *name_and_body(line))
            for line in self.cleaned_data.get("members", "").splitlines()
            if line.strip()
        ]


class EndCouncilForm(forms.Form):
    met_on = DayField(label="Ngày họp, ngày tổng hợp ý kiến", required=False)
    venue = forms.CharField(label="Địa điểm", max_length=200, required=False)


class AuthorityForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none(), label="Cho cả tỉnh", empty_label="Chọn…")
    title = forms.ChoiceField(label="Danh hiệu")
    level = forms.ChoiceField(label="Cơ quan quyết định ở", choices=Authority.Of, initial="province")
    receives = forms.CharField(
        label="Nơi nhận hồ sơ", max_length=200, required=False, help_text="Ví dụ: Sở Giáo dục và Đào tạo"
    )
    decides = forms.CharField(
        label="Người quyết định",
        max_length=200,
        required=False,
        help_text="Ví dụ: Giám đốc Sở Giáo dục và Đào tạo. Tên địa bàn phần mềm tự thêm.",
    )
    has_council = forms.BooleanField(label="Có hội đồng đánh giá", required=False, initial=True)
    paper_number = forms.CharField(label="Số văn bản giao thẩm quyền", max_length=60, required=False)
    paper_date = DayField(label="Ngày văn bản", required=False)
    paper_issuer = forms.CharField(label="Cơ quan ban hành văn bản", max_length=200, required=False)
    valid_from = DayField(label="Áp dụng từ ngày", required=False)

    def __init__(self, *args: Any, places: Any, titles: list[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["title"].choices = [  # type: ignore[attr-defined]
            (title.value, title.label) for title in titles
        ]


class CertificateForm(forms.Form):
    dated_on = DayField(label="Ngày cấp", required=False)
    signer_title = forms.CharField(
        label="Chức vụ người ký",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ký thay thì ghi hai dòng: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    with_qr = forms.BooleanField(label="In mã QR: ai cầm giấy cũng quét để kiểm tra được", required=False)
    why = forms.CharField(label="Lý do cấp lại", max_length=300, required=False)

    def __init__(self, *args: Any, again: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["why"]


class ReportForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none(), label="Cơ quan ở", empty_label="Chọn…")
    year = forms.IntegerField(label="Năm đánh giá", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class HandedForm(forms.Form):
    received_by = forms.CharField(label="Người nhận", max_length=120, required=False)
    received_on = DayField(label="Ngày nhận", required=False)


class ObjectionForm(forms.Form):
    received_on = DayField(label="Ngày nhận", required=False)
    content = forms.CharField(
        label="Nội dung phản ánh",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi việc, không ghi tên người phản ánh ở đây.",
    )
    from_whom = forms.CharField(
        label="Người phản ánh",
        max_length=120,
        required=False,
        help_text="Chỉ người giữ hồ sơ thấy. Để trống nếu người ấy không muốn nêu tên.",
    )
    handler = forms.CharField(label="Người giải quyết", max_length=120, required=False)


def lines_of(text: str) -> list[tuple[str, str]]:
    """'X3.2: lý do' on each line."""
    found = []
    for line in text.splitlines():
        if line.strip():
            code, _, why = line.partition(":")
            found.append((code.strip()[:20], why.strip()))
    return found


def name_and_body(line: str) -> tuple[str, str]:
    name, _, body = line.partition(",")
    return name.strip(), body.strip()


def members_of(text: str) -> list[tuple[str, str]]:
    return [name_and_body(line) for line in text.splitlines() if line.strip()]


def typed_again(figure: Any) -> dict[str, Any]:
    """What a form of a figure begins with."""
    if figure is None:
        return {}

    def plain(number: Decimal | None) -> str:
        if number is None:
            return ""
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")

    return {
        "is_met": "" if figure.is_met is None else ("yes" if figure.is_met else "no"),
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "value": plain(figure.value),
        "rank": plain(figure.value),
        "last": plain(figure.last),
        "as_of": figure.as_of,
        "source": figure.source,
        "why": figure.why,
    }
