"""Where one person meets himself in a season: what he prepared he does not sign, what he scored for the hamlet he does not
review alone, his own family's dossier he leaves to somebody else.

Typing a signed paper sheet in for a hamlet is not scoring it: that officer may review. Who is whose family is known by the
person of the register that the account is linked to, and by the telephone number that account and register share; where nobody
linked it an equal name is asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hoctap.accounts.duties.queries import judged
from hoctap.accounts.duties.registry import DutyRule
from hoctap.accounts.duties.rules import Conflict
from hoctap.accounts.models import Capacity, User
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.papers.kinds import DutyCheck
from hoctap.papers.models import Paper
from hoctap.people.models import AccountLink, HouseholdMember
from hoctap.places.models import OrganisationKind, Place
from hoctap.recognition.models import Dossier, RecognitionDecision, Submission

DECISION_PREPARER = "decision_not_signed_by_its_preparer"
DECISION_SUBMITTER = "decision_not_signed_by_who_submitted"
SUBMISSION_PREPARER = "submission_not_signed_by_its_preparer"
HAMLET_SCORER = "dossier_not_reviewed_by_hamlet_scorer"
OWN_FAMILY = "dossier_not_reviewed_by_own_family"

RULES = (
    DutyRule(
        DECISION_PREPARER,
        "Ký quyết định công nhận",
        "Người soạn quyết định không ký quyết định ấy.",
        "Người ký là lần xem lại cuối cùng; tự xem lại việc mình soạn thì không còn là xem lại.",
        is_on=True,
    ),
    DutyRule(
        DECISION_SUBMITTER,
        "Ký quyết định theo tờ trình",
        "Người lập tờ trình không ký quyết định theo tờ trình ấy.",
        "Người giữ chức vụ cả ở Hội và ở UBND xã không vừa đề nghị vừa quyết định; khi ấy Chủ tịch ký.",
        is_on=True,
    ),
    DutyRule(
        SUBMISSION_PREPARER,
        "Ký tờ trình",
        "Người soạn tờ trình không ký tờ trình ấy.",
        "Ở xã, chủ tịch Hội thường tự soạn tờ trình, và tờ trình chưa quyết định điều gì: mặc định không áp dụng. "
        "Nơi nào đủ người thì áp dụng.",
        is_on=False,
    ),
    DutyRule(
        HAMLET_SCORER,
        "Xét hồ sơ của ấp ở cấp xã",
        "Người đã chấm điểm cho ấp không một mình xét hồ sơ ấy ở xã.",
        "Trưởng ấp kiêm việc của Hội xã không vừa chấm vừa xét. Nhập hộ điểm từ phiếu đã ký thì không tính là chấm.",
        is_on=True,
    ),
    DutyRule(
        OWN_FAMILY,
        "Xét hồ sơ của gia đình mình",
        "Không tự xét hồ sơ của gia đình mình.",
        "Gia đình của cán bộ cũng được xét công nhận, nhưng do người khác xét.",
        is_on=True,
    ),
)


def of_decision(paper: Paper, person_id: UUID | None, name: str) -> DutyCheck:
    decision = RecognitionDecision.objects.select_related("submission__paper__preparer", "round").get(
        paper=paper
    )
    conflicts = []
    signer = _met(paper.preparer, person_id, name)
    if signer is not None:
        conflicts.append(
            Conflict(DECISION_PREPARER, f"{name} đã soạn quyết định này.", field="signing_capacity")
        )
    tabled = decision.submission.paper if decision.submission else None
    submitter = _met(tabled.preparer if tabled else None, person_id, name)
    if submitter is not None and tabled is not None:
        said = f"{name} đã lập Tờ trình {tabled.full_number}".strip()
        conflicts.append(Conflict(DECISION_SUBMITTER, f"{said}.", field="signing_capacity"))
    return DutyCheck(person_id or signer or submitter, conflicts, decision.round.title)


def of_submission(paper: Paper, person_id: UUID | None, name: str) -> DutyCheck:
    signer = _met(paper.preparer, person_id, name)
    said = f"{name} đã soạn tờ trình này."
    conflicts = [Conflict(SUBMISSION_PREPARER, said, field="signing_capacity")] if signer else []
    of_paper = Submission.objects.filter(Q(paper=paper) | Q(corrections__paper=paper))
    title = of_paper.values_list("round__title", flat=True).get() if signer else ""
    return DutyCheck(person_id or signer, conflicts, title)


def _met(preparer: User | None, person_id: UUID | None, name: str) -> UUID | None:
    """The preparer's id when the signer is he: by account, or by the name that was typed."""
    if preparer is None:
        return None
    is_same = preparer.pk == person_id if person_id else _same_name(preparer.full_name, name)
    return preparer.pk if is_same else None


def _same_name(one: str, other: str) -> bool:
    return clean(one).casefold() == clean(other).casefold()


def of_review(
    dossiers: Sequence[Dossier], hamlet: Place, user_id: UUID, not_own: Iterable[UUID]
) -> tuple[list[Conflict], list[Reason], list[Dossier]]:
    """Conflicts of a reviewer, questions about equal names that he has not answered, and those he answered."""
    user = User.objects.get(pk=user_id)
    conflicts: list[Conflict] = []
    if _stands_for(user, hamlet):
        scored = [one for one in dossiers if _scored_by(one, user_id)]
        if scored:
            more = f" và {len(scored) - 1} hộ khác" if len(scored) > 1 else ""
            said = (
                f"{user.full_name} đã chấm điểm của {hamlet.full_name} cho hộ {scored[0].subject_name}{more}."
            )
            conflicts.append(Conflict(HAMLET_SCORER, said))
    family = family_of(user, dossiers)
    for dossier in family.own:
        conflicts.append(
            Conflict(
                OWN_FAMILY,
                f"Hộ {dossier.subject_name} là gia đình của {user.full_name} ({family.how[dossier.household_id]}).",
                f"commune-{dossier.pk}",
            )
        )
    answered = set(not_own)
    open_questions = [one for one in family.alike if one.pk not in answered]
    questions = [
        Reason(
            f"Hộ {one.subject_name} có người trùng tên với ông/bà. Nếu không phải gia đình mình, hãy đánh dấu "
            "“Không phải gia đình tôi” ở hộ ấy; nếu phải, chọn “Để sau” cho người khác xét.",
            f"commune-{one.pk}",
        )
        for one in open_questions
    ]
    return conflicts, questions, [one for one in family.alike if one.pk in answered]


def of_bulk(
    dossiers: Sequence[Dossier], hamlet: Place, user_id: UUID, title: str
) -> tuple[dict[UUID, str], list[Conflict]]:
    """Which dossiers of a hamlet a reviewer looks at one by one instead, and why; and the conflicts that a rule or waiver lets pass."""
    user = User.objects.get(pk=user_id)
    kept_out: dict[UUID, str] = {}
    passing: list[Conflict] = []
    if _stands_for(user, hamlet) and (scored := [one for one in dossiers if _scored_by(one, user_id)]):
        found = [Conflict(HAMLET_SCORER, f"{user.full_name} đã chấm điểm của {hamlet.full_name}.")]
        if judged(found, person_id=user_id, place=hamlet, title=title, on=today()).reasons:
            kept_out |= {one.pk: "ông/bà đã chấm điểm cho hồ sơ này ở ấp" for one in scored}
        else:
            passing = found
    family = family_of(user, dossiers)
    kept_out |= {one.pk: "là gia đình của ông/bà: để người khác xét" for one in family.own}
    kept_out |= {one.pk: "có người trùng tên với ông/bà: xét riêng" for one in family.alike}
    return kept_out, passing


@dataclass(frozen=True)
class Family:
    own: list[Dossier]
    alike: list[Dossier]
    """Somebody there bears his name, and nothing says whether it is he."""
    how: dict[UUID, str]
    """Household → how it is known to be his."""


def family_of(user: User, dossiers: Sequence[Dossier]) -> Family:
    """Who he is in the register decides where somebody said it; then an equal name means nothing. A shared telephone number always does."""
    linked = AccountLink.objects.filter(user=user)
    match = Q(person__in=linked.values("person")) | (
        Q(person__full_name__iexact=clean(user.full_name)) & ~Q(Exists(linked))
    )
    if user.phone:
        match |= Q(person__phone=user.phone)
    found = (
        HouseholdMember.objects.filter(
            match, household__in={one.household_id for one in dossiers}, left_year__isnull=True
        )
        .annotate(is_he=Exists(linked.filter(person=OuterRef("person"))))
        .values_list("household", "is_he", "person__phone")
    )
    how: dict[UUID, str] = {}
    alike: set[UUID] = set()
    for household, is_he, phone in found:
        if is_he:
            how[household] = "theo sổ hộ"
        elif user.phone and phone == user.phone:
            how.setdefault(household, "cùng số điện thoại")
        else:
            alike.add(household)
    return Family(
        [one for one in dossiers if one.household_id in how],
        [one for one in dossiers if one.household_id in alike - how.keys()],
        how,
    )


def _stands_for(user: User, hamlet: Place) -> bool:
    """He holds or held a position of the hamlet, so his points are the hamlet's own and not typed in for it."""
    return (
        Capacity.objects.filter(user=user)
        .filter(
            Q(organisation__kind=OrganisationKind.HAMLET_BOARD, organisation__place=hamlet)
            | Q(roles__role=Role.HAMLET_HEAD.value, roles__place__path__contains=[hamlet.pk])
        )
        .exists()
    )


def _scored_by(dossier: Dossier, user_id: UUID) -> bool:
    return any(
        isinstance(answer, dict) and answer.get("hamlet", {}).get("by_id") == str(user_id)
        for answer in dossier.answers.values()
    )
