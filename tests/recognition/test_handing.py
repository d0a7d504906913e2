"""What of niêm yết, phản ánh and khiếu nại goes along in a bàn giao: said without a citizen's name."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.recognition import handing
from hoctap.recognition.complaints import actions as complaints
from hoctap.recognition.posting import actions as posting
from tests.recognition.hands import names
from tests.recognition.posted import answer, complain, hang, object_to, walk_with_posting
from tests.season import Season
from tests.world import World


def test_a_list_that_hangs_and_a_question_without_an_answer_go_along(world: World, client: Client):
    season = walk_with_posting(world)
    hung = hang(season)
    objection = object_to(season, season.dossiers[0])
    giver = season.officer.capacities.get()
    (line,) = handing.hanging(giver)
    assert "danh sách niêm yết Ấp 1, từ 10/10/2024 đến hết 14/10/2024, chờ gỡ" in line.text
    (said,) = handing.unanswered(giver)
    assert f"phản ánh nhận ngày {today():%d/%m/%Y}, chưa trả lời" in said.text
    for word in ("Ông Tố Giác", *names(season.dossiers)):
        assert word not in said.text
    client.force_login(season.admin)
    body = client.get(reverse("handover_new", args=[giver.pk])).content.decode()
    assert "Danh sách đang niêm yết: 1" in body
    assert "Phản ánh chưa trả lời: 1" in body
    for other in (season.head, season.chair, world.oanh):
        assert not handing.hanging(other.capacities.get())
        assert not handing.unanswered(other.capacities.get())
    answer(season, objection)
    posting.end_posting(hung, ended_on=hung.last_day, by=season.by(season.officer))
    assert not handing.hanging(giver)
    assert not handing.unanswered(giver)


def test_a_complaint_goes_along_until_it_is_settled(decided: Season):
    complaint = complain(decided, due_on=today() + dt.timedelta(days=5))
    giver = decided.officer.capacities.get()
    (line,) = handing.complained_about(giver)
    assert "đã nhận, chưa thụ lý, hạn" in line.text
    assert "Bà Khiếu" not in line.text
    assert not handing.complained_about(decided.head.capacities.get())
    by = decided.by(decided.officer)
    complaints.close_complaint(complaint, state="withdrawn", why="rút đơn", ended_on=today(), by=by)
    assert not handing.complained_about(giver)
