"""The demonstration's round of Công dân học tập: one commune of 2026, part scored here, part from a list of the association's own
software, carried to the decision; one difference is left for a person to choose. The people are those of the demonstration, invented.
"""

import datetime as dt
import io
from collections.abc import Callable

from openpyxl import Workbook

from hoctap.core.actor import Actor
from hoctap.core.text import without_accents
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.papers.models import Paper
from hoctap.places.models import Place
from hoctap.recognition import actions as recognition
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVerdict, TypedVote
from hoctap.recognition.models import DossierState, RecognitionRound
from hoctap.recognition.result_lists import actions as lists

type Sign = Callable[[Paper, dt.date, str], None]

ENTERED, RESULTS = dt.date(2026, 3, 20), dt.date(2026, 10, 20)
MET, SUBMITTED, DECIDED = dt.date(2026, 11, 7), dt.date(2026, 11, 12), dt.date(2026, 11, 16)
HEADERS = ["STT", "Họ và tên", "Năm sinh", "Ấp", "Tổng điểm", "Kết quả", "Ngày xác nhận", "Người xác nhận"]
WHO = "Ban quản trị phần mềm (trình diễn)"


def build(commune: Place, *, sign: Sign, by: Actor) -> RecognitionRound:
    """The first ấp is scored here from paper, the second comes from the list, in the third two sources differ."""
    season = recognition.open_round(
        commune,
        year=2026,
        title=Title.LEARNING_CITIZEN,
        edition=CriteriaEdition.objects.get(title=Title.LEARNING_CITIZEN),
        before_on=dt.date(2026, 12, 15),
        by=by,
    )
    here, there, both = list(commune.children.order_by("sort_key"))[:3]
    _score_here(season, here, by)
    _score_here(season, both, by, most=1)
    _take_list(season, [there, both], by)
    for hamlet in (here, there):
        _meet_and_accept(season, hamlet, sign, by)
    submission = recognition.prepare_submission(season, by=by)
    sign(submission.paper, SUBMITTED, "Chủ tịch Hội Khuyến học xã")
    decision = recognition.prepare_decision(submission, by=by)
    sign(decision.paper, DECIDED, "Chủ tịch")
    return season


def _score_here(season: RecognitionRound, hamlet: Place, by: Actor, *, most: int | None = None) -> None:
    """From signed paper: two of three reach what is asked, and the sheet says that no indicator lies too low."""
    rows = []
    for number, dossier in enumerate(season.dossiers.filter(hamlet=hamlet).order_by("sort_key")[:most]):
        points = str(70 if number % 3 == 2 else 82 + number % 9)
        rows.append(TypedRow(dossier.pk, dossier.version, True, points, points, none_too_low=True))
    recognition.save_list(season, hamlet, rows, on=ENTERED, by=by)


def _take_list(season: RecognitionRound, hamlets: list[Place], by: Actor) -> None:
    """As the association's software would give it: a name without its accents and a total that is none stay for a person."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADERS)
    citizens = season.dossiers.filter(hamlet__in=hamlets).select_related("person", "hamlet")
    for number, dossier in enumerate(citizens.order_by("hamlet__sort_key", "sort_key"), start=1):
        assert dossier.person is not None
        passed = number % 4 != 0
        total: object = (84 + number % 10) if passed else 66
        name = dossier.person.full_name
        if number == 2:
            name = without_accents(name).title()
        elif number == 3:
            total = "chưa chấm"
        page.append(
            [
                number,
                name,
                dossier.person.birth_year,
                dossier.hamlet.name,
                total,
                "Đạt" if passed else "Chưa đạt",
                f"{RESULTS:%d/%m/%Y}",
                WHO,
            ]
        )
    out = io.BytesIO()
    book.save(out)
    found = lists.hand_in_results(season, "ket-qua-cong-dan-hoc-tap.xlsx", out.getvalue(), by=by)
    lists.order_results(found, by=by)


def _meet_and_accept(season: RecognitionRound, hamlet: Place, sign: Sign, by: Actor) -> None:
    present = max(2, season.dossiers.filter(hamlet=hamlet).count() - 3)
    form = MeetingForm(
        held_on=MET,
        venue=f"Nhà văn hóa {hamlet.full_name}",
        chair="Nguyễn Hữu Thắng",
        secretary="Phạm Thị Bích Loan",
        households_present=present,
        votes=[TypedVote(season, votes_for=present)],
    )
    meeting = recognition.record_meeting(hamlet, form, by=by)
    nomination = recognition.nominate(meeting, by=by)
    for paper in (meeting.minutes, nomination.paper):
        assert paper is not None
        sign(paper, MET, "Chủ trì")
    nominated = season.dossiers.filter(hamlet=hamlet, state=DossierState.NOMINATED)
    verdicts = [TypedVerdict(dossier.pk, dossier.version, accept=True) for dossier in nominated]
    recognition.review_hamlet(season, hamlet, verdicts, by=by)
