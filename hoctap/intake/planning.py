"""What was taken of a reading, as the details from which `plans` makes a plan. Reads nothing, changes nothing."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from uuid import UUID

from hoctap.core.dates import ONE_DAY
from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents
from hoctap.intake.bodies import is_each_commune
from hoctap.intake.models import Proposal, ProposalGroup
from hoctap.intake.proposing import day_of, decimal_of, names_in
from hoctap.places.models import OrganisationKind
from hoctap.plans.contents.rules import BasisDetails, FundingDetails, RecipientDetails
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails

Group = ProposalGroup
type BodyOf = Callable[[str], UUID | None]

_KINDS = {
    "ke hoach": "plan",
    "quyet dinh": "decision",
    "nghi quyet": "resolution",
    "chuong trinh": "programme",
    "de an": "scheme",
    "chi thi": "directive",
    "huong dan": "guidance",
    "cong van": "letter",
    "thong bao": "notice",
}
_ROLES = {
    "chủ trì": "lead",
    "thực hiện": "carry_out",
    "phối hợp": "cooperate",
    "tham mưu": "advise",
    "giao": "assigned",
    "đề nghị": "requested",
    "khuyến khích": "encouraged",
}
_FUNDING = {
    "ngan sach": "state",
    "xa hoi hoa": "social",
    "tai tro": "social",
    "hoi khuyen hoc": "association",
    "du an": "project",
    "cap tren": "project",
}
_RECURRENCE = (
    (r"năm học", "school_year"),
    (r"6 tháng|sáu tháng|nửa năm", "half_year"),
    (r"quý", "quarter"),
    (r"tháng", "month"),
    (r"năm", "year"),
    (r"thường xuyên|liên tục", "continuous"),
    (r"yêu cầu|đột xuất|khi có", "on_request"),
)
_SECTION = re.compile(r"mục\s+([IVX]{1,5}|\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The fields of the head that were taken, by name; a number and its symbol come together."""

    texts: dict[str, str]

    def get(self, key: str) -> str:
        return self.texts.get(key, "")

    @property
    def whole_number(self) -> str:
        number, symbol = self.get("number"), self.get("symbol").lstrip("/ ")
        return f"{number}/{symbol}" if number and symbol else number or (f"/{symbol}" if symbol else "")

    @property
    def dated_on(self) -> dt.date | None:
        return day_of(self.get("date"))


def head_of(taken: Iterable[Proposal]) -> Head:
    return Head({one.key: one.get("text") for one in taken if one.group == Group.HEAD})


def plan_blockers(head: Head) -> list[Reason]:
    """What a plan cannot do without, where nobody took it from the document or added it."""
    missing = [
        ("issuer", "cơ quan ban hành"),
        ("title", "tên kế hoạch"),
        ("year_from", "năm bắt đầu"),
        ("year_to", "năm kết thúc"),
    ]
    return [
        Reason(
            f"Chưa có {label}. Văn bản không ghi rõ thì hãy bấm “Thêm” ở mục Số, ngày, tên văn bản và ghi vào.",
            field=key,
        )
        for key, label in missing
        if not head.get(key)
    ]


def plan_details(taken: list[Proposal], body_of: BodyOf) -> PlanDetails:
    head = head_of(taken)
    signer = next((one for one in taken if one.group == Group.SIGNER), None)
    focal = next((one for one in taken if one.group == Group.FOCAL), None)
    month = re.fullmatch(r"(\d{1,2})/(\d{4})", head.get("month"))
    kind = without_accents(head.get("kind"))
    return PlanDetails(
        number=head.whole_number if head.get("number") else "",
        dated_on=head.dated_on,
        issuer=head.get("issuer"),
        title=head.get("title"),
        year_from=int(head.get("year_from")),
        year_to=int(head.get("year_to")),
        kind=_KINDS.get(kind, "plan" if not kind else "other"),
        date_partial=f"{month.group(2)}-{int(month.group(1)):02}" if month and head.dated_on is None else "",
        issued_at=head.get("place"),
        issuer_body_id=body_of(head.get("issuer")),
        open_ended=head.get("open_ended") == "1",
        focal_name=focal.get("focal") if focal else "",
        focal_body_id=body_of(focal.get("focal")) if focal else None,
        focal_with=focal.get("with") if focal else "",
        focal_condition=focal.get("condition") if focal else "",
        decider_name=focal.get("decided_by") if focal else "",
        signer_name=signer.get("name") if signer else "",
        signer_title=signer.get("title") if signer else "",
        signed_for=signer.get("signed_for") if signer else "",
    )


def filled(known: PlanDetails, read: PlanDetails) -> PlanDetails:
    """A plan that is there keeps what it says; what it leaves empty is filled from the document."""
    empty = {
        one.name: getattr(read, one.name) for one in fields(known) if getattr(known, one.name) in ("", None)
    }
    return replace(known, **empty)


def basis_details(one: Proposal) -> BasisDetails:
    return BasisDetails(
        role="referred" if one.get("role") == "viện dẫn" else "basis",
        kind=one.get("kind"),
        number=one.get("number"),
        dated_on=day_of(one.get("date")),
        issuer=one.get("issuer"),
        subject=one.get("subject"),
        source_from=one.first_line,
        source_to=one.last_line,
    )


def target_details(one: Proposal, plan: PlanDetails) -> TargetDetails:
    kind = one.get("kind") or "percent"
    return TargetDetails(
        wording=one.get("text"),
        value=decimal_of(one.get("value")) or Decimal(0),
        year=int(one.get("year") or plan.year_to),
        comparator=one.get("comparator") or "=",
        value_max=decimal_of(one.get("value_max")),
        measure=one.get("measure"),
        unit=one.get("unit") or ("có/không" if kind == "boolean" else "%"),
        before_on=day_of(one.get("before")),
        kind=kind,
        subject=one.get("subject"),
        level=one.get("level"),
        section=one.get("section"),
        source_from=one.first_line,
        source_to=one.last_line,
        source_page=one.page,
    )


def task_details(one: Proposal, body_of: BodyOf) -> TaskDetails:
    last_day = day_of(one.get("deadline"))
    recurrence = recurrence_of(one.get("recurrence"))
    is_periodic = recurrence not in ("once", "continuous", "on_request")
    return TaskDetails(
        text=one.get("text"),
        bodies=tuple(
            bodies_named(
                [
                    *((name, "lead") for name in names_in(one.get("leads"))),
                    *((name, "cooperate") for name in names_in(one.get("coordinating"))),
                    *((name, "report_to") for name in names_in(one.get("report_to"))),
                ],
                body_of,
            )
        ),
        section=one.get("section"),
        role=_ROLES.get(one.get("role"), "unsaid"),
        before_on=last_day + ONE_DAY if last_day and not is_periodic else None,
        granularity="day" if last_day and not is_periodic else "",
        deadline_words=one.get("deadline_words"),
        starts_on=day_of(one.get("start")),
        recurrence=recurrence,
        due_month=(last_day + ONE_DAY).month if last_day and is_periodic else None,
        due_day=(last_day + ONE_DAY).day if last_day and is_periodic else None,
        product=one.get("product"),
        source_from=one.first_line,
        source_to=one.last_line,
        source_page=one.page,
    )


def bodies_named(names: Iterable[tuple[str, str]], body_of: BodyOf) -> Iterable[BodyNamed]:
    """Each name once in its part."""
    seen = set()
    for name, part in names:
        if (name.lower(), part) in seen:
            continue
        seen.add((name.lower(), part))
        if is_each_commune(name):
            yield BodyNamed(name, part, mirror=OrganisationKind.PEOPLES_COMMITTEE.value)
        else:
            yield BodyNamed(name, part, body_id=body_of(name))


def recurrence_of(words: str) -> str:
    lower = words.lower()
    return next((code for pattern, code in _RECURRENCE if re.search(pattern, lower)), "once")


def funding_details(one: Proposal) -> FundingDetails:
    plain = without_accents(f"{one.get('kind')} {one.get('text')}")
    kind = next((code for word, code in _FUNDING.items() if word in plain), "other")
    return FundingDetails(
        text=one.get("text"), kind=kind, source_from=one.first_line, source_to=one.last_line
    )


def recipient_details(one: Proposal, body_of: BodyOf, sections: set[str]) -> RecipientDetails:
    text = one.get("text")
    plain = RecipientDetails(text=text, purpose=one.get("purpose"), source_from=one.first_line)
    found = _SECTION.search(text)
    section = found.group(1).upper() if found else ""
    if section and section in {name.split(".")[0] for name in sections}:
        return replace(plain, group="in_section", section=section)
    if is_each_commune(text):
        return replace(plain, group="each_commune", mirror=OrganisationKind.PEOPLES_COMMITTEE.value)
    body_id = body_of(text)
    return replace(plain, group="body", body_id=body_id) if body_id else plain


def names_of(proposals: Iterable[Proposal]) -> list[str]:
    """Every body that the taken and the open proposals name."""
    names: list[str] = []
    for one in proposals:
        if one.state == "dropped":
            continue
        if one.group == Group.HEAD and one.key == "issuer":
            names.append(one.get("text"))
        elif one.group == Group.TASK:
            for field in ("leads", "coordinating", "report_to"):
                names += names_in(one.get(field))
        elif one.group == Group.FOCAL:
            names += [one.get("focal"), one.get("with"), one.get("decided_by")]
        elif one.group == Group.RECIPIENT:
            names.append(one.get("text"))
    return [name for name in names if name]
