import datetime as dt
import io
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hoctap.core.refusals import Refused
from hoctap.intake import actions, tasks, working
from hoctap.intake.measuring import known_at
from hoctap.intake.models import ProposalGroup, ProposalState, Reading, ReadingState
from hoctap.people.reading import legacy
from hoctap.places.models import OrganisationKind
from hoctap.plans.models import Plan
from tests.intake import documents
from tests.intake.hands import actor_of, first, handed_in, settle, waiting
from tests.world import World, make_organisation

PAGE = "reading_detail"


def test_while_it_is_read_the_page_tells_how_far_it_is_and_can_be_stopped(world: World, client: Client):
    reading = handed_in(world.commune, world.lan)
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert "Đang chờ đến lượt" in page
    assert "Dừng" in page
    client.post(reverse("reading_stop", args=[reading.pk]))
    reading.refresh_from_db()
    assert reading.state == ReadingState.STOPPED
    working.read_document(reading.pk)  # the job comes too late
    reading.refresh_from_db()
    assert reading.state == ReadingState.STOPPED
    assert "Đọc tiếp" in client.get(reverse(PAGE, args=[reading.pk])).text
    client.post(reverse("reading_resume", args=[reading.pk]))
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert reading.state == ReadingState.WAITING


def test_a_job_that_is_asked_to_stop_keeps_what_it_read_and_goes_on_from_there(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    reading = handed_in(world.commune, world.lan, documents.plan_pdf(pages=3), "ke-hoach.pdf")
    by = actor_of(world.lan)
    told = working._tell

    def stop_after_one(row: Reading, done: int, total: int) -> None:
        told(row, done, total)
        if done == 1:
            actions.stop_reading(row, by=by)

    monkeypatch.setattr(working, "_tell", stop_after_one)
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.pages_total) == (ReadingState.STOPPED, 3)
    before = list(reading.pages.values_list("pk", flat=True))
    assert 1 <= len(before) < 3
    monkeypatch.undo()
    actions.resume_reading(reading, by=by)
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert reading.state == ReadingState.WAITING
    assert set(before) <= set(reading.pages.values_list("pk", flat=True))
    assert reading.pages.count() == 3


def test_what_was_read_stands_beside_the_document_and_leads_to_its_line(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    assert reading.state == ReadingState.WAITING
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert "Chưa vào kế hoạch" in page
    target = first(reading, ProposalGroup.TARGET)
    assert f'href="#line-{target.first_line}"' in page
    assert f'id="line-{target.first_line}"' in page
    assert "Khảo sát nhu cầu học nghề của từng hộ" in page
    assert "Nhận tất cả còn lại" in page
    assert not Plan.objects.exists()


@pytest.mark.requirement("S1-01")
def test_what_was_read_badly_is_marked_in_place_and_beside_its_proposal(world: World, client: Client):
    reading = waiting(world.commune, world.lan, documents.plan_pdf(), "ke-hoach.pdf")
    one = reading.proposals.get(key="number")
    page = reading.pages.get()
    page.lines = [[*line[:2], 0.4, *line[3:]] if line[0].startswith("Số:") else line for line in page.lines]
    page.save()
    reading.proposals.filter(pk=one.pk).update(confidence=0.4)
    client.force_login(world.lan)
    shown = client.get(reverse(PAGE, args=[reading.pk])).text
    assert f'id="line-{one.first_line}" class="reading-line is-doubted"' in shown
    assert "1 dòng đọc chưa chắc" in shown
    assert "<mark>27</mark>" in shown


def test_a_pdf_shows_the_picture_of_its_page_with_its_lines_over_it(world: World, client: Client):
    reading = waiting(world.commune, world.lan, documents.plan_pdf(), "ke-hoach.pdf")
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert reverse("reading_page", args=[reading.pk, 1]) in page
    assert re.search(r'<rect id="line-\d+"', page)


def test_who_may_not_type_in_plans_there_sees_nothing(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.oanh)
    assert client.get(reverse(PAGE, args=[reading.pk])).status_code == 404
    client.force_login(world.hung)
    assert client.get(reverse(PAGE, args=[reading.pk])).status_code == 403


def test_the_page_takes_as_many_queries_for_a_long_document_as_for_a_short_one(world: World, client: Client):
    client.force_login(world.lan)
    counts = []
    for pages in (1, 4):
        reading = waiting(world.commune, world.lan, documents.plan_pdf(pages=pages), "ke-hoach.pdf")
        client.get(reverse(PAGE, args=[reading.pk]))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(PAGE, args=[reading.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


# ---------------------------------------------------------------- what is no plan


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("HÓA ĐƠN GIÁ TRỊ GIA TĂNG\nMã số thuế: 0100000000\nNgười mua hàng: Cửa hàng Mẫu\n"
         "Đơn giá, số lượng, thành tiền, thuế suất thuế GTGT 8%\nTổng cộng tiền thanh toán bằng chữ và số đã ghi ở trên đây", "hóa đơn"),
        ("Chiều xuống chậm trên dòng sông. Bà Tư ngồi bên hiên nhà nhìn đàn vịt lội ngược con nước. " * 20, "truyện dài"),
        ("The quick brown fox jumps over the lazy dog near the river bank every single morning. " * 10, "không phải tiếng Việt"),
        ("Tờ giấy nháp.", "vài chữ"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_told_by_what_it_looks_like(world: World, text: str, says: str):
    reading = waiting(world.commune, world.lan, text.encode(), "tep.txt")
    assert reading.state == ReadingState.UNREADABLE
    assert says in reading.reason
    assert not reading.proposals.exists()


def test_a_person_may_insist_that_it_is_a_plan(world: World, client: Client):
    text = "Chiều xuống chậm trên dòng sông. Bà Tư ngồi bên hiên nhà nhìn đàn vịt lội ngược con nước. " * 20
    reading = waiting(world.commune, world.lan, text.encode(), "tep.txt")
    client.force_login(world.lan)
    assert "Vẫn đọc" in client.get(reverse(PAGE, args=[reading.pk])).text
    client.post(reverse("reading_resume", args=[reading.pk]), {"insist": "1"})
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert reading.state == ReadingState.WAITING


def test_nobody_insists_on_a_file_that_cannot_be_read(world: World):
    reading = waiting(world.commune, world.lan, b"\x00\x01\x02" * 50, "tep.txt")
    assert "không phải văn bản chữ" in reading.reason
    with pytest.raises(Refused, match="không đọc được"):
        actions.resume_reading(reading, insist=True, by=actor_of(world.lan))


def test_three_hundred_pages_are_too_many(world: World):
    reading = waiting(world.commune, world.lan, documents.plan_pdf(pages=300), "day.pdf")
    assert reading.state == ReadingState.UNREADABLE
    assert "300 trang" in reading.reason
    assert "tách" in reading.reason


# ---------------------------------------------------------------- old fonts


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_text_in_an_old_font_is_read_and_confirmed_by_a_person(world: World, client: Client, encoding: str):
    content = legacy.encode(documents.plan_text(), encoding).encode("cp1252", "replace")
    reading = waiting(world.commune, world.lan, content, "cu.txt")
    assert (reading.state, reading.encoding, reading.encoding_confirmed) == ("waiting", encoding, False)
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert f"phông {encoding}" in page
    assert "Khảo sát nhu cầu học nghề" in page
    settle(reading, world.lan)
    refused = client.post(reverse("reading_confirm", args=[reading.pk]))
    assert refused.status_code == 422
    assert "Chưa xác nhận phông chữ" in refused.text
    client.post(reverse("reading_encoding", args=[reading.pk]), {"encoding": encoding})
    reading.refresh_from_db()
    assert reading.encoding_confirmed


def test_another_font_is_refused_once_something_was_decided(world: World):
    content = legacy.encode(documents.plan_text(), "TCVN3").encode("cp1252", "replace")
    reading = waiting(world.commune, world.lan, content, "cu.txt")
    by = actor_of(world.lan)
    actions.confirm_encoding(reading, "VNI", by=by)
    actions.confirm_encoding(reading, "TCVN3", by=by)
    actions.accept_rest(reading, by=by)
    with pytest.raises(Refused, match="không đổi phông chữ"):
        actions.confirm_encoding(reading, "VNI", by=by)
    with pytest.raises(Refused, match="Chọn một trong các phông"):
        actions.confirm_encoding(reading, "KOI8", by=by)


# ---------------------------------------------------------------- the end of it


def test_a_dropped_document_takes_its_files_with_it(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    answer = client.post(reverse("reading_drop", args=[reading.pk]))
    assert answer.headers["Location"] == reverse("reading_list")
    reading.refresh_from_db()
    assert reading.state == ReadingState.DROPPED
    assert not reading.files.exists()
    assert not reading.pages.exists()
    again = client.post(reverse("reading_drop", args=[reading.pk]))
    assert again.status_code == 422


@pytest.mark.requirement("S0-01", "S0-02", "S0-51", "S0-52", "S0-53")
def test_everything_taken_becomes_a_plan_that_points_back_to_its_lines(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    settle(reading, world.lan)
    client.force_login(world.lan)
    answer = client.post(reverse("reading_confirm", args=[reading.pk]))
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("plan_detail", args=[plan.pk])
    assert plan.number == "27/KH-UBND"
    target = plan.targets.order_by("position").first()
    assert target is not None
    assert (target.value, target.year) == (80, 2024)
    assert target.source_from == first(reading, ProposalGroup.TARGET).first_line
    task = plan.tasks.get(text__icontains="Khảo sát nhu cầu")
    assert [one.name for one in task.bodies.filter(part="lead")] == ["Hội Khuyến học xã"]
    assert task.bodies.get(part="lead").body == world.association
    assert str(task.before_on) == "2024-04-01"
    assert {"UBND huyện", "Hội Khuyến học xã"} <= {one.text for one in plan.recipients.all()}
    assert [one.number for one in plan.bases.filter(role="basis")] == ["09/KH-UBND"]
    assert (plan.focal_name, plan.focal_body) == ("Hội Khuyến học xã", world.association)
    assert (plan.signer_name, plan.signer_title, plan.signed_for) == (
        "Phan Thị Mẫu",
        "Chủ tịch",
        "TM. Ủy ban nhân dân",
    )
    reading.refresh_from_db()
    assert (reading.state, reading.plan, reading.confirmed_by) == ("confirmed", plan, world.lan)
    assert "Văn bản đã vào kế hoạch" in client.get(reverse(PAGE, args=[reading.pk])).text
    shown = client.get(reverse("plan_detail", args=[plan.pk])).text
    assert "Văn bản gốc" in shown
    assert f"{reverse(PAGE, args=[reading.pk])}#line-{target.source_from}" in shown
    client.force_login(world.hung)
    assert "Văn bản gốc" not in client.get(reverse("plan_detail", args=[plan.pk])).text


def test_nothing_enters_the_plan_while_something_is_undecided(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    answer = client.post(reverse("reading_confirm", args=[reading.pk]))
    assert answer.status_code == 422
    assert "đề xuất chưa ai xem" in answer.text
    assert not Plan.objects.exists()


@pytest.mark.requirement("S4-01")
def test_what_the_document_does_not_say_is_asked_for_and_not_invented(world: World):
    reading = waiting(world.commune, world.lan)
    by = actor_of(world.lan)
    actions.accept_rest(reading, by=by)
    for key in ("year_from", "year_to"):
        for one in reading.proposals.filter(key=key):
            actions.drop_proposal(one, version=one.version, by=by)
    with pytest.raises(Refused, match="Chưa có năm bắt đầu"):
        actions.confirm_reading(reading, by=by)


def test_a_dropped_proposal_and_a_past_figure_do_not_enter_the_plan(world: World):
    reading = waiting(world.commune, world.lan)
    by = actor_of(world.lan)
    dropped = first(reading, ProposalGroup.TARGET)
    actions.drop_proposal(dropped, version=0, by=by)
    actions.add_proposal(
        reading, ProposalGroup.BASELINE, {"text": "Năm 2023 đã mở 5 lớp", "value": "5"}, by=by
    )
    settle(reading, world.lan)
    plan = actions.confirm_reading(reading, by=by)
    assert plan.targets.count() == reading.proposals.filter(group=ProposalGroup.TARGET).count() - 1
    assert not plan.targets.filter(wording__contains="2023").exists()


def test_a_document_fills_a_plan_that_is_there_and_adds_nothing_twice(world: World):
    by = actor_of(world.lan)
    one = waiting(world.commune, world.lan)
    settle(one, world.lan)
    plan = actions.confirm_reading(one, by=by)
    counts = (plan.targets.count(), plan.tasks.count(), plan.recipients.count())
    again = waiting(world.commune, world.lan, documents.plan_pdf(), "ban-pdf.pdf")
    settle(again, world.lan)
    assert actions.confirm_reading(again, plan=plan, by=by) == plan
    assert (plan.targets.count(), plan.tasks.count(), plan.recipients.count()) == counts
    assert Plan.objects.count() == 1


def test_a_confirmed_document_is_closed(world: World):
    reading = waiting(world.commune, world.lan)
    settle(reading, world.lan)
    by = actor_of(world.lan)
    actions.confirm_reading(reading, by=by)
    one = first(reading, ProposalGroup.TARGET)
    with pytest.raises(Refused, match="Đã xác nhận"):
        actions.drop_proposal(one, version=one.version, by=by)
    with pytest.raises(Refused, match="Đã xác nhận"):
        actions.confirm_reading(reading, by=by)
    with pytest.raises(Refused, match="không còn đang đọc"):
        actions.stop_reading(reading, by=by)


def test_two_officers_at_once_lose_nothing(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TARGET)
    actions.correct_proposal(one, one.value | {"value": "85"}, version=0, by=actor_of(world.lan))
    client.force_login(world.admin)
    answer = client.post(reverse("proposal_decide", args=[one.pk]), {"verdict": "drop", "version": "0"})
    assert answer.status_code == 422
    assert "Nguyễn Thị Lan vừa ghi mục này" in answer.text
    one.refresh_from_db()
    assert (one.state, one.get("value")) == (ProposalState.CORRECTED, "85")


def test_a_page_that_kills_its_job_is_not_tried_for_ever(world: World):
    reading = handed_in(world.commune, world.lan)
    Reading.objects.filter(pk=reading.pk).update(attempts=working.MOST_ATTEMPTS, state=ReadingState.READING)
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert reading.state == ReadingState.UNREADABLE
    assert "bị ngắt nhiều lần" in reading.reason
    actions.resume_reading(reading, by=actor_of(world.lan))
    working.read_document(reading.pk)
    reading.refresh_from_db()
    assert reading.state == ReadingState.WAITING


def test_what_lost_its_job_has_one_again(world: World):
    reading = handed_in(world.commune, world.lan)
    ProcrastinateJob = apps.get_model("procrastinate", "ProcrastinateJob")
    jobs = ProcrastinateJob.objects.filter(task_name="intake.read_document")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'intake.read_document'")
    tasks.wake_readings(0)
    assert not jobs.exists()  # it may still be at work
    Reading.objects.filter(pk=reading.pk).update(seen_at=timezone.now() - dt.timedelta(minutes=10))
    tasks.wake_readings(0)
    assert jobs.count() == 1


def test_a_document_of_another_place_is_pointed_out(world: World, client: Client):
    make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân huyện Tháp Mười", "UBND", world.district
    )
    text = documents.plan_text().replace("XÃ TÂN KIỀU", "HUYỆN THÁP MƯỜI", 1)
    reading = waiting(world.commune, world.lan, text.encode(), "huyen.txt")
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert "Văn bản do Ủy ban nhân dân huyện Tháp Mười" in page
    own = waiting(world.commune, world.lan)
    assert "Văn bản do Ủy ban nhân dân" not in client.get(reverse(PAGE, args=[own.pk])).text


def test_the_measure_that_a_target_means_is_guessed_and_shown_as_a_guess(world: World, client: Client):
    text = documents.plan_text().replace(
        "- Có 95% thành viên tổ dạy nghề được tập huấn trong năm 2024.",
        "- 85% gia đình được công nhận Gia đình học tập trong năm 2024.",
    )
    reading = waiting(world.commune, world.lan, text.encode(), "ke-hoach.txt")
    one = next(
        one for one in reading.proposals.filter(group="target") if "Gia đình học tập" in one.get("text")
    )
    known = {known.code: known for known in known_at(world.commune)}
    assert "ia đình học tập" in known[one.get("measure")].label
    client.force_login(world.lan)
    assert known[one.get("measure")].label in client.get(reverse(PAGE, args=[reading.pk])).text
    form = client.get(reverse("proposal_edit", args=[one.pk])).text
    assert "Phần mềm đoán theo chữ" in form
    settle(reading, world.lan)
    plan = actions.confirm_reading(reading, by=actor_of(world.lan))
    assert plan.targets.get(wording__contains="Gia đình học tập").measure == one.get("measure")


def test_an_empty_scan_says_that_there_is_nothing_on_it(world: World):
    from PIL import Image

    blank = io.BytesIO()
    Image.new("L", (1200, 1700), 252).save(blank, "PDF", resolution=144)
    reading = waiting(world.commune, world.lan, blank.getvalue(), "trang.pdf")
    assert reading.state == ReadingState.UNREADABLE
    assert "Không thấy chữ nào" in reading.reason
    assert not reading.can_insist
