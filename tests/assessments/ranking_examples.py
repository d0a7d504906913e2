"""Addresses and actions of the ranking of centres: one centre, one year for each state."""

import datetime as dt

from hoctap.assessments.models import Improvement, InspectionMember, Ranking, RankingDecision, RankingEvidence
from hoctap.assessments.ranking import actions
from hoctap.assessments.ranking.pieces import actions as pieces
from hoctap.centres.models import Centre
from tests.assessments import ranking_hands as hands
from tests.assessments.hands import PDF
from tests.centres.hands import centre_at
from tests.examples import Call, Visit, action_example, url_example
from tests.season import SCAN, Season

POINTS = {f"points-TT{place}": "19" for place in (1, 2, 3, 4)} | {
    f"words-TT{place}": "Sổ theo dõi" for place in (1, 2, 3, 4)
}
TEAM = {
    "held_on": "2020-12-20",
    "association": "Lê Thị Đoàn Một, Phó Chủ tịch Hội",
    "education": "Ngô Văn Đoàn Hai, Chuyên viên",
    "grade": "good",
}


def _centre(season: Season) -> Centre:
    hands.authority_at(season.commune)
    return centre_at(season.commune)


def _opened(season: Season, year: int = 2015) -> Ranking:
    return hands.opened(_centre(season), season.by(season.director), year)


def _submitted(season: Season, year: int = 2016) -> Ranking:
    return hands.submitted(_centre(season), season.by(season.director), year)


def _confirmed(season: Season, year: int = 2017) -> Ranking:
    return hands.confirmed(_centre(season), season.by(season.director), season.by(season.chair), year)


def _inspected(season: Season, year: int = 2018) -> Ranking:
    return hands.inspected(
        _centre(season),
        season.by(season.director),
        season.by(season.chair),
        season.by(season.officer),
        year,
    )


def _drafted(season: Season) -> RankingDecision:
    return hands.drafted(
        _centre(season),
        season.by(season.director),
        season.by(season.chair),
        season.by(season.officer),
        2019,
    )


def _decided(season: Season, year: int = 2014) -> Ranking:
    return hands.decided(_centre(season), season.by(season.director), season.by(season.chair), year)


def _member(season: Season) -> InspectionMember:
    return InspectionMember.objects.filter(inspection__ranking=_inspected(season)).order_by("position")[0]


def _piece(season: Season) -> RankingEvidence:
    one = _opened(season)
    found = one.evidence.filter(detached_at=None).first()
    return found or pieces.attach_ranking_evidence(
        one, "TT1", kind="file", text="Sổ theo dõi", content=PDF, by=season.by(season.director)
    )


def _revoked(season: Season) -> Ranking:
    found = Ranking.objects.filter(centre=_centre(season), year=2013, state="revoked").first()
    return found or actions.revoke_ranking(
        _decided(season, 2013),
        number="7/QĐ-UBND",
        revoked_on=dt.date.today(),
        issuer="UBND",
        why="Số liệu sai",
        copy=PDF,
        by=season.by(season.director),
    )


def _improvement(season: Season) -> Improvement:
    one = _submitted(season)
    found = Improvement.objects.filter(ranking=one, done_on=None).first()
    return found or actions.add_improvement(
        one, text="Mua sách", who="Ban giám đốc", due_on=dt.date(2090, 1, 1), by=season.by(season.director)
    )


@url_example("ranking_list")
def _(season: Season) -> Visit:
    _opened(season)
    return Visit(owner=season.director, own_page=True)


@url_example("ranking_new")
def _(season: Season) -> list[Visit]:
    centre = _centre(season)
    edition = hands.province_edition(None)
    typed = {"centre": str(centre.pk), "year": "2012", "edition": str(edition.pk)}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("ranking_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _inspected(season).pk})


@url_example("ranking_score")
def _(season: Season) -> list[Visit]:
    own = {"pk": _opened(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={**POINTS, "remarks": "Còn thiếu sách"}),
    ]


@url_example("ranking_inspect")
def _(season: Season) -> list[Visit]:
    own = {"pk": _confirmed(season, 2020).pk}
    return [
        Visit(owner=season.officer, kwargs=own),
        Visit(owner=season.officer, kwargs=own, post={**POINTS, **TEAM}),
    ]


@url_example("ranking_step")
def _(season: Season) -> list[Visit]:
    own = {"pk": _submitted(season).pk, "do": "reopen"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"why": "Ghi nhầm"}),
    ]


@url_example("ranking_decide")
def _(season: Season) -> list[Visit]:
    one = _inspected(season)
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, post={"ranking": [str(one.pk)]}, own_page=True),
    ]


@url_example("ranking_outside")
def _(season: Season) -> list[Visit]:
    own = {"pk": _confirmed(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"grade": "best", "number": "9/QĐ"}),
    ]


@url_example("ranking_copy")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _decided(season).pk})


REVOKING = {"number": "7/QĐ-UBND", "revoked_on": "2020-01-01", "issuer": "UBND", "why": "Số liệu sai"}


@url_example("ranking_line")
def _(season: Season) -> list[Visit]:
    own = {"pk": _opened(season).pk, "line": "TT1"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"do": "piece", "text": "Sổ đầu bài"}),
    ]


@url_example("inspectionmember_name")
def _(season: Season) -> list[Visit]:
    own = {"pk": _member(season).pk}
    return [
        Visit(owner=season.officer, kwargs=own),
        Visit(owner=season.officer, kwargs=own, post={"person": ""}),
    ]


@action_example("assessments.name_inspection_member")
def _(season: Season) -> Call:
    return Call(_member(season), None, owner=season.officer)


@url_example("ranking_piece")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _piece(season).pk})


@url_example("ranking_revoke")
def _(season: Season) -> list[Visit]:
    own = {"pk": _decided(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=REVOKING),
    ]


@url_example("ranking_revoked_copy")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _revoked(season).pk})


@url_example("improvement_new")
def _(season: Season) -> list[Visit]:
    own = {"pk": _submitted(season).pk}
    typed = {"code": "TT1", "text": "Mua sách", "who": "Ban giám đốc", "due_on": "2090-01-01"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=typed),
    ]


@url_example("improvement_close")
def _(season: Season) -> list[Visit]:
    own = {"pk": _improvement(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(
            owner=season.director,
            kwargs=own,
            post={"done_on": dt.date.today().isoformat(), "result": "Đã mua 40 cuốn"},
        ),
    ]


@url_example("ranking_trend")
def _(season: Season) -> list[Visit]:
    own = {"pk": _centre(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"year": "2020", "text": "Thêm hộ trồng sen"}),
    ]


@action_example("assessments.open_ranking")
def _(season: Season) -> Call:
    edition = hands.province_edition(None)
    return Call(_centre(season), kwargs={"year": 2011, "edition": edition}, owner=season.director)


@action_example("assessments.record_own_points")
def _(season: Season) -> Call:
    return Call(_opened(season), hands.typed([1, 2, 3, 4]), owner=season.director)


@action_example("assessments.submit_ranking")
def _(season: Season) -> Call:
    one = _opened(season, 2021)
    actions.record_own_points(one, hands.typed([1, 2, 3, 4]), by=season.by(season.director))
    return Call(one, owner=season.director)


@action_example("assessments.reopen_ranking")
def _(season: Season) -> Call:
    return Call(_submitted(season), kwargs={"why": "Ghi nhầm"}, owner=season.director)


@action_example("assessments.withdraw_ranking")
def _(season: Season) -> Call:
    return Call(_opened(season), kwargs={"why": "Trùng"}, owner=season.director)


@action_example("assessments.confirm_ranking")
def _(season: Season) -> Call:
    return Call(_submitted(season), owner=season.chair)


@action_example("assessments.return_ranking")
def _(season: Season) -> Call:
    return Call(_submitted(season), kwargs={"why": "Bổ sung"}, owner=season.chair)


@action_example("assessments.make_sheet")
def _(season: Season) -> Call:
    return Call(_submitted(season), owner=season.director)


@action_example("assessments.record_inspection")
def _(season: Season) -> Call:
    return Call(
        _confirmed(season),
        hands.team_on(dt.date(2017, 12, 1)),
        hands.typed([20, 22, 18, 21]),
        kwargs={"grade": "best"},
        owner=season.officer,
    )


@action_example("assessments.make_inspection_minutes")
def _(season: Season) -> Call:
    return Call(_inspected(season), owner=season.officer)


@action_example("assessments.draft_ranking_decision")
def _(season: Season) -> Call:
    return Call([_inspected(season)], owner=season.officer)


@action_example("assessments.ranking_decision_took_effect")
def _(season: Season) -> Call:
    return Call(_drafted(season).paper, owner=None)


@action_example("assessments.record_outside_ranking")
def _(season: Season) -> Call:
    typed = {
        "grade": "best",
        "number": "9/QĐ",
        "decided_on": dt.date.today(),
        "issuer": "Sở",
        "copy": SCAN,
    }
    return Call(_confirmed(season), kwargs=typed, owner=season.director)


@action_example("assessments.revoke_ranking")
def _(season: Season) -> Call:
    typed = {**REVOKING, "revoked_on": dt.date.today(), "copy": SCAN}
    return Call(_decided(season), kwargs=typed, owner=season.director)


@action_example("assessments.attach_ranking_evidence")
def _(season: Season) -> Call:
    return Call(_opened(season), "TT2", kwargs={"kind": "note", "text": "Sổ"}, owner=season.director)


@action_example("assessments.detach_ranking_evidence")
def _(season: Season) -> Call:
    return Call(_piece(season), kwargs={"why": "Nhầm tệp"}, owner=season.director)


@action_example("assessments.add_improvement")
def _(season: Season) -> Call:
    typed = {"text": "Mua sách", "who": "Ban giám đốc", "due_on": dt.date(2090, 1, 1)}
    return Call(_submitted(season), kwargs=typed, owner=season.director)


@action_example("assessments.close_improvement")
def _(season: Season) -> Call:
    typed = {"done_on": dt.date.today(), "result": "Đã mua"}
    return Call(_improvement(season), kwargs=typed, owner=season.director)


@action_example("assessments.note_impact")
def _(season: Season) -> Call:
    return Call(_centre(season), kwargs={"year": 2020, "text": "Thêm hộ"}, owner=season.director)
