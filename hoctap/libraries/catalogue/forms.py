"""What is typed about titles and copies."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.forms import Count, Money, Paragraph, Words, Year, offer
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.rules import CopiesDetails, TitleDetails
from hoctap.libraries.institutions import asking
from hoctap.libraries.institutions.forms import LibraryChoice
from hoctap.libraries.models import LENDING_KINDS, CopySource, Library, TitleKind

LANGUAGES = [
    ("vie", "tiếng Việt"),
    ("eng", "tiếng Anh"),
    ("khm", "tiếng Khmer"),
    ("chi", "tiếng Hoa"),
    ("fre", "tiếng Pháp"),
    ("rus", "tiếng Nga"),
    ("hmn", "tiếng Mông"),
    ("tai", "tiếng Tày, Thái"),
    ("und", "chưa rõ"),
]


class FindForm(forms.Form):
    q = forms.CharField(
        label="ISBN, hoặc vài chữ của nhan đề",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-ht-scan": "submit", "autocomplete": "off", "autofocus": True}),
        help_text="Quét mã vạch ở bìa sau, gõ số, hoặc gõ nhan đề không cần dấu",
    )
    library = forms.CharField(required=False, widget=forms.HiddenInput)


class PhotoForm(forms.Form):
    file = forms.FileField(
        label="Ảnh chụp mã vạch",
        allow_empty_file=True,
        error_messages={"required": "Hãy chụp hoặc chọn một ảnh."},
    )


class TitleFilter(forms.Form):
    q = forms.CharField(label="Nhan đề, tác giả, ISBN, mã bản", max_length=200, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *TitleKind.choices], required=False)
    library = forms.CharField(required=False, widget=forms.HiddenInput)


class CopiesForm(forms.Form):
    library = LibraryChoice(
        Library.objects.none(),
        label="Của thư viện, tủ sách",
        empty_label=None,
        error_messages={
            "required": "Hãy chọn thư viện.",
            "invalid_choice": "Hãy chọn thư viện trong danh sách.",
        },
    )
    number = Count(label="Số bản", required=True, initial=1)
    source = forms.ChoiceField(
        label="Nguồn", choices=CopySource.choices, error_messages={"required": "Hãy chọn nguồn."}
    )
    giver = Words(label="Người tặng, nơi cấp", longest=200)
    price = Money(label="Giá một bản")
    acquired_on = DayField(label="Ngày nhập", required=False)
    codes = forms.CharField(
        label="Mã đã có trên sách",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-ht-scan": "line"}),
        help_text="Mỗi dòng một mã. Để trống thì máy cấp mã, in nhãn sau.",
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        offer(self, "library", asking.kept(actor).filter(kind__in=LENDING_KINDS))

    def copies(self) -> CopiesDetails:
        typed = self.cleaned_data
        return CopiesDetails(
            number=typed["number"],
            source=typed["source"],
            giver=typed["giver"],
            price=typed["price"],
            acquired_on=typed["acquired_on"],
            codes=tuple(typed["codes"].split()),
        )


class TitleFields(forms.Form):
    name = Words(label="Nhan đề", longest=500, required=True, missing="Hãy ghi nhan đề như ở trang tên sách.")
    isbn = Words(
        label="ISBN", longest=30, help_text="10 hoặc 13 chữ số ở bìa sau; sách cũ không có thì để trống"
    )
    authors = Words(label="Tác giả", longest=300, help_text="Nhiều người thì cách nhau dấu chấm phẩy")
    publisher = Words(label="Nhà xuất bản", longest=200)
    year = Year(label="Năm xuất bản")
    kind = forms.ChoiceField(label="Loại tài liệu", choices=TitleKind.choices, initial=TitleKind.BOOK)
    rest = Words(label="Thông tin khác của nhan đề", longest=500, help_text="Tập, nhan đề phụ")
    edition = Words(label="Lần xuất bản", longest=100)
    pages = Words(label="Số trang", longest=60)
    language = forms.ChoiceField(label="Ngôn ngữ", choices=LANGUAGES, initial="vie")
    classification = Words(label="Ký hiệu phân loại", longest=40, help_text="DDC, ví dụ 630 nông nghiệp")
    subjects = Words(label="Chủ đề", longest=2000, help_text="Cách nhau dấu chấm phẩy")
    summary = Paragraph(label="Tóm tắt", longest=rules.LONGEST_SUMMARY)
    anyway = forms.BooleanField(label="Vẫn ghi thành đầu sách riêng", required=False)

    def details(self) -> TitleDetails:
        typed = self.cleaned_data
        values = {name: typed[name] for name in ("kind", "isbn", "year", "language", "summary")}
        values |= {name: typed[name] for name in rules.LONGEST}
        subjects = tuple(one.strip() for one in typed["subjects"].split(";") if one.strip())
        return TitleDetails(**values, subjects=subjects)


class TitleForm(TitleFields):
    """`language` of a record from elsewhere may be one that the list does not name."""

    def __init__(self, post: QueryDict | None, *, details: TitleDetails | None = None) -> None:
        initial: dict[str, Any] = {}
        if details is not None:
            initial = vars(details) | {"subjects": "; ".join(details.subjects)}
        super().__init__(post, initial=initial)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        if details is not None and details.language not in dict(LANGUAGES):
            language.choices = [*LANGUAGES, (details.language, details.language)]


class BookForm(CopiesForm, TitleFields):
    """A title and its first copies in one."""

    field_order = ["name", "isbn", "authors", "publisher", "year", "library", "number", "source", "giver"]


class WithdrawForm(forms.Form):
    why = forms.ChoiceField(
        label="Lý do", choices=list(rules.GONE.items()), error_messages={"required": "Hãy chọn lý do."}
    )
    on = DayField(label="Ngày")
    to = LibraryChoice(
        Library.objects.none(),
        label="Chuyển hẳn cho",
        required=False,
        empty_label="Nơi ngoài hệ thống, hoặc không chuyển",
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        offer(self, "to", asking.kept(actor).filter(kind__in=LENDING_KINDS))


class ForgetForm(forms.Form):
    name = Words(label="Tên", longest=200, required=True)
