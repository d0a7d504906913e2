"""A family answers for itself by the QR of its sheet, without an account."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts import lockout
from hoctap.audit.models import Event, Read
from hoctap.core.actor import NOBODY, Actor
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.models import CitizenWay, RecognitionRound
from hoctap.recognition.own_answers.actions import note_own_opening, revoke_own_link, send_own_answers
from hoctap.recognition.own_answers.models import OwnLink
from hoctap.recognition.own_answers.queries import holder_of
from tests.recognition.hands import ALL_POINTS, queries_of, refused, shown, sign_in
from tests.recognition.own import OwnRound, send
from tests.world import World

HERE = "/own/"


@pytest.fixture
def own(world: World) -> OwnRound:
    return OwnRound(world)


@pytest.mark.requirement("S3-25")
def test_a_family_reads_its_code_looks_over_its_answers_and_sends_them(own: OwnRound):
    phone = own.opened()
    body = shown(phone.get(HERE))
    assert "Lê Văn An" in body
    assert "Câu 1 / 4" in body.replace("</span>", "")
    check = shown(send(phone, "check"))
    assert "Xem lại trước khi gửi" in check
    assert "30 / 30" in check
    assert own.first.self_total is None  # looking over saves nothing
    answer = shown(send(phone))
    assert "Đã gửi lúc" in answer
    assert "90 điểm tự chấm" in answer
    dossier = own.first
    assert (dossier.self_total, dossier.hamlet_total, dossier.way) == (Decimal(90), None, "criteria")
    assert dossier.state == "listed"  # the wish to take part is the signed sheet
    mark = dossier.answers["A1"]["self"]
    assert (mark["by"], mark["by_id"]) == ("Người mở đường dẫn riêng của hộ", "")
    event = Event.objects.get(what="recognition.dossier.answered_by_link")
    assert (event.actor, event.subject_id, event.actor_id) == (
        "Người mở đường dẫn riêng của hộ",
        str(dossier.pk),
        "",
    )
    assert Read.objects.filter(page="own_answers", actor="Người mở đường dẫn riêng của hộ").exists()


def test_the_answers_may_be_sent_again_until_the_hamlet_has_scored(own: OwnRound):
    phone = own.opened()
    send(phone)
    send(phone, **{"other-B1": "12,5"})
    assert own.first.self_total == Decimal("82.5")
    own.enter(hamlet="80", own="82,5")
    body = shown(phone.get(HERE))
    assert "Tổ, ấp đã chấm hồ sơ này nên chỉ xem" in body
    assert "12,5 / 20" in body  # one's own answers
    assert (
        "80" not in body.replace("380", "").split("<main")[1].split("</main>")[0]
    )  # not what the hamlet gave
    refused(send(phone, **{"points-B1": "20"}), "chỉ xem, không sửa được nữa")
    assert own.first.self_total == Decimal("82.5")


def test_what_was_carried_over_from_last_year_does_not_shut_the_family_out(own: OwnRound):
    dossier = own.first
    mark = {"points": "70", "by": "Hùng", "by_id": "1", "at": "2026-01-01T08:00:00+00:00", "inherited": 2025}
    dossier.answers = {"totals": {"self": mark, "hamlet": mark}}
    dossier.self_total = dossier.hamlet_total = Decimal(70)
    dossier.way, dossier.state, dossier.registered_on = "inherited", "scored", dt.date(2026, 1, 1)
    dossier.save()
    send(own.opened())
    dossier = own.first
    assert (dossier.self_total, dossier.hamlet_total, dossier.way) == (Decimal(90), Decimal(70), "inherited")


def test_the_hamlet_types_its_total_by_list_beside_the_answers_of_the_family(own: OwnRound):
    """Two ways in for one row: the family criterion by criterion, the hamlet from its signed sheet."""
    send(own.opened())
    own.enter(hamlet="85", own="90")
    assert (own.first.self_total, own.first.hamlet_total, own.first.way) == (
        Decimal(90),
        Decimal(85),
        "paper",
    )
    with pytest.raises(Refused, match="chấm từng tiêu chí"):
        own.enter(hamlet="85", own="70")


def test_what_is_missing_or_no_number_is_named_and_what_was_pressed_stays(own: OwnRound):
    phone = own.opened()
    answer = send(phone, "check", **{"points-B2": ""})
    refused(answer, "Còn 1 câu chưa trả lời", "#points-B2", 'value="25"', 'value="30" checked')
    refused(send(phone, **{"points-B2": ""}), "Câu 4 chưa trả lời")
    refused(send(phone, **{"other-A1": "31"}), "chỉ được từ 0 đến 30")
    refused(send(phone, **{"other-A1": "nhiều"}), "“nhiều” không phải là số điểm")
    assert own.first.self_total is None
    edit = shown(send(phone, "edit"))
    assert 'value="25"' in edit
    assert "Câu 1 / 4" in edit.replace("</span>", "")


def test_after_the_last_day_nothing_is_taken(own: OwnRound):
    phone = own.opened()
    RecognitionRound.objects.update(before_on=timezone.localdate())
    refused(send(phone), "Hạn tự chấm là", "không nhận câu trả lời nữa")
    RecognitionRound.objects.update(before_on=timezone.localdate() + dt.timedelta(days=9))
    OwnLink.objects.update(expires_at=timezone.now())
    refused(send(phone), "không nhận câu trả lời nữa")
    assert own.first.self_total is None


def test_a_closed_round_and_a_dossier_that_went_up_take_nothing(own: OwnRound):
    phone = own.opened()
    RecognitionRound.objects.update(state="closed")
    refused(send(phone), "đã kết thúc, không nhận câu trả lời nữa")
    RecognitionRound.objects.update(state="open")
    dossier = own.first
    dossier.state, dossier.registered_on, dossier.hamlet_total = "nominated", dt.date(2026, 1, 1), 88
    dossier.save()
    refused(send(phone), "đã sang bước “Ấp đề nghị”")


def test_a_wrong_a_replaced_and_a_revoked_code_open_nothing_and_look_the_same(own: OwnRound):
    old = own.token()
    new = own.token()
    revoke_own_link(OwnLink.objects.get(revoked_at__isnull=True), by=own.officer)
    for token in ("khong-co-that", old, new):
        answer = own.opened(token).get(HERE)
        assert answer.status_code == 404
        assert "Mã này không mở được" in shown(answer)
        assert "Lê Văn An" not in shown(answer)
    assert Client().get(HERE)["Location"] == "/login/"


def test_a_code_that_is_replaced_while_its_page_is_open_takes_no_answer(own: OwnRound):
    phone = own.opened()
    own.token()
    assert send(phone).status_code == 404
    assert own.first.self_total is None


def test_one_family_sees_nothing_of_another(own: OwnRound):
    other = own.dossiers[1]
    body = shown(own.opened().get(HERE))
    assert other.subject_name not in body
    assert str(other.pk) not in body


def test_an_officer_who_is_signed_in_does_not_answer_as_the_family(own: OwnRound):
    phone = sign_in(own.world.lan)
    phone.get(reverse("own_open", args=[own.token()]))
    refused(send(phone), "đang đăng nhập tài khoản của Nguyễn Thị Lan")
    assert own.first.self_total is None


def test_nobody_but_the_holder_of_this_link_acts_by_it(own: OwnRound):
    own.token(0), own.token(1)
    mine, yours = OwnLink.objects.order_by("pk")
    for by in (own.officer, NOBODY, holder_of(yours), Actor(name="x", held_link=None)):
        with pytest.raises(Forbidden):
            send_own_answers(mine, ALL_POINTS, by=by)
        with pytest.raises(Forbidden):
            note_own_opening(mine, by=by)


def test_openings_are_counted_and_too_many_tries_wait(own: OwnRound, monkeypatch: pytest.MonkeyPatch):
    token = own.token()
    own.opened(token), own.opened(token)
    assert OwnLink.objects.get().opened == 2
    monkeypatch.setattr(lockout, "_OWN_LINK", {"own_link": "1/m/ip"})
    phone = Client(REMOTE_ADDR="198.51.100.7")
    assert phone.get(reverse("own_open", args=[token])).status_code == 302
    assert phone.get(reverse("own_open", args=[token])).status_code == 429


def test_the_token_is_nowhere_in_the_database(own: OwnRound):
    token = own.token()
    assert len(token) == 22
    assert token not in OwnLink.objects.get().token_hash


def test_a_round_that_only_takes_results_asks_nobody(own: OwnRound):
    phone = own.opened()
    RecognitionRound.objects.filter(pk=own.season.pk).update(title="learning_citizen", age_from=18)
    RecognitionRound.objects.filter(pk=own.season.pk).update(citizen_way=CitizenWay.RESULTS_ONLY)
    refused(send(phone), "chỉ nhận kết quả từ phần mềm")


def test_the_page_takes_the_same_queries_for_4_as_for_more_criteria(own: OwnRound):
    assert queries_of(own.opened(), HERE) <= 9
