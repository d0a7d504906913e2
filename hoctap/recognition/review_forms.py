"""Forms of the commune's review, and of a registration that is taken back."""

from typing import Any
from uuid import UUID

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.recognition import queries
from hoctap.recognition.models import SampledDossier, Way
from hoctap.recognition.queries import QueueFilter
from hoctap.recognition.review_rules import Shares


class QueueForm(forms.Form):
    """A filter in the address; what cannot be read filters nothing."""

    state = forms.ChoiceField(label="Bước", required=False)
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)
    group = forms.ChoiceField(label="Tổ", required=False)
    way = forms.ChoiceField(label="Cách nhập", required=False)
    odd = forms.ChoiceField(label="Cần xem", required=False)
    since = DayField(label="Đổi bước từ ngày", required=False)
    name = forms.CharField(label="Tên", max_length=100, required=False)

    def __init__(self, *args: Any, hamlets: list[Place], groups: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("state", [(key, label) for key, (_, label) in queries.STATES.items()]),
            ("hamlet", [("", "tất cả"), *((str(one.pk), one.title) for one in hamlets)]),
            ("group", [("", "tất cả"), *((one, one) for one in groups)]),
            ("way", [("", "tất cả"), *((way.value, way.label) for way in Way if way)]),
            ("odd", [("", "tất cả, lạ trước"), *queries.ODDITIES.items()]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"]

    def wanted(self) -> QueueFilter:
        self.is_valid()
        said = self.cleaned_data
        return QueueFilter(
            state=said.get("state") or "",
            hamlet=UUID(said["hamlet"]) if said.get("hamlet") else None,
            group=said.get("group") or "",
            way=said.get("way") or "",
            odd=said.get("odd") or "",
            since=said.get("since"),
            name=said.get("name") or "",
        )


def _figure(label: str) -> forms.IntegerField:
    words = "Hãy ghi một số, ví dụ 10."
    return forms.IntegerField(
        label=label, min_value=0, max_value=1000, error_messages={"required": words, "invalid": words}
    )


class SharesForm(forms.Form):
    share = _figure("Phúc tra bao nhiêu phần trăm hồ sơ của mỗi ấp")
    least = _figure("Mỗi ấp ít nhất bao nhiêu hồ sơ")
    carried_from = _figure(
        "Ấp có hơn bao nhiêu phần trăm hồ sơ kế thừa hoặc nhập từ phiếu giấy thì phúc tra nhiều hơn"
    )
    raised_share = _figure("Ở các ấp đó phúc tra bao nhiêu phần trăm")
    why = forms.CharField(label="Lý do, căn cứ", max_length=300, required=False)

    def shares(self) -> Shares:
        names = ("share", "least", "carried_from", "raised_share")
        return Shares(**{name: self.cleaned_data[name] for name in names})


class CheckForm(forms.Form):
    result = forms.ChoiceField(label="Kết quả", choices=[("right", "Đúng"), ("wrong", "Sai")], required=False)
    found = forms.CharField(label="Sai điều gì", max_length=300, required=False)
    visited_by = forms.CharField(label="Người đi phúc tra", max_length=120, required=False)
    visited_on = DayField(label="Ngày phúc tra", required=False)

    def __init__(self, data: Any = None, *, checked: SampledDossier):
        initial = {name: getattr(checked, name) for name in ("result", "found", "visited_by", "visited_on")}
        super().__init__(data, initial=initial, auto_id=f"{checked.pk}-%s")


class WithdrawalForm(forms.Form):
    withdrawn_on = DayField(label="Ngày rút đăng ký", required=False)
    told_by = forms.CharField(
        label="Ai báo rút", max_length=120, required=False, help_text="Họ tên, quan hệ với chủ hộ"
    )
    why = forms.CharField(label="Lý do rút đăng ký", max_length=300, required=False)
