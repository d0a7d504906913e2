"""What the actions of a file share: the row locked, its moves on record, what it is judged from."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from hoctap.assessments import judging
from hoctap.assessments.judging import Outcome
from hoctap.assessments.models import FILE_TRANSITIONS, Assessment, Figure, FileChange, FileState
from hoctap.assessments.roads import AuthorityFacts, file_road
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.states import check_move
from hoctap.people.models import WorkUnit
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.places.queries import organisation_in


def lock_file(assessment: Assessment) -> Assessment:
    """Read again and locked: the changes of one file come one after the other."""
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .with_all()
        .prefetch_related("edition__criteria")
        .get(pk=assessment.pk)
    )


def lock_open_file(assessment: Assessment) -> Assessment:
    found = lock_file(assessment)
    if not found.is_open:
        raise Refused(
            f"Hồ sơ đang ở bước “{found.get_state_display()}”: không sửa số liệu, minh chứng được. Mở lại tự đánh giá trước."
        )
    return found


def move_file(assessment: Assessment, after: FileState, *, why: str = "", by: Actor) -> None:
    """Saves the whole row and adds the move to its history."""
    before = assessment.state
    check_move(FileState(before), after, FILE_TRANSITIONS)
    assessment.state = after
    assessment.version += 1
    assessment.save()
    FileChange.objects.create(
        assessment=assessment, before=before, after=after, why=why[:1000], by=by.described
    )


def name_on_file(assessment: Assessment, found: AuthorityFacts) -> None:
    """Who receives and decides it, in the words of that day."""
    assessment.authority_place = found.place
    assessment.receives, assessment.decides = found.receives[:200], found.decides[:200]
    assessment.has_council = found.has_council
    assessment.authority_basis = found.basis[:300]


def figures_of(assessment: Assessment) -> dict[str, Figure]:
    return {figure.key: figure for figure in assessment.figures.all()}


def evidence_of(assessment: Assessment) -> Mapping[str, int]:
    """Line → pieces that stand. One query."""
    standing = assessment.evidence.filter(detached_at=None, evidence__withdrawn_at=None)
    return Counter(standing.values_list("line", flat=True))


def judged(assessment: Assessment) -> Outcome:
    """As it stands now. Three queries."""
    return judging.judge(assessment, figures_of(assessment), evidence_of(assessment))


def issuer_of(assessment: Assessment, code: str = "") -> Organisation:
    """Who issues the papers of the self-assessment: UBND of the place, or the unit; where the association proposes, the ấp and it."""
    if file_road(assessment.title).proposed_by_association:
        return _proposer(assessment, code)
    if assessment.unit is not None:
        return _body_of(assessment.unit)
    return organisation_for(assessment.place, OrganisationKind.PEOPLES_COMMITTEE, assessment.year)


def _body_of(unit: WorkUnit) -> Organisation:
    """The unit as a body that issues papers: one that nobody entered among the bodies is, with its first paper."""
    if unit.organisation is None:
        unit.organisation, _ = Organisation.objects.get_or_create(
            place=unit.place, name=unit.name[:200], defaults={"kind": OrganisationKind.OTHER, "symbol": ""}
        )
        unit.save(update_fields=["organisation"])
    return unit.organisation


def _proposer(assessment: Assessment, code: str) -> Organisation:
    """The minutes of an ấp are its own; a clan has no register of papers, and neither has a unit that is not in the list of bodies."""
    year = assessment.year
    if code != "letter":
        own = (
            assessment.unit.organisation
            if assessment.unit is not None
            else organisation_in(assessment.place, OrganisationKind.HAMLET_BOARD, year)
            if assessment.clan is None
            else None
        )
        if own is not None:
            return own
    commune = Place.objects.filter(pk__in=assessment.place.path, level=Level.COMMUNE).first()
    return organisation_for(commune or assessment.place, OrganisationKind.ASSOCIATION, year)


def issuer_of_council(place: Place, year: int) -> Organisation:
    """Of the papers of a council: the office of education, in a commune its UBND."""
    kind = OrganisationKind.PEOPLES_COMMITTEE if place.level == Level.COMMUNE else OrganisationKind.EDUCATION
    return organisation_for(place, kind, year + 1)


def issuer_of_authority(assessment: Assessment) -> Organisation:
    """Who issues the decision: UBND where its chair decides, else the office of education."""
    place = assessment.authority_place
    if place is None:
        raise Refused("Cơ quan quyết định ở ngoài hệ thống: ghi quyết định nhận được vào hồ sơ.")
    kind = (
        OrganisationKind.PEOPLES_COMMITTEE
        if "Ủy ban nhân dân" in assessment.decides
        else OrganisationKind.EDUCATION
    )
    return organisation_for(place, kind, assessment.year + 1)


def organisation_for(place: Place, kind: OrganisationKind, year: int) -> Organisation:
    found = organisation_in(place, kind, year) or organisation_in(place, kind, year - 1)
    if found is None:
        raise Refused(
            f"{place.title} chưa có tổ chức loại “{kind.label}” trong danh sách tổ chức. Thêm tổ chức ấy rồi làm lại."
        )
    return found


def holder_of(assessment: Assessment, by: Actor) -> tuple[Place, Permission]:
    """Who takes what is said about it: the authority from the day it was sent, unless that does not work with hoctap; else its author."""
    at = assessment.authority_place
    own = (assessment.place, Permission.ASSESSMENT_ENTER)
    if at is None or assessment.sent_on is None or assessment.outside_sha256 or assessment.is_open:
        return own
    if assessment.state in (FileState.ASSESSED, FileState.WITHDRAWN):
        return own
    if assessment.state == FileState.SENT and not by.may(Permission.ASSESSMENT_JUDGE, at=at):
        return own
    return at, Permission.ASSESSMENT_JUDGE


def waiting_objections(assessment: Assessment) -> int:
    return assessment.objections.filter(answered_on=None).count()


def same_subject(assessment: Assessment) -> dict[str, UUID | None]:
    """The filter for files of the same subject."""
    if assessment.unit_id is not None:
        return {"unit_id": assessment.unit_id}
    if assessment.clan_id is not None:
        return {"clan_id": assessment.clan_id}
    return {"place_id": assessment.place_id, "unit_id": None, "clan_id": None}
