"""What of the files waits for somebody, and goes along in a bàn giao: said without the name of who spoke."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.assessments import actions, handing
from hoctap.core.dates import today
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def home(user: User) -> str:
    return shown(sign_in(user).get(reverse("home")))


def test_what_somebody_said_waits_for_whoever_holds_the_file(world: World, client: Client):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    said = actions.take_file_objection(
        one,
        content="Lớp học chỉ có trên giấy",
        from_whom="Mai Văn Ngọ",
        handler="Vũ Thu Hà",
        received_on=dt.date(2025, 2, 25),
        by=bench.by(bench.officer),
    )
    page = home(bench.officer)
    assert "Trả lời phản ánh về hồ sơ, nhận ngày 25/02/2025" in page
    assert "Mai Văn Ngọ" not in page
    for other in (world.lan, world.oanh):
        assert "phản ánh về hồ sơ" not in home(other)
    giver = bench.officer.capacities.get()
    (line,) = handing.unanswered(giver, handing.JUDGE)
    assert line.text.endswith("phản ánh nhận ngày 25/02/2025, chưa trả lời")
    assert "Mai Văn Ngọ" not in line.text
    assert line.place_path == bench.authority.path
    (file,) = handing.being_judged(giver)
    assert "đã tiếp nhận" in file.text
    assert not handing.unanswered(giver, handing.ENTER)
    assert not handing.being_assessed(giver)
    for user in (world.lan, world.oanh):
        assert not handing.unanswered(user.capacities.get(), handing.ENTER)
        assert not handing.being_judged(user.capacities.get())
    actions.answer_file_objection(
        said, answer="Có thật", answered_on=dt.date(2025, 3, 1), by=bench.by(bench.officer)
    )
    assert "phản ánh về hồ sơ" not in home(bench.officer)
    assert not handing.unanswered(giver, handing.JUDGE)


def test_what_lies_in_the_commune_goes_over_once(world: World):
    """Its officer may enter and judge there: each line stands under one of the two."""
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    actions.take_file_objection(
        one, content="Sai", handler="Lan", received_on=dt.date(2025, 1, 5), by=bench.lan
    )
    giver = world.lan.capacities.get()
    assert len(handing.unanswered(giver, handing.ENTER)) == 1
    assert not handing.unanswered(giver, handing.JUDGE)
    (file,) = handing.being_assessed(giver)
    assert "đang tự đánh giá" in file.text
    assert "Trả lời phản ánh về hồ sơ" in home(world.lan)
    page = shown(sign_in(world.admin).get(reverse("handover_new", args=[giver.pk])))
    assert "Phản ánh về hồ sơ đánh giá, chưa trả lời: 1" in page
    assert "Hồ sơ đánh giá đang làm: 1" in page


def test_a_complaint_waits_with_its_last_day_until_it_is_settled(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    complaint = actions.receive_file_complaint(
        one,
        complainant="Bà Khiếu",
        received_on=dt.date(2025, 4, 1),
        content="Không đúng",
        authority="Trưởng phòng",
        due_on=today() + dt.timedelta(days=5),
        by=bench.by(bench.officer),
    )
    page = home(bench.officer)
    assert "Thụ lý khiếu nại về hồ sơ, nhận ngày 01/04/2025" in page
    assert "Bà Khiếu" not in page
    assert "khiếu nại về hồ sơ" not in home(world.lan)
    giver = bench.officer.capacities.get()
    (line,) = handing.complained_about(giver, handing.JUDGE)
    assert "đã nhận, chưa thụ lý, hạn" in line.text
    assert "Bà Khiếu" not in line.text
    actions.take_up_file_complaint(complaint, taken_up_on=dt.date(2025, 4, 5), by=bench.by(bench.officer))
    assert "Giải quyết khiếu nại về hồ sơ" in home(bench.officer)
    actions.close_file_complaint(
        complaint, state="withdrawn", why="rút đơn", ended_on=today(), by=bench.by(bench.officer)
    )
    assert "khiếu nại về hồ sơ" not in home(bench.officer)
    assert not handing.complained_about(giver, handing.JUDGE)


def test_a_decision_waits_for_whoever_signs_it(world: World):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    made = actions.draft_decision([one], "recognise", by=bench.by(bench.officer))
    assert "Quyết định công nhận cho 1 hồ sơ chờ ký" in home(bench.head)
    assert "chờ ký" not in home(bench.officer)
    hands.signed(made.paper, number=77, on=dt.date(2025, 3, 20), by=bench.by(bench.head), copy=hands.PDF)
    assert "chờ ký" not in home(bench.head)
