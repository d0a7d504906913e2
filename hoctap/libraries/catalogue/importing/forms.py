"""A list of books as it is handed in."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.forms import Words, offer
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.libraries.institutions import asking
from hoctap.libraries.institutions.forms import LibraryChoice
from hoctap.libraries.models import LENDING_KINDS, CopySource, Library


class ImportForm(forms.Form):
    library = LibraryChoice(
        Library.objects.none(),
        label="Cho thư viện, tủ sách",
        empty_label=None,
        error_messages={
            "required": "Hãy chọn thư viện.",
            "invalid_choice": "Hãy chọn thư viện trong danh sách.",
        },
    )
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,
        help_text="Excel (.xlsx, .xls), .ods, .csv; MARC21 (.mrc) hoặc MARCXML (.xml) xuất từ Koha và phần mềm khác",
        error_messages={"required": "Hãy chọn một tệp."},
    )
    source = forms.ChoiceField(
        label="Nguồn, khi tệp không ghi", choices=CopySource.choices, initial=CopySource.FOUND
    )
    giver = Words(label="Người tặng, nơi cấp, khi tệp không ghi", longest=200)
    acquired_on = DayField(label="Ngày nhập, khi tệp không ghi", required=False)

    def __init__(self, post: QueryDict | None, sent: Any = None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(post, sent, **kwargs)
        offer(self, "library", asking.kept(actor).filter(kind__in=LENDING_KINDS))
