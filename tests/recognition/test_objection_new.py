"""Phản ánh, kiến nghị: taken down before the decision; the dossier is held, and nobody but the reviewers learns who spoke."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.serial import from_json
from hoctap.recognition import actions as recognition
from hoctap.recognition.models import Dossier, Objection, Submission
from hoctap.recognition.own_answers.actions import give_own_link
from hoctap.recognition.posting import actions
from hoctap.recognition.sheets import submission_now
from tests.recognition.hands import names, queries_of, refused, shown, sign, sign_in
from tests.recognition.own import OwnRound
from tests.recognition.posted import answer, hang, object_to, walk_with_posting
from tests.season import Season
from tests.world import World


def test_the_page_takes_it_down_and_it_is_found_by_name(accepted: Season):
    dossier = accepted.dossiers[0]
    lan = sign_in(accepted.officer)
    listed = reverse("posting_list", args=[accepted.round.pk])
    found = shown(lan.get(listed, {"q": names([dossier])[0]}))
    here = reverse("objection_new", args=[dossier.pk])
    assert here in found
    assert "Không có hồ sơ nào tên như vậy" in shown(lan.get(listed, {"q": "Không Ai"}))
    refused(
        lan.post(here, {"content": " ", "handler": "", "received_on": ""}), "Ghi nội dung", "Ghi ngày nhận"
    )
    form = {
        "content": "Không dự lớp",
        "handler": "Bà Lan",
        "received_on": today().isoformat(),
        "from_whom": "Ông Tư",
    }
    body = shown(lan.post(here, form, follow=True))
    assert "Ông Tư" in body
    assert "chưa trả lời, đang giữ hồ sơ" in shown(lan.get(listed))
    assert "Trả lời 1 phản ánh" in shown(lan.get("/"))
    assert queries_of(lan, here) <= 10


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"content": " "}, "Ghi nội dung"),
        ({"received_on": None}, "Ghi ngày nhận"),
        ({"received_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"handler": ""}, "người giải quyết"),
    ],
)
def test_it_says_what_when_and_who_sees_to_it(accepted: Season, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        object_to(accepted, accepted.dossiers[0], **other)
    assert not Objection.objects.exists()


def test_who_spoke_need_not_be_named(accepted: Season):
    assert object_to(accepted, accepted.dossiers[0], from_whom="").from_whom == ""


def test_a_dossier_still_at_the_hamlet_or_decided_is_refused_with_the_way_on(decided: Season):
    with pytest.raises(Refused, match="chưa lên đến xã"):
        object_to(decided, decided.open_dossiers[0])
    with pytest.raises(Refused, match="ghi khiếu nại"):
        object_to(decided, decided.dossiers[0])


def test_the_to_trinh_goes_without_who_waits_for_an_answer_and_names_him(accepted: Season):
    """He alone is held; the next tờ trình takes him."""
    by = accepted.by(accepted.officer)
    held, free = accepted.dossiers
    objection = object_to(accepted, held)
    here = reverse("round_detail", args=[accepted.round.pk])
    lan = sign_in(accepted.officer)
    assert "1 hộ còn phản ánh, kiến nghị chưa trả lời" in shown(lan.get(here))
    assert "phản ánh" not in shown(sign_in(accepted.head).get(here))
    body = shown(lan.post(reverse("round_submission", args=[accepted.round.pk]), follow=True))
    assert "1 hộ còn phản ánh, kiến nghị chưa trả lời: trả lời rồi lập tờ trình sau" in body
    first = Submission.objects.get()
    assert list(first.dossiers.all()) == [free]
    words = " ".join(first.paper.versions.get().content["closing"])
    assert "Ngoài danh sách này, 1 hộ" in words
    assert f"{held.subject_name} ({held.hamlet.full_name})" in words
    assert "Ông Tố Giác" not in words
    with pytest.raises(Refused, match=r"chưa trả lời: Ấp 1 \(1\)"):
        recognition.prepare_submission(accepted.round, by=by)
    answer(accepted, objection)
    second = recognition.prepare_submission(accepted.round, by=by)
    assert list(second.dossiers.all()) == [held]
    assert "Ngoài danh sách này" not in " ".join(second.paper.versions.get().content["closing"])
    # The sheet of the first one still says what held on its day.
    printed = from_json(first.paper.versions.get().content)
    assert submission_now(first.paper, printed) == printed


def test_the_decision_goes_without_who_waits_and_another_takes_him_afterwards(submitted: Season):
    by = submitted.by(submitted.officer)
    held, free = submitted.dossiers
    objection = object_to(submitted, held)
    decision = recognition.prepare_decision(submitted.submission, by=by)
    assert [line.dossier_id for line in decision.lines.all()] == [free.pk]
    with pytest.raises(Refused, match="bản soạn quyết định chờ ký"):
        recognition.prepare_decision(submitted.submission, by=by)
    sign(submitted, decision.paper, 7, dt.date(2024, 11, 8))
    with pytest.raises(Refused, match="chưa trả lời: Ấp 1"):
        recognition.prepare_decision(submitted.submission, by=by)
    answer(submitted, objection)
    assert "Soạn quyết định" in shown(
        sign_in(submitted.officer).get(reverse("round_detail", args=[submitted.round.pk]))
    )
    rest = recognition.prepare_decision(submitted.submission, by=by)
    assert [line.dossier_id for line in rest.lines.all()] == [held.pk]
    sign(submitted, rest.paper, 8, dt.date(2024, 11, 9))
    with pytest.raises(Refused, match="mọi hồ sơ còn trong tờ trình"):
        recognition.prepare_decision(submitted.submission, by=by)


def test_the_decision_waits_for_the_answer_when_nobody_is_left_and_when_it_is_signed(submitted: Season):
    by = submitted.by(submitted.officer)
    first, other = (object_to(submitted, one) for one in submitted.dossiers)
    with pytest.raises(Refused, match="chưa trả lời: Ấp 1"):
        recognition.prepare_decision(submitted.submission, by=by)
    answer(submitted, first)
    answer(submitted, other)
    decision = recognition.prepare_decision(submitted.submission, by=by)
    second = object_to(submitted, submitted.dossiers[1])
    with pytest.raises(Refused, match="chưa trả lời: Ấp 1"):
        sign(submitted, decision.paper, 7, dt.date(2024, 11, 8))
    with pytest.raises(Refused, match="Bỏ bản soạn quyết định trước"):
        answer(submitted, second, outcome="return", return_reason="thiếu phiếu")


def test_nobody_outside_the_reviewers_sees_who_spoke_or_that_anybody_did(world: World):
    """The head of the hamlet, the chair, the next commune, the district and the household's own link."""
    season = walk_with_posting(world)
    dossier = season.dossiers[0]
    objection = object_to(season, dossier)
    hang(season)
    here = reverse("round_detail", args=[season.round.pk])
    assert "1 phản ánh chưa trả lời" in shown(sign_in(season.officer).get(here))
    assert "phản ánh" not in shown(sign_in(season.head).get(here))
    answer(season, objection, outcome="return", return_reason="xem lại phiếu tự chấm")
    told = ("Ông Tố Giác", "không dự lớp nào", "Hộ này không dự lớp nào")
    pages = [
        reverse("dossier_detail", args=[dossier.pk]),
        reverse("round_detail", args=[season.round.pk]),
        reverse("entry_list", args=[season.round.pk, season.hamlet.pk]),
        "/",
    ]
    for user in (season.head, season.chair, season.admin, world.bich, world.oanh):
        client = sign_in(user)
        assert client.get(reverse("objection_detail", args=[objection.pk])).status_code in (403, 404)
        assert client.get(reverse("objection_new", args=[dossier.pk])).status_code in (403, 404)
        assert client.get(reverse("posting_list", args=[season.round.pk])).status_code in (403, 404)
        for page in pages:
            body = shown(client.get(page))
            assert not [word for word in told if word in body], (user.full_name, page)
    assert "xem lại phiếu tự chấm" in shown(sign_in(season.head).get(pages[0]))


def test_the_households_own_link_tells_nothing_of_it(world: World, client: Client):
    own = OwnRound(world)
    dossier = own.first
    link = give_own_link(dossier, by=own.officer)
    Dossier.objects.filter(pk=dossier.pk).update(state="nominated", hamlet_total=88, registered_on=today())
    actions.receive_objection(
        dossier,
        content="Hộ này không dự lớp nào",
        received_on=today(),
        handler="Bà Lan",
        from_whom="Ông Tố Giác",
        by=own.officer,
    )
    body = shown(client.get(reverse("own_open", args=[link.token]), follow=True))
    assert dossier.subject_name in body
    assert "Tố Giác" not in body
    assert "không dự lớp nào" not in body
    assert "phản ánh" not in body.casefold()


def test_others_may_not_write_one(accepted: Season):
    dossier = accepted.dossiers[0]
    for user in (accepted.head, accepted.chair, accepted.world.oanh):
        with pytest.raises(Forbidden):
            actions.receive_objection(
                dossier, content="x", received_on=today(), handler="x", by=accepted.by(user)
            )
