"""Addresses and actions of assessments, for the walks over all of them: a unit that the commune itself judges, one file a year and state."""

import datetime as dt
from decimal import Decimal

from hoctap.assessments import actions, rules
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.actions.authorities import AuthorityTyped
from hoctap.assessments.models import (
    Assessment,
    AssessmentDecision,
    AssessmentEvidence,
    Authority,
    Council,
    CouncilMember,
    FileCertificate,
    FileComplaint,
    FileObjection,
    Opinion,
)
from hoctap.criteria.models import CriteriaEdition, Criterion
from tests.assessments.hands import MEMBERS, PDF, signed
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season

UNIT = "learning_unit"
SOURCE = "Sổ theo dõi của đơn vị"


def edition() -> CriteriaEdition:
    """Of the tests: two lines of fifty points."""
    found = CriteriaEdition.objects.filter(code="don-vi-thu").first()
    if found is None:
        found = CriteriaEdition.objects.create(
            code="don-vi-thu",
            title=UNIT,
            name="Đơn vị học tập – bộ thử",
            instrument="Bộ tiêu chí dùng trong kiểm thử",
            verification="sample",
            valid_from=dt.date(2010, 1, 1),
            threshold=50,
        )
        for position, code in enumerate(("Đ1", "Đ2")):
            Criterion.objects.create(
                edition=found,
                position=position,
                code=code,
                group="Nhóm",
                label=f"Tiêu chí {code}",
                clause=f"Mục {code}",
                max_points=50,
                needs_evidence=True,
                verification="sample",
            )
        found.published_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        found.save()
    return found


def _open(season: Season, year: int) -> Assessment:
    found = Assessment.objects.filter(unit=season.unit, year=year).with_all().first()
    return found or actions.open_assessment(
        UNIT,
        season.commune,
        year=year,
        edition=edition(),
        unit=season.unit,
        road_reason="Đơn vị thuộc xã",
        by=season.by(season.officer),
    )


def draft(season: Season) -> Assessment:
    return _open(season, 2021)


def assessed(season: Season, year: int = 2020) -> Assessment:
    one = _open(season, year)
    if one.state != "draft":
        return one
    by = season.by(season.officer)
    for code in ("Đ1", "Đ2"):
        actions.record_figure(one, code, FigureTyped(value=Decimal(40), source=SOURCE), by=by)
        actions.attach_evidence(one, code, kind="note", text=f"Minh chứng {code}", by=by)
    return actions.close_self_assessment(one, by=by)


def sent(season: Season, year: int = 2019) -> Assessment:
    one = assessed(season, year)
    if one.state != "assessed":
        return one
    return actions.send_file(one, sent_on=dt.date(year, 11, 1), way="direct", by=season.by(season.officer))


def received(season: Season, year: int = 2018) -> Assessment:
    one = sent(season, year)
    if one.state != "sent":
        return one
    return actions.receive_file(one, received_on=dt.date(year, 11, 2), by=season.by(season.officer))


def concluded(season: Season, year: int = 2017) -> Assessment:
    one = received(season, year)
    if one.state != "received":
        return one
    return actions.conclude_file(one, agrees=True, by=season.by(season.officer))


def decided(season: Season) -> AssessmentDecision:
    one = concluded(season, 2016)
    found = AssessmentDecision.objects.filter(lines__assessment=one).select_related("paper", "place").first()
    return found or actions.draft_decision([one], "recognise", by=season.by(season.officer))


def outside(season: Season) -> Assessment:
    one = sent(season, 2022)
    if one.state == "sent":
        one = actions.record_outside_decision(
            one,
            agrees=True,
            number="12/QĐ-UBND",
            decided_on=dt.date(2022, 11, 14),
            copy=PDF,
            by=season.by(season.officer),
        )
    return one


def council(season: Season, year: int = 2018) -> Council:
    found = Council.objects.filter(place=season.commune, year=year).select_related("place").first()
    return found or actions.set_up_council(
        season.commune,
        title=UNIT,
        year=year,
        members=MEMBERS,
        paper_number="3/QĐ-UBND",
        paper_date=dt.date(year, 11, 3),
        by=season.by(season.officer),
    )


def member(season: Season) -> CouncilMember:
    return council(season).members.all()[0]


def piece(season: Season) -> AssessmentEvidence:
    one = draft(season)
    found = one.evidence.filter(evidence__kind="file").first()
    if found is None:
        found = actions.attach_evidence(
            one, "Đ1", kind="file", text="Kế hoạch học tập", content=PDF, by=season.by(season.officer)
        )
    return found


def authority(season: Season) -> Authority:
    return Authority.objects.get_or_create(
        title=UNIT,
        place=season.commune,
        defaults={
            "level": "commune",
            "receives": "Hội Khuyến học xã",
            "decides": "Chủ tịch Ủy ban nhân dân xã",
            "paper_number": "1/QĐ",
            "paper_date": dt.date(2014, 1, 1),
            "paper_issuer": "Ủy ban nhân dân tỉnh",
            "valid_from": dt.date(2050, 1, 1),
            "made_by": "kiểm thử",
        },
    )[0]


def recognised(season: Season) -> Assessment:
    one = concluded(season, 2024)
    if one.state == "concluded":
        made = actions.draft_decision([one], "recognise", by=season.by(season.officer))
        signed(made.paper, number=7, on=dt.date(2024, 11, 14), by=season.by(season.chair), copy=PDF)
        one.refresh_from_db()
    return one


def opinion(season: Season) -> Opinion:
    one, who = received(season), member(season)
    found = Opinion.objects.filter(assessment=one, member=who).first()
    return found or actions.record_opinion(one, who, agrees=True, by=season.by(season.officer))


def certificate(season: Season) -> FileCertificate:
    one = recognised(season)
    return one.certificates.first() or actions.give_certificate(
        one,
        dated_on=dt.date(2024, 11, 15),
        signer_title="CHỦ TỊCH",
        signer_name="Lê Quang Minh",
        by=season.by(season.officer),
    )


def objection(season: Season) -> FileObjection:
    one = draft(season)
    return one.objections.first() or actions.take_file_objection(
        one,
        content="Minh chứng chưa đúng",
        handler="Cán bộ Hội",
        received_on=dt.date(2022, 1, 5),
        by=season.by(season.officer),
    )


def complaint(season: Season) -> FileComplaint:
    one = recognised(season)
    return one.complaints.first() or actions.receive_file_complaint(
        one,
        complainant="Người khiếu nại thử",
        received_on=dt.date(2024, 11, 20),
        content="Không đồng ý với quyết định",
        authority="Chủ tịch Ủy ban nhân dân xã",
        by=season.by(season.officer),
    )


# ---------------------------------------------------------------- addresses


@url_example("opinion_paper")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": opinion(season).pk}, post={})


@url_example("opinion_blank")
def _(season: Season) -> Visit:
    member(season)
    return Visit(owner=season.officer, kwargs={"pk": received(season).pk})


@url_example("filecertificate_list")
def _(season: Season) -> Visit:
    certificate(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("filecertificate_book")
def _(season: Season) -> Visit:
    one = certificate(season)
    return Visit(owner=season.officer, query={"issuer": one.issuer_id, "year": one.year})


@url_example("filecertificate_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": recognised(season).pk})


@url_example("filecertificate_pdf")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": certificate(season).pk})


@url_example("filecertificate_handed")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": certificate(season).pk})


@url_example("fileobjection_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": draft(season).pk})


@url_example("fileobjection_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": objection(season).pk})


@url_example("filecomplaint_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": recognised(season).pk})


@url_example("filecomplaint_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": complaint(season).pk})


@url_example("assessment_report")
def _(season: Season) -> Visit:
    recognised(season)
    return Visit(owner=season.officer, query={"year": 2024}, own_page=True)


@url_example("assessment_case")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": assessed(season).pk})


@url_example("assessment_list")
def _(season: Season) -> Visit:
    draft(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("assessment_new")
def _(season: Season) -> Visit:
    edition()
    return Visit(owner=season.officer, query={"title": UNIT, "year": 2023}, own_page=True)


@url_example("assessment_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": draft(season).pk})


@url_example("assessment_line")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": draft(season).pk, "line": "Đ1"})


@url_example("assessment_meeting")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": draft(season).pk})


@url_example("assessment_step")
def _(season: Season) -> list[Visit]:
    steps = {
        "refresh": draft(season),
        "close": draft(season),
        "withdraw": draft(season),
        "reopen": assessed(season),
        "papers": assessed(season),
        "send": assessed(season),
        "receive": sent(season),
        "return": received(season),
        "conclude": received(season),
        "take_back": concluded(season),
    }
    return [Visit(owner=season.officer, kwargs={"pk": one.pk, "do": do}) for do, one in steps.items()]


@url_example("assessment_outside")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": sent(season).pk})


@url_example("assessment_piece")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": piece(season).pk})


@url_example("assessment_copy")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": outside(season).pk})


@url_example("opinion_new")
def _(season: Season) -> Visit:
    council(season)
    return Visit(owner=season.officer, kwargs={"pk": received(season).pk})


@url_example("council_list")
def _(season: Season) -> Visit:
    council(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("council_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("council_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": council(season).pk})


@url_example("assessment_decide")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"file": concluded(season).pk}, own_page=True)


@url_example("authority_list")
def _(season: Season) -> Visit:
    authority(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("authority_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("authority_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": authority(season).pk})


# ---------------------------------------------------------------- actions


@action_example("assessments.make_year_report")
def _(season: Season) -> Call:
    return Call(season.commune, 2024, owner=season.officer)


@action_example("assessments.make_opinion_paper")
def _(season: Season) -> Call:
    return Call(opinion(season), owner=season.officer)


@action_example("assessments.give_certificate")
def _(season: Season) -> Call:
    typed = {"dated_on": dt.date(2024, 11, 15), "signer_title": "CHỦ TỊCH", "signer_name": "Lê Quang Minh"}
    return Call(recognised(season), kwargs=typed, owner=season.officer)


@action_example("assessments.hand_over_certificate")
def _(season: Season) -> Call:
    typed = {"received_by": "Thủ trưởng đơn vị", "received_on": dt.date(2024, 11, 20)}
    return Call(certificate(season), kwargs=typed, owner=season.officer)


@action_example("assessments.take_file_objection")
def _(season: Season) -> Call:
    typed = {"content": "Chưa đúng", "handler": "Cán bộ Hội", "received_on": dt.date(2022, 1, 5)}
    return Call(draft(season), kwargs=typed, owner=season.officer)


@action_example("assessments.answer_file_objection")
def _(season: Season) -> Call:
    typed = {"answer": "Đã xem", "answered_on": dt.date(2022, 1, 6)}
    return Call(objection(season), kwargs=typed, owner=season.officer)


@action_example("assessments.make_answer_paper")
def _(season: Season) -> Call:
    return Call(objection(season), owner=season.officer)


@action_example("assessments.receive_file_complaint")
def _(season: Season) -> Call:
    typed = {
        "complainant": "Người khác",
        "received_on": dt.date(2024, 11, 21),
        "content": "Không đồng ý",
        "authority": "Chủ tịch",
    }
    return Call(recognised(season), kwargs=typed, owner=season.officer)


@action_example("assessments.take_up_file_complaint")
def _(season: Season) -> Call:
    return Call(complaint(season), kwargs={"taken_up_on": dt.date(2024, 11, 22)}, owner=season.officer)


@action_example("assessments.settle_file_complaint")
def _(season: Season) -> Call:
    typed = {"settlement": "keep", "paper_number": "3/QĐ-UBND", "ended_on": dt.date(2024, 12, 1)}
    return Call(complaint(season), kwargs=typed, owner=season.officer)


@action_example("assessments.close_file_complaint")
def _(season: Season) -> Call:
    typed = {"state": "withdrawn", "why": "rút đơn", "ended_on": dt.date(2024, 12, 1)}
    return Call(complaint(season), kwargs=typed, owner=season.officer)


@action_example("assessments.make_complaint_receipt")
def _(season: Season) -> Call:
    return Call(complaint(season), owner=season.officer)


@action_example("assessments.open_assessment")
def _(season: Season) -> Call:
    return Call(
        UNIT,
        season.commune,
        kwargs={"year": 2015, "edition": edition(), "unit": season.unit, "road_reason": "Thuộc xã"},
        owner=season.officer,
    )


@action_example("assessments.record_figure")
def _(season: Season) -> Call:
    return Call(draft(season), "Đ1", FigureTyped(value=Decimal(10), source=SOURCE), owner=season.officer)


@action_example("assessments.refresh_figures")
def _(season: Season) -> Call:
    return Call(draft(season), owner=season.officer)


@action_example("assessments.attach_evidence")
def _(season: Season) -> Call:
    return Call(draft(season), "Đ2", kwargs={"kind": "note", "text": "Ghi chú"}, owner=season.officer)


@action_example("assessments.detach_evidence")
def _(season: Season) -> Call:
    return Call(piece(season), kwargs={"why": "nhầm"}, owner=season.officer)


@action_example("assessments.record_self_meeting")
def _(season: Season) -> Call:
    met = rules.MeetingTyped(
        dt.date(2021, 10, 1), "Phòng họp", "Bà A", "Ông B", [("Bà A", "Trường"), ("Ông B", "Trường")], 2
    )
    return Call(draft(season), met, owner=season.officer)


@action_example("assessments.close_self_assessment")
def _(season: Season) -> Call:
    return Call(draft(season), owner=season.officer)


@action_example("assessments.reopen_self_assessment")
def _(season: Season) -> Call:
    return Call(assessed(season), kwargs={"why": "sửa số"}, owner=season.officer)


@action_example("assessments.withdraw_file")
def _(season: Season) -> Call:
    return Call(draft(season), kwargs={"why": "không làm nữa"}, owner=season.officer)


@action_example("assessments.make_papers")
def _(season: Season) -> Call:
    return Call(assessed(season), owner=season.officer)


@action_example("assessments.send_file")
def _(season: Season) -> Call:
    return Call(
        assessed(season), kwargs={"sent_on": dt.date(2020, 11, 1), "way": "direct"}, owner=season.officer
    )


@action_example("assessments.record_outside_decision")
def _(season: Season) -> Call:
    return Call(
        sent(season),
        kwargs={"agrees": True, "number": "1/QĐ", "decided_on": dt.date(2019, 11, 10), "copy": PDF},
        owner=season.officer,
    )


@action_example("assessments.receive_file")
def _(season: Season) -> Call:
    return Call(sent(season), kwargs={"received_on": dt.date(2019, 11, 2)}, owner=season.officer)


@action_example("assessments.return_file")
def _(season: Season) -> Call:
    return Call(received(season), kwargs={"why": "thiếu minh chứng"}, owner=season.officer)


@action_example("assessments.set_up_council")
def _(season: Season) -> Call:
    return Call(
        season.commune,
        kwargs={
            "title": UNIT,
            "year": 2014,
            "members": MEMBERS,
            "paper_number": "2/QĐ-UBND",
            "paper_date": dt.date(2014, 11, 3),
        },
        owner=season.officer,
    )


@action_example("assessments.record_opinion")
def _(season: Season) -> Call:
    return Call(received(season), member(season), kwargs={"agrees": True}, owner=season.officer)


@action_example("assessments.conclude_file")
def _(season: Season) -> Call:
    return Call(received(season), kwargs={"agrees": True}, owner=season.officer)


@action_example("assessments.take_back_conclusion")
def _(season: Season) -> Call:
    return Call(concluded(season), kwargs={"why": "xem lại"}, owner=season.officer)


@action_example("assessments.end_council")
def _(season: Season) -> Call:
    return Call(
        council(season), kwargs={"met_on": dt.date(2018, 11, 5), "venue": "Phòng họp"}, owner=season.officer
    )


@action_example("assessments.draft_decision")
def _(season: Season) -> Call:
    return Call([concluded(season)], "recognise", owner=season.officer)


@action_example("assessments.decision_took_effect")
def _(season: Season) -> Call:
    return Call(decided(season).paper, owner=None)


@action_example("assessments.name_authority")
def _(season: Season) -> Call:
    typed = AuthorityTyped(
        "commune", "Hội", "Chủ tịch", False, "1", dt.date(2020, 1, 1), "UBND tỉnh", dt.date(2020, 1, 1)
    )
    return Call(UNIT, season.world.province, typed, owner=None)


@action_example("assessments.end_authority")
def _(season: Season) -> Call:
    return Call(authority(season), kwargs={"on": dt.date(2060, 1, 1)}, owner=season.officer)


@url_example("history_detail")
def _(season: Season) -> list[Visit]:
    kinds = {"unit": season.unit.pk, "place": season.hamlet.pk, "household": season.households[0].pk}
    return [Visit(owner=season.officer, kwargs={"kind": kind, "pk": pk}) for kind, pk in kinds.items()]
