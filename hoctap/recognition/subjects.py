"""What recognition holds about a person: handed out on request, erased on request, and what keeps an erasure waiting."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.reading import is_watched, saw
from hoctap.core.refusals import Reason
from hoctap.core.text import person_sort_key
from hoctap.core.vietnamese import format_date
from hoctap.criteria.models import Title
from hoctap.papers.models import Paper, PaperState
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, Link
from hoctap.recognition.models import (
    CommuneException,
    Complaint,
    Dossier,
    DossierState,
    MeetingLine,
    Objection,
    PostingOptOut,
    RoundState,
    SampledDossier,
    TakenOut,
    VillageMeeting,
    Withdrawal,
)

DECIDED = [DossierState.RECOGNISED, DossierState.REVOKED]


def note_dossiers(dossiers: QuerySet[Dossier]) -> None:
    """A page or file names the heads of these dossiers' households by a copy of the name. One query, in a request only."""
    if is_watched():
        found = list(
            dossiers.order_by().values_list("household_id", "household__head_id", "person_id").distinct()
        )
        saw(
            households=[household for household, _, _ in found],
            persons=[pk for _, head, person in found for pk in (head, person) if pk],
        )


def note_paper(paper: Paper) -> None:
    """Whose names stand in a paper of a season: minutes, a list, a submission, a decision."""
    note_dossiers(
        Dossier.objects.filter(
            Q(meeting_lines__vote__meeting__minutes=paper)
            | Q(nominations__paper=paper)
            | Q(submissions__paper=paper)
            | Q(taken_out__correction__paper=paper)
            | Q(postings__paper=paper)
            | Q(commune_exceptions__meeting__minutes=paper)
            | Q(decision_lines__decision__paper=paper)
        )
    )


def dossier_links(person: Person, by: Actor) -> list[Link]:
    """For his page and the review of doubles: his own dossiers and those of the households he lived in or headed, where this actor may read them."""
    dossiers = (
        Dossier.objects.visible_to(by)
        .filter(_about(person))
        .select_related("round")
        .distinct()
        .order_by("-year", "id")
    )
    return [
        Link(f"{one.round}", reverse("dossier_detail", args=[one.pk]), note=one.get_state_display())
        for one in dossiers
    ]


def dossiers_of_person(person: Person) -> list[ExportPart]:
    """His own dossiers and those of the households he lived in or headed."""
    dossiers = (
        Dossier.objects.filter(_about(person))
        .select_related("round", "hamlet")
        .distinct()
        .order_by("-year", "id")
    )
    rows = [
        {
            "Đợt": str(dossier.round),
            "Ấp, khóm": dossier.hamlet.full_name,
            "Tình trạng": dossier.get_state_display(),
            Title(dossier.title).self_word: _points(dossier.self_total),
            "Tổ, ấp chấm": _points(dossier.hamlet_total),
            "Xã thẩm định": _points(dossier.commune_total),
            "Lý do trả lại": dossier.return_reason,
        }
        for dossier in dossiers
    ]
    # That somebody spoke, and what became of it; who spoke and in which words is not his to have.
    spoken = [
        {
            "Đợt": str(one.round),
            "Ngày nhận": format_date(one.received_on),
            "Kết quả": one.get_outcome_display(),
        }
        for one in Objection.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
        .select_related("round")
        .order_by("id")
    ]
    left_out = [
        {"Đợt": str(one.dossier.round), "Ngày": format_date(one.said_on), "Ai nói": one.told_by}
        for one in PostingOptOut.objects.filter(
            dossier__in=[dossier.pk for dossier in dossiers], undone_at=None
        )
        .select_related("dossier__round")
        .order_by("id")
    ]
    taken_out = [
        {"Tờ trình": one.correction.submission.paper.full_number, "Lý do": one.why}
        for one in TakenOut.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
        .exclude(correction__paper__state=PaperState.VOID)
        .select_related("correction__submission__paper__issuer")
    ]
    complaints = [
        {
            "Quyết định": one.decision.paper.full_number,
            "Ngày nhận đơn": format_date(one.received_on),
            "Bước": one.get_state_display(),
            "Kết quả": one.get_settlement_display(),
        }
        for one in Complaint.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
        .select_related("decision__paper__issuer")
        .order_by("id")
    ]
    return [
        ExportPart("Hồ sơ công nhận của hộ và của người này", rows),
        ExportPart("Phản ánh, kiến nghị về các hồ sơ này", spoken),
        ExportPart("Không đồng ý niêm yết", left_out),
        ExportPart("Đưa ra khỏi tờ trình", taken_out),
        ExportPart("Khiếu nại về các hồ sơ này", complaints),
    ]


def open_dossier_reasons(person: Person) -> list[Reason]:
    """A dossier in an open round names the head of its household, or the citizen, until it is decided."""
    waiting = (
        Dossier.objects.filter(
            Q(household__head=person, person__isnull=True) | Q(person=person), round__state=RoundState.OPEN
        )
        .exclude(state__in=DECIDED)
        .select_related("round")
    )
    return [
        Reason(
            f"{dossier.round}: hồ sơ của {'người này' if dossier.person_id else 'hộ do người này làm chủ'} chưa có quyết định. "
            "Hãy kết thúc đợt trước."
        )
        for dossier in waiting
    ]


def forget_person(erasure: Erasure) -> None:
    """Keys and free text of dossiers; lines and papers of signed decisions stay as they were signed."""
    dossiers = Dossier.objects.filter(household__in=erasure.households)
    for household in erasure.households:
        if household.head_id == erasure.person.pk:
            dossiers.filter(household=household, person__isnull=True).update(
                sort_key=person_sort_key(erasure.person.full_name)
            )
    Dossier.objects.filter(person=erasure.person).update(sort_key=person_sort_key(erasure.person.full_name))
    replace_name(Dossier.objects.filter(person=erasure.person), erasure.name, ["return_reason"])
    replace_name(dossiers, erasure.name, ["return_reason"])
    replace_name(SampledDossier.objects.filter(dossier__in=dossiers), erasure.name, ["found", "visited_by"])
    replace_name(TakenOut.objects.filter(dossier__in=dossiers), erasure.name, ["why"])
    replace_name(CommuneException.objects.filter(dossier__in=dossiers), erasure.name, ["why"])
    complaints = Complaint.objects.filter(dossier__in=dossiers)
    replace_name(complaints, erasure.name, ["complainant", "content", "why"])
    objections = Objection.objects.filter(dossier__in=dossiers)
    replace_name(objections, erasure.name, ["content", "from_whom", "answer"])
    replace_name(PostingOptOut.objects.filter(dossier__in=dossiers), erasure.name, ["told_by"])
    replace_name(
        Withdrawal.objects.filter(dossier__in=dossiers), erasure.name, ["why", "told_by", "undone_why"]
    )
    lines = MeetingLine.objects.filter(household__in=erasure.households)
    meetings = VillageMeeting.objects.filter(votes__lines__in=lines).distinct()
    replace_name(meetings, erasure.name, ["remarks"])
    replace_name(lines, erasure.name, ["name", "why"])


def _about(person: Person) -> Q:
    """His own, and those of the families he belongs or belonged to; not those of others who live there."""
    lived_in = Q(household__head=person) | Q(household__members__person=person)
    return Q(person=person) | (Q(person__isnull=True) & lived_in)


STAYS = (
    "Quyết định, danh sách, biên bản đã ký: giữ nguyên tên như khi ký, theo quy định về lưu trữ. "
    "Muốn đổi danh hiệu đã công nhận phải có quyết định khác."
)


def _points(value: object) -> str:
    return "" if value is None else str(value)
