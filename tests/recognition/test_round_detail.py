"""A round at a glance: each hamlet, each step, its papers; tờ trình, and the end of the round."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import PaperState
from hoctap.recognition import actions
from hoctap.recognition.links import review_of
from hoctap.recognition.models import RecognitionDecision, Submission
from tests.figures import fill_hamlet, make_round
from tests.recognition.hands import names, queries_of, refused, review, shown, sign_in, states, verdict
from tests.season import Season
from tests.world import World, make_place


def address(season: Season) -> str:
    return reverse("round_detail", args=[season.round.pk])


@pytest.mark.requirement("S3-29")
def test_the_officer_sees_each_hamlet_and_the_step_that_comes_now(nominated: Season):
    body = shown(sign_in(nominated.officer).get(address(nominated)))
    assert "Ấp 1" in body
    assert "Ấp 2" in body
    assert "2 hộ chờ xét" in body
    assert "2 hộ đã chấm, chờ họp bình xét" in body
    assert review_of(nominated.round.pk, nominated.hamlet.pk).replace("&", "&amp;") in body
    assert "14/11/2024" in body, "the last day of “trước ngày 15/11”"


def test_the_head_of_a_hamlet_sees_his_hamlet_and_no_paper_of_the_commune(drafted: Season):
    body = shown(sign_in(drafted.head).get(address(drafted)))
    assert "Ấp 1" in body
    assert "Ấp 2" not in body
    assert reverse("paper_detail", args=[drafted.submission.paper_id]) not in body
    assert reverse("decision_detail", args=[drafted.decision.pk]) not in body


def test_once_signed_the_head_finds_the_decision_that_names_his_households(decided: Season):
    body = shown(sign_in(decided.head).get(address(decided)))
    link = reverse("decision_detail", args=[decided.decision.pk])
    assert link in body
    assert sign_in(decided.head).get(link).status_code == 200


def test_the_chair_and_the_district_look_and_are_offered_nothing(submitted: Season):
    for person in (submitted.chair, submitted.world.bich):
        body = shown(sign_in(person).get(address(submitted)))
        assert "03/TTr-HKH" in body
        for name in ("submission_decide", "submission_withdraw"):
            assert reverse(name, args=[submitted.submission.pk]) not in body
        assert reverse("round_close", args=[submitted.round.pk]) not in body


def test_the_next_commune_finds_no_such_round(opened: Season):
    oanh = sign_in(opened.world.oanh)
    for name in ("round_detail", "round_enrol", "round_close", "round_submission"):
        link = reverse(name, args=[opened.round.pk])
        answer = oanh.get(link) if name == "round_detail" else oanh.post(link)
        assert answer.status_code == 404
        assert "Tân Kiều" not in shown(answer)


# ---------------------------------------------------------------- tờ trình


def test_the_officer_makes_the_to_trinh_of_all_that_was_accepted(accepted: Season):
    lan = sign_in(accepted.officer)
    assert reverse("round_submission", args=[accepted.round.pk]) in shown(lan.get(address(accepted)))
    answer = lan.post(reverse("round_submission", args=[accepted.round.pk]), follow=True)
    submission = Submission.objects.get()
    assert "Đã lập tờ trình" in shown(answer)
    assert states(accepted) == ["proposed", "proposed"]
    assert set(submission.dossiers.all()) == set(accepted.dossiers)
    assert submission.paper.issuer == accepted.association


def test_a_to_trinh_without_anybody_accepted_is_refused(nominated: Season):
    link = reverse("round_submission", args=[nominated.round.pk])
    refused(sign_in(nominated.officer).post(link), "Chưa có hộ nào được xã đồng ý")


def test_a_commune_without_its_association_names_what_is_missing(accepted: Season):
    accepted.association.kind = "other"
    accepted.association.save()
    with pytest.raises(Refused, match="Xã Tân Kiều chưa có Hội Khuyến học"):
        actions.prepare_submission(accepted.round, by=accepted.by(accepted.officer))
    assert states(accepted) == ["accepted", "accepted"]


@pytest.mark.parametrize("person", ["head", "chair", "admin"])
def test_nobody_else_makes_it(accepted: Season, person: str):
    user = getattr(accepted, person)
    assert sign_in(user).post(reverse("round_submission", args=[accepted.round.pk])).status_code == 403
    with pytest.raises(Forbidden):
        actions.prepare_submission(accepted.round, by=accepted.by(user))


@pytest.fixture
def waiting(accepted: Season) -> Season:
    """A tờ trình that is not signed yet."""
    accepted.submission = actions.prepare_submission(accepted.round, by=accepted.by(accepted.officer))
    return accepted


def test_an_unsigned_to_trinh_is_taken_back(waiting: Season):
    lan = sign_in(waiting.officer)
    link = reverse("submission_withdraw", args=[waiting.submission.pk])
    assert link in shown(lan.get(address(waiting)))
    assert "Đã rút tờ trình" in shown(lan.post(link, follow=True))
    waiting.submission.paper.refresh_from_db()
    assert waiting.submission.paper.state == PaperState.VOID
    assert states(waiting) == ["accepted", "accepted"]
    assert waiting.dossiers[0].state_changes.latest("id").why == "Rút tờ trình"
    assert link not in shown(lan.get(address(waiting)))
    refused(lan.post(link), "đã bỏ")


def test_a_signed_to_trinh_is_not_taken_back(submitted: Season):
    link = reverse("submission_withdraw", args=[submitted.submission.pk])
    refused(sign_in(submitted.officer).post(link), "03/TTr-HKH đã ký ngày 25/10/2024")
    assert states(submitted) == ["proposed", "proposed"]


def test_a_to_trinh_with_a_drafted_decision_is_not_taken_back(drafted: Season):
    with pytest.raises(Refused, match="Bỏ bản soạn quyết định trước"):
        actions.withdraw_submission(drafted.submission, by=drafted.by(drafted.officer))


def test_the_head_does_not_take_it_back(waiting: Season):
    link = reverse("submission_withdraw", args=[waiting.submission.pk])
    assert sign_in(waiting.head).post(link).status_code == 403


def test_no_decision_is_drafted_before_the_to_trinh_is_signed(waiting: Season):
    link = reverse("submission_decide", args=[waiting.submission.pk])
    lan = sign_in(waiting.officer)
    assert link not in shown(lan.get(address(waiting)))
    refused(lan.post(link), "Tờ trình chưa ký")
    papers.mark_printed(waiting.submission.paper, by=waiting.by(waiting.officer))
    refused(lan.post(link), "Tờ trình chưa ký")
    assert not RecognitionDecision.objects.exists()


def test_a_signed_to_trinh_gives_one_decision(submitted: Season):
    lan = sign_in(submitted.officer)
    link = reverse("submission_decide", args=[submitted.submission.pk])
    answer = lan.post(link)
    decision = RecognitionDecision.objects.get()
    assert answer.headers["Location"] == reverse("decision_detail", args=[decision.pk])
    refused(lan.post(link), "đã có bản soạn quyết định chờ ký")
    actions.drop_decision(decision, by=submitted.by(submitted.officer))
    assert lan.post(link).status_code == 302
    assert decision.lines.count() == 2


def test_the_head_does_not_draft_a_decision(submitted: Season):
    link = reverse("submission_decide", args=[submitted.submission.pk])
    for person in (submitted.head, submitted.chair):
        assert sign_in(person).post(link).status_code == 403
    with pytest.raises(Forbidden):
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.head))


# ---------------------------------------------------------------- the end


@pytest.mark.parametrize("step", ["nominated", "accepted", "submitted", "drafted"])
def test_a_round_does_not_end_while_households_wait(step: str, request: pytest.FixtureRequest):
    season: Season = request.getfixturevalue(step)
    answer = sign_in(season.officer).post(reverse("round_close", args=[season.round.pk]))
    refused(answer, "Còn 2 hộ đang chờ")


def test_the_officer_ends_the_round_and_nothing_is_asked_any_more(decided: Season):
    lan = sign_in(decided.officer)
    answer = lan.post(reverse("round_close", args=[decided.round.pk]), follow=True)
    assert "đã kết thúc" in shown(answer)
    for name in ("round_close", "round_enrol", "round_submission"):
        assert reverse(name, args=[decided.round.pk]) not in shown(answer)
    refused(lan.post(reverse("round_close", args=[decided.round.pk])), "đã kết thúc")
    refused(lan.post(reverse("round_enrol", args=[decided.round.pk])), "đã kết thúc")
    refused(lan.post(reverse("round_submission", args=[decided.round.pk])), "đã kết thúc")


def test_whoever_has_no_right_learns_nothing_of_a_closed_round_either(decided: Season):
    actions.close_round(decided.round, by=decided.by(decided.officer))
    stranger = decided.world.actor(decided.world.oanh)
    for act in (actions.enrol_households, actions.close_round, actions.prepare_submission):
        with pytest.raises(Forbidden):
            act(decided.round, by=stranger)


def test_the_head_does_not_end_the_round(opened: Season):
    assert sign_in(opened.head).post(reverse("round_close", args=[opened.round.pk])).status_code == 403


def test_a_round_ends_with_returned_households_in_it(nominated: Season):
    review(nominated, *[verdict(dossier, False, why="để năm sau") for dossier in nominated.dossiers])
    actions.close_round(nominated.round, by=nominated.by(nominated.officer))
    assert names(nominated.dossiers)
    assert states(nominated) == ["returned", "returned"]


def test_the_page_takes_the_same_queries_however_many_hamlets_there_are(world: World):
    season = make_round(world.commune, world.edition)
    fill_hamlet(season, world.hamlet, 4, 3, 2)
    lan, here = sign_in(world.lan), reverse("round_detail", args=[season.pk])
    few = queries_of(lan, here)
    for number in range(3, 11):
        fill_hamlet(season, make_place("hamlet", "ấp", f"Ấp {number}", world.commune), 3, 2, 1)
    assert queries_of(lan, here) == few <= 17
