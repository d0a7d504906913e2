"""A closed round is opened again, while nothing above was told that it is over."""

import pytest
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.models import RoundState
from tests.recognition.hands import refused, shown, sign, sign_in
from tests.season import Season, walk
from tests.world import World


@pytest.fixture
def closed(opened: Season) -> Season:
    actions.close_round(opened.round, by=opened.by(opened.officer))
    return opened


def address(season: Season) -> str:
    return reverse("round_reopen", args=[season.round.pk])


def test_the_officer_opens_it_again_with_a_reason(closed: Season):
    lan = sign_in(closed.officer)
    assert address(closed) in shown(lan.get(reverse("round_detail", args=[closed.round.pk])))
    assert "đã mở lại" in shown(lan.post(address(closed), {"why": "Còn sót Tổ 3"}, follow=True))
    closed.round.refresh_from_db()
    assert closed.round.state == RoundState.OPEN
    assert "Còn sót Tổ 3" in closed.round.road["why"][-1]["why"]
    assert Event.objects.filter(what="recognition.round.reopened").count() == 1


def test_without_a_reason_or_when_open_it_is_refused(closed: Season):
    refused(sign_in(closed.officer).post(address(closed), {"why": " "}), "ghi lý do")
    actions.reopen_round(closed.round, why="Sót", by=closed.by(closed.officer))
    refused(sign_in(closed.officer).post(address(closed), {"why": "Sót"}), "đang mở")


def test_after_a_signed_report_it_stays_closed(world: World):
    reported = walk(world)
    actions.close_round(reported.round, by=reported.by(reported.officer))
    actions.reopen_round(reported.round, why="Báo cáo chưa ký", by=reported.by(reported.officer))
    actions.close_round(reported.round, by=reported.by(reported.officer))
    sign(reported, reported.report.paper, 9, today())
    with pytest.raises(Refused, match="đã ký và gửi"):
        actions.reopen_round(reported.round, why="Sót", by=reported.by(reported.officer))


def test_nobody_else_opens_it(closed: Season):
    for user, status in ((closed.head, 403), (closed.chair, 403), (closed.world.oanh, 404)):
        assert sign_in(user).post(address(closed), {"why": "x"}).status_code == status
    closed.round.refresh_from_db()
    assert closed.round.state == RoundState.CLOSED
