"""What is typed about services, the checklist, standards and plans of libraries."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.learning.choosing import RowChoice
from hoctap.learning.models import Activity
from hoctap.places.models import Place
from hoctap.reading.fields import choice, day, number, offer_places, row_choice, spare, text, words
from hoctap.reading.models import BooksDefinition, PlanState
from hoctap.reading.services.standing import Standard


class ServiceForm(forms.Form):
    name = words("Dịch vụ", 200, "Ví dụ: hướng dẫn tra cứu trên mạng, giờ kể chuyện cho trẻ")
    audience = spare(words("Dành cho", 150))
    from_on = day("Có từ ngày")
    evidence = words("Minh chứng", 300, "Ghi, đính kèm tệp, hoặc chọn một hoạt động: một trong ba là đủ")
    activity = spare(row_choice("Hoạt động đã tổ chức", "Không chọn"))
    file = spare(forms.FileField(label="Ảnh hoặc PDF", required=False, allow_empty_file=True))

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, RowChoice)
        field.offer([("", [(one, f"{one.starts_on:%d/%m/%Y} {one.title}") for one in activities])])


class ServiceEndForm(forms.Form):
    to_on = day("Thôi từ ngày")
    why = words("Vì sao thôi", 200)


OTHER_LIST = "Ngày ấy áp dụng bảng kiểm khác, nay hiện ở đây. Hãy đánh dấu lại các mục đạt rồi ghi."


class DigitalForm(forms.Form):
    as_of = day("Kiểm ngày")
    met = forms.MultipleChoiceField(
        label="Các mục đạt",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mục không đánh dấu là chưa đạt.",
        error_messages={"invalid_choice": "Có mục không còn trong bảng kiểm. Hãy tải lại trang rồi ghi lại."},
    )
    databases = spare(number("Số cơ sở dữ liệu", "Chưa đếm thì để trống"))
    evidence = words("Minh chứng", 300, "Địa chỉ trang, tên phần mềm, số báo cáo")

    def __init__(self, *args: Any, standard: Standard, ticked: Standard, **kwargs: Any) -> None:
        """`standard`: of the day of the check; `ticked`: whose items stood on the page that was sent."""
        super().__init__(*args, **kwargs)
        met = self.fields["met"]
        assert isinstance(met, forms.MultipleChoiceField)
        met.choices = [(one, one) for one in standard.items]
        self.is_other = standard.items != ticked.items
        if self.is_other:
            met.error_messages["invalid_choice"] = OTHER_LIST

    def clean(self) -> None:
        if self.is_other and "met" not in self.errors:
            self.add_error("met", OTHER_LIST)


class StandardForm(forms.Form):
    place = row_choice("Nơi áp dụng", empty="")
    items = text("Các mục của bảng kiểm chuyển đổi số", 4000, "Mỗi dòng một mục.", rows=7)
    least = number("Số mục phải đạt để ghi là “có”")
    books = spare(choice("Bản sách bình quân mỗi người tính theo", BooksDefinition.choices[1:], "chưa chọn"))
    from_on = day("Áp dụng từ ngày")
    source = words("Căn cứ", 200, "Văn bản nào, ai quyết định")

    def __init__(self, *args: Any, places: Sequence[Place], standard: Standard, **kwargs: Any) -> None:
        initial = {
            "items": "\n".join(standard.items),
            "least": standard.least,
            "books": standard.books,
            "from_on": today(),
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        offer_places(self.fields["place"], places)


class LibraryPlanForm(forms.Form):
    paper = spare(words("Văn bản", 150))
    content = text("Nội dung chính", 3000)
    state = choice("Tình trạng", PlanState.choices)
    result = spare(text("Kết quả", 3000, "Cần khi đã tổng kết."))
