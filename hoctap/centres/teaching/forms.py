"""What is typed about speakers and requests for teachers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.accounts.sign_in import normal_phone
from hoctap.centres.fields import Number, Words
from hoctap.centres.models import Centre, Speaker, SpeakerKind, Topic
from hoctap.centres.persons import PersonField, offer_people
from hoctap.centres.teaching.queries import topics_to_choose
from hoctap.centres.teaching.rules import RequestDetails, SpeakerDetails
from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.people.models import HouseholdMember
from hoctap.places.models import Place


class TopicsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, topic: Any) -> str:
        return str(topic.name)


class TopicChoice(forms.ModelChoiceField):
    def label_from_instance(self, topic: Any) -> str:
        return str(topic.name)


class SpeakerForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=SpeakerKind.choices)
    full_name = Words("Họ và tên", 120)
    person = PersonField()
    title = Words("Chức danh, nơi công tác", 200)
    phone = Words("Điện thoại", 20)
    topics = TopicsChoice(
        label="Dạy, nói được chuyên đề",
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expertise = Words(
        "Chuyên môn, kỹ năng", 200, "Ví dụ kỹ sư trồng trọt; biết đàn, biết hát; giúp trông lớp"
    )
    availability = Words("Lúc nào tham gia được", 200, "Ví dụ tối thứ năm, chủ nhật")
    is_core = forms.BooleanField(label="Báo cáo viên nòng cốt", required=False)
    started_on = DayField(label="Tham gia từ", required=False)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        place: Place,
        found: Iterable[HouseholdMember] = (),
        speaker: Speaker | None = None,
    ) -> None:
        rows = list(found)
        names = ("kind", "full_name", "title", "phone", "expertise", "availability", "is_core", "started_on")
        initial: dict[str, Any] = {"full_name": rows[0].person.full_name} if len(rows) == 1 else {}
        if speaker is not None:
            initial = {name: getattr(speaker, name) for name in names}
            initial["topics"] = list(speaker.topics.values_list("pk", flat=True))
        super().__init__(post, initial=initial)
        self.persons = offer_people(self, rows)
        topics = self.fields["topics"]
        assert isinstance(topics, forms.ModelMultipleChoiceField)
        topics.queryset = topics_to_choose(place)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        phone = normal_phone(typed)
        if typed and not phone:
            raise forms.ValidationError("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")
        return phone

    def details(self) -> SpeakerDetails:
        typed = self.cleaned_data
        names = ("kind", "full_name", "title", "phone", "expertise", "availability", "is_core", "started_on")
        return SpeakerDetails(**{name: typed[name] for name in names})


class HelpForm(forms.Form):
    on = DayField(label="Ngày")
    what = Words("Hoạt động", 200)
    hours = forms.DecimalField(
        label="Số giờ",
        max_digits=4,
        decimal_places=1,
        localize=True,
        error_messages={
            "required": "Hãy ghi số giờ.",
            "invalid": "Hãy ghi số giờ, ví dụ 2 hoặc 1,5.",
            "max_decimal_places": "Ghi đến nửa giờ, ví dụ 1,5.",
            "max_digits": "Số giờ từ 0,5 đến 24.",
            "max_whole_digits": "Số giờ từ 0,5 đến 24.",
        },
    )
    rating = Number(
        "Người học đánh giá", least=1, most=5, required=False, help_text="Từ 1 đến 5; chưa hỏi thì để trống"
    )


class SpeakerEndForm(forms.Form):
    on = DayField(label="Thôi tham gia từ ngày")


class RequestForm(forms.Form):
    topic = TopicChoice(label="Chuyên đề", queryset=Topic.objects.none(), empty_label="Chọn chuyên đề")
    title = Words("Lớp, chuyên đề cần giáo viên", 200, "Ví dụ lớp xóa mù chữ buổi tối ở ấp Mỹ Phú")
    asked_on = DayField(label="Ngày xin")
    from_on = DayField(label="Cần từ ngày")
    to_on = DayField(label="Đến ngày")
    sessions_wanted = Number("Số buổi", least=1, most=300)
    school = Words("Xin của trường", 200)
    wishes = Words("Yêu cầu với giáo viên", 300)

    def __init__(self, post: QueryDict | None, *, centre: Centre) -> None:
        super().__init__(post, initial={"asked_on": today()})
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ModelChoiceField)
        topic.queryset = topics_to_choose(centre.place)
        topic.error_messages["required"] = "Hãy chọn chuyên đề."

    def details(self) -> RequestDetails:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "topic"}
        return RequestDetails(**typed)


class ForwardForm(forms.Form):
    on = DayField(label="Ngày giao trường")
    paper = Words("Số văn bản giao", 120)
    school = Words("Giao trường", 200)


class WhyForm(forms.Form):
    why = Words("Lý do", 300)


class SpeakerChoice(forms.ModelChoiceField):
    def label_from_instance(self, speaker: Any) -> str:
        return f"{speaker.full_name} ({speaker.title})" if speaker.title else str(speaker.full_name)


class AssignForm(forms.Form):
    on = DayField(label="Ngày trường cử")
    teacher = SpeakerChoice(
        label="Giáo viên trong sổ",
        queryset=Speaker.objects.none(),
        required=False,
        empty_label="Người mới, ghi tên bên dưới",
    )
    teacher_name = Words("Hoặc họ và tên giáo viên", 120)
    school = Words("Trường", 200)
    paper = Words("Số văn bản cử", 120)

    def __init__(self, post: QueryDict | None = None, *, place: Place | None = None) -> None:
        super().__init__(post)
        teacher = self.fields["teacher"]
        assert isinstance(teacher, forms.ModelChoiceField)
        if place is not None:
            teacher.queryset = Speaker.objects.standing().filter(place=place)


class ConfirmForm(forms.Form):
    on = DayField(label="Ngày xác nhận")
    schedule = Words("Lịch dạy", 200, "Ví dụ tối thứ ba, thứ năm, 19 giờ")


class SessionForm(forms.Form):
    on = DayField(label="Ngày dạy")
    content = Words("Nội dung buổi dạy", 300)
