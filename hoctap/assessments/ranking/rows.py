"""What the actions of a ranking share: the row locked, its moves on record, whose papers they are."""

from hoctap.assessments.models import Inspection, Ranking, RankingChange, RankingState
from hoctap.assessments.ranking.models import RANKING_TRANSITIONS
from hoctap.assessments.roads import AuthorityFacts
from hoctap.assessments.rows import organisation_for
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.states import check_move
from hoctap.papers.models import SIGNED, Paper, PaperState
from hoctap.places.models import Level, Organisation, OrganisationKind, Place


def lock_ranking(ranking: Ranking) -> Ranking:
    return (
        Ranking.objects.select_for_update(of=("self",), no_key=True)
        .with_all()
        .select_related("sheet")
        .prefetch_related("edition__criteria")
        .get(pk=ranking.pk)
    )


def move_ranking(ranking: Ranking, after: RankingState, *, why: str = "", by: Actor) -> None:
    """Saves the whole row and adds the move to its history."""
    before = ranking.state
    check_move(RankingState(before), after, RANKING_TRANSITIONS)
    ranking.state = after
    ranking.version += 1
    ranking.save()
    RankingChange.objects.create(ranking=ranking, before=before, after=after, why=why[:1000], by=by.described)


def name_on_ranking(ranking: Ranking, found: AuthorityFacts) -> None:
    """Who receives and decides it, in the words of that day."""
    ranking.authority_place = found.place
    ranking.receives, ranking.decides = found.receives[:200], found.decides[:200]
    ranking.authority_basis = found.basis[:300]


def must_be_open(ranking: Ranking) -> None:
    if not ranking.is_open:
        raise Refused(
            f"Lần xếp loại đang ở bước “{ranking.get_state_display()}”: không sửa tự đánh giá được."
        )


def inspecting_place(ranking: Ranking, by: Actor) -> Place | None:
    """Where this actor is one of those who inspect: the nearest place above the centre, or its commune, that gave him the right to judge."""
    allowed = set(by.places_only(Permission.ASSESSMENT_JUDGE))
    if by.system_job:
        return ranking.place
    nearest = next((pk for pk in reversed(ranking.place.path) if pk in allowed), None)
    return Place.objects.filter(pk=nearest).first() if nearest else None


def must_inspect(ranking: Ranking, by: Actor) -> Place:
    place = inspecting_place(ranking, by)
    if place is None:
        raise Forbidden(f"{by.name} không có quyền: {Permission.ASSESSMENT_JUDGE.description}.")
    by.must(Permission.ASSESSMENT_JUDGE, at=place)
    return place


def issuer_of_inspection(place: Place, year: int) -> Organisation:
    """Whose minutes they are: the office of education where there is one, in a commune Hội Khuyến học."""
    kind = OrganisationKind.ASSOCIATION if place.level == Level.COMMUNE else OrganisationKind.EDUCATION
    return organisation_for(place, kind, year + 1)


def issuer_of_ranking(ranking: Ranking) -> Organisation:
    """Who issues the decision: UBND where its chair or it decides, else the office of education."""
    if ranking.authority_place is None:
        raise Refused("Cơ quan quyết định ở ngoài hệ thống: ghi quyết định nhận được.")
    kind = (
        OrganisationKind.PEOPLES_COMMITTEE
        if "Ủy ban nhân dân" in ranking.decides
        else OrganisationKind.EDUCATION
    )
    return organisation_for(ranking.authority_place, kind, ranking.year + 1)


def drafted(ranking: Ranking) -> bool:
    """Stands in a decision that is not signed yet."""
    return (
        ranking.decision_lines.filter(decision__effective_on=None)
        .exclude(decision__paper__state=PaperState.VOID)
        .exists()
    )


def must_be_writable_by_the_team(ranking: Ranking) -> None:
    """Its points, its evidence: until a decision is drafted or the minutes are signed."""
    if drafted(ranking):
        raise Refused("Đã soạn quyết định có trung tâm này: hủy bản soạn trước.")
    before = Inspection.objects.filter(ranking=ranking).select_related("minutes").first()
    if before is not None and is_signed(before.minutes):
        raise Refused("Biên bản kiểm tra đã ký: không ghi lại được.")


def is_signed(paper: Paper | None) -> bool:
    return paper is not None and paper.state in SIGNED
