"""What is typed into a centre's file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from hoctap.centres.facts.models import FactKind
from hoctap.centres.fields import Number, Words
from hoctap.centres.models import Centre, Topic
from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice


class FactForm(forms.Form):
    kind = forms.ChoiceField(label="Về", choices=FactKind.choices, widget=forms.RadioSelect)
    has = forms.ChoiceField(
        label="Trung tâm", choices=[("yes", "Có"), ("no", "Không có")], widget=forms.RadioSelect
    )
    since = DayField(label="Từ ngày")
    source = Words("Nguồn", 200, "Ví dụ Giấy chứng nhận đăng ký mẫu dấu số …; quyết định giao đất")


class NameForm(forms.Form):
    what = forms.ChoiceField(
        label="Ghi gì",
        choices=[("rename", "Trung tâm đổi tên"), ("former", "Thêm một tên cũ")],
        initial="rename",
        widget=forms.RadioSelect,
    )
    name = Words("Tên mới, hoặc tên cũ", 200)
    from_on = DayField(label="Tên cũ dùng từ ngày", required=False)
    on = DayField(label="Ngày đổi", help_text="Ngày đầu mang tên mới; với tên cũ là ngày đầu không còn dùng")
    decision = Words("Quyết định", 120)


class FoundingForm(forms.Form):
    founded_by = Words("Quyết định thành lập", 120)
    founded_on = DayField(label="Ngày thành lập", required=False)
    scheme = Words("Thuộc đề án", 200, "Số, tên đề án thành lập trung tâm")
    symbol = Words("Ký hiệu trên văn bản", 30)


class RegulationForm(forms.Form):
    number = Words("Số, ký hiệu", 120)
    issued_on = DayField(label="Ngày ban hành")
    file = forms.FileField(
        label="Bản quét đã ký (PDF hoặc ảnh)",
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn tệp bản quét đã ký."},
    )


class TopicsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, topic: Any) -> str:
        return str(topic.name)


class GuidanceForm(forms.Form):
    place = PlaceChoice(label="Gửi trung tâm của", queryset=Place.objects.none(), empty_label=None)
    year = Number("Năm", least=2000, most=2100, initial=lambda: today().year)
    title = Words("Trích yếu", 300)
    issuer = Words("Cơ quan ban hành", 200)
    number = Words("Số, ký hiệu", 120)
    issued_on = DayField(label="Ngày ban hành", required=False)
    topics = TopicsChoice(
        label="Lĩnh vực nên làm trong năm",
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ways = Words("Hình thức nên dùng", 300)
    file = forms.FileField(label="Tệp (PDF, ảnh, Word, Excel)", required=False, allow_empty_file=True)

    def __init__(
        self, post: QueryDict | None, files: Any = None, *, places: Sequence[Place], topics: Iterable[Topic]
    ) -> None:
        super().__init__(post, files)
        place, chosen = self.fields["place"], self.fields["topics"]
        assert isinstance(place, forms.ModelChoiceField)
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        chosen.queryset = Topic.objects.filter(pk__in=[one.pk for one in topics])


class ReadForm(forms.Form):
    centre = forms.ModelChoiceField(label="Trung tâm", queryset=Centre.objects.none(), empty_label=None)
    copies = Number("Số bản đã phát", least=0, most=100_000, required=False, initial=0)
    handed_to = Words("Phát cho", 300)

    def __init__(self, post: QueryDict | None, *, centres: Sequence[Centre]) -> None:
        super().__init__(post)
        centre = self.fields["centre"]
        assert isinstance(centre, forms.ModelChoiceField)
        centre.queryset = Centre.objects.filter(pk__in=[one.pk for one in centres])


def content_of(file: UploadedFile | None) -> bytes:
    return file.read() if file else b""
