"""Xã xét, thẩm định: what a hamlet sent up is accepted, or returned with its reason, a page of the queue in one save."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.notices.models import Notice
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedVerdict
from hoctap.recognition.links import review_of
from hoctap.recognition.models import Dossier
from tests.figures import make_dossier, make_round
from tests.recognition.hands import (
    enter,
    meet,
    names,
    nominate,
    queries_of,
    refused,
    review,
    row,
    score,
    shown,
    sign_in,
    states,
    verdict,
)
from tests.season import Season
from tests.world import World, make_household


def address(season: Season) -> str:
    return review_of(season.round.pk, season.hamlet.pk)


def typed(*verdicts: tuple[Dossier, str, str, str]) -> dict[str, Any]:
    form: dict[str, Any] = {"rows": [str(dossier.pk) for dossier, *_ in verdicts]}
    for dossier, choice, total, why in verdicts:
        key = dossier.pk
        form |= {
            f"version-{key}": dossier.version,
            f"verdict-{key}": choice,
            f"commune-{key}": total,
            f"why-{key}": why,
        }
    return form


def test_the_officer_accepts_one_and_returns_the_other_with_its_reason(nominated: Season):
    lan = sign_in(nominated.officer)
    good, back = nominated.dossiers
    body = shown(lan.get(address(nominated)))
    assert all(name in body for name in names(nominated.dossiers))
    assert "nhập từ phiếu giấy" in body
    answer = lan.post(
        address(nominated), typed((good, "accept", "", ""), (back, "return", "", "thiếu chữ ký")), follow=True
    )
    assert "Đã ghi kết quả xét 2 hộ" in shown(answer)
    assert states(nominated) == ["accepted", "returned"]
    change = back.state_changes.latest("id")
    assert (change.to_state, change.why) == ("returned", "thiếu chữ ký")
    assert change.by == nominated.by(nominated.officer).described
    told = Notice.objects.filter(user=nominated.head).latest("id")
    assert "Xã trả lại 1 hộ" in told.text
    list_page = shown(sign_in(nominated.head).get(told.url))
    assert "xã trả lại: thiếu chữ ký" in list_page


def test_a_returned_family_is_scored_met_and_nominated_again(nominated: Season):
    back, other = nominated.dossiers
    review(nominated, verdict(back, False, why="điểm chưa khớp phiếu"), verdict(other))
    enter(nominated, row(back, "90", "85"))
    assert back.state == "scored"
    nominate(nominated, meet(nominated))
    assert (back.state, other.state) == ("nominated", "accepted")
    review(nominated, verdict(back))
    assert (back.state, back.return_reason) == ("accepted", "")


@pytest.mark.parametrize(
    ("choice", "total", "why", "said"),
    [
        ("return", "", "", "trả lại ấp thì phải ghi lý do"),
        ("accept", "85", "", "khác điểm của Tổ, ấp nên cần ghi lý do"),
        ("accept", "79", "thiếu sách", "79 điểm, dưới mức đạt 80"),
        ("accept", "101", "nhầm", "chỉ được từ 0 đến 100"),
        ("accept", "tám", "nhầm", "“tám” không phải là số điểm"),
    ],
)
def test_a_wrong_verdict_is_refused_with_all_others_and_what_was_typed_stays(
    nominated: Season, choice: str, total: str, why: str, said: str
):
    wrong, right = nominated.dossiers
    form = typed((wrong, choice, total, why), (right, "later", "87", "xem lại sau"))
    answer = sign_in(nominated.officer).post(address(nominated), form)
    refused(
        answer,
        f"{names([wrong])[0]}: ",
        said,
        'value="later" selected',
        *([f'value="{total}"'] if total else []),
    )
    assert states(nominated) == ["nominated", "nominated"]


def test_a_row_without_a_verdict_waits(nominated: Season):
    one, other = nominated.dossiers
    form = typed((one, "", "", ""), (other, "later", "", ""))
    assert sign_in(nominated.officer).post(address(nominated), form).status_code == 302
    assert states(nominated) == ["nominated", "nominated"]


def test_a_form_that_a_machine_made_up_accepts_nobody(nominated: Season):
    dossier = nominated.dossiers[0]
    form = {"rows": ["x", str(dossier.pk)], f"verdict-{dossier.pk}": "accept", f"version-{dossier.pk}": "một"}
    refused(sign_in(nominated.officer).post(address(nominated), form), "người khác vừa sửa")


def test_the_communes_own_total_counts_and_keeps_its_author_and_reason(nominated: Season):
    dossier = nominated.dossiers[0]
    review(nominated, verdict(dossier, total="82,5", why="thiếu sách"))
    assert (dossier.hamlet_total, dossier.commune_total, dossier.counted_total) == (
        88,
        Decimal("82.5"),
        Decimal("82.5"),
    )
    mark = dossier.answers["totals"]["commune"]
    assert (mark["why"], mark["by_id"]) == ("thiếu sách", str(nominated.officer.pk))


def test_the_second_return_needs_its_own_reason(nominated: Season):
    """The reason of the first look is not the reason of the second."""
    dossier = nominated.dossiers[0]
    review(nominated, verdict(dossier, False, "75", "thiếu sách"))
    enter(nominated, row(dossier, "", "90"))
    nominate(nominated, meet(nominated))
    with pytest.raises(Refused, match="trả lại ấp thì phải ghi lý do"):
        review(nominated, verdict(dossier, False, "75"))
    with pytest.raises(Refused, match="75 điểm, dưới mức đạt"):
        review(nominated, verdict(dossier, True, "75"))
    review(nominated, verdict(dossier, True, ""))  # the commune takes its own total back
    assert (dossier.commune_total, dossier.counted_total) == (None, 90)
    assert "commune" not in dossier.answers["totals"]


def test_a_family_scored_by_criteria_gets_no_total_from_the_review_list(scored: Season):
    dossier = scored.dossiers[0]
    score(scored, dossier)
    actions.attach_evidence(dossier, "A2", kind="note", text="giấy khen", by=scored.by(scored.head))
    nominate(scored, meet(scored))
    body = shown(sign_in(scored.officer).get(address(scored)))
    assert f'name="commune-{dossier.pk}"' not in body
    assert f"{reverse('dossier_detail', args=[dossier.pk])}?column=commune" in body
    with pytest.raises(Refused, match="chấm từng tiêu chí"):
        review(scored, verdict(dossier, total="85", why="thiếu sách"))
    score(scored, dossier, "commune", "thiếu sách", A1="20")
    with pytest.raises(Refused, match="chấm từng tiêu chí"):
        review(scored, verdict(dossier, total="90"))
    review(scored, verdict(dossier))
    assert (dossier.state, dossier.counted_total) == ("accepted", 80)


def test_a_dossier_that_somebody_else_changed_meanwhile_is_refused_by_name(nominated: Season):
    dossier = nominated.dossiers[0]
    old = verdict(dossier)
    score(nominated, dossier, "commune", "khác", A1="20")
    with pytest.raises(Refused, match=f"{names([dossier])[0]}: người khác vừa sửa"):
        review(nominated, old)


def test_a_dossier_is_accepted_once(accepted: Season):
    with pytest.raises(Refused, match="Xã đồng ý"):
        review(accepted, verdict(accepted.dossiers[0]))


def test_a_dossier_of_another_hamlet_is_refused(nominated: Season):
    with pytest.raises(Refused, match="không thuộc ấp này"):
        review(nominated, TypedVerdict(nominated.open_dossiers[0].pk, 1, True))


@pytest.mark.parametrize("person", ["head", "chair", "admin"])
def test_only_the_officer_reviews(nominated: Season, person: str):
    user = getattr(nominated, person)
    answer = sign_in(user).post(address(nominated), typed((nominated.dossiers[0], "accept", "", "")))
    assert answer.status_code == 403
    with pytest.raises(Forbidden):
        actions.review_hamlet(nominated.round, nominated.hamlet, [], by=nominated.by(user))


def test_the_officer_of_the_next_commune_finds_no_such_list(nominated: Season):
    answer = sign_in(nominated.world.oanh).get(address(nominated))
    assert answer.status_code == 404
    form = typed((nominated.dossiers[0], "accept", "", ""))
    assert sign_in(nominated.world.oanh).post(address(nominated), form).status_code == 404
    assert not [name for name in names(nominated.dossiers) if name in shown(answer)]


def test_nothing_is_reviewed_in_a_closed_round(nominated: Season):
    review(nominated, *[verdict(dossier, False, why="để năm sau") for dossier in nominated.dossiers])
    actions.close_round(nominated.round, by=nominated.by(nominated.officer))
    with pytest.raises(Refused, match="đã kết thúc"):
        review(nominated, verdict(nominated.dossiers[0]))


def test_an_empty_list_leads_back_to_the_round(scored: Season):
    assert "Không còn hộ nào của ấp này chờ xét" in shown(sign_in(scored.officer).get(address(scored)))


def test_the_list_takes_the_same_queries_for_5_and_for_25_households(world: World):
    season = make_round(world.commune, world.edition)
    here = review_of(season.pk, world.hamlet.pk)
    lan = sign_in(world.lan)

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            dossier = make_dossier(
                season, make_household(world.hamlet, f"Nguyễn Văn {number:03d}"), "registered"
            )
            Dossier.objects.filter(pk=dossier.pk).update(state="nominated", hamlet_total=88)

    add(0, 5)
    few = queries_of(lan, here)
    add(5, 25)
    assert queries_of(lan, here) == few <= 27


def test_the_address_of_earlier_messages_leads_to_the_queue_of_the_hamlet(nominated: Season):
    old = reverse("review_list", args=[nominated.round.pk, nominated.hamlet.pk])
    assert sign_in(nominated.officer).get(old).url == address(nominated)
    assert sign_in(nominated.world.oanh).get(old).status_code == 404
    assert sign_in(nominated.head).get(old).status_code == 403


def test_a_page_is_decided_over_all_hamlets_and_all_or_none(nominated: Season):
    """One page of the whole commune: a mistake in one hamlet keeps the other's verdicts back too."""
    other = nominated.open_dossiers[0]
    Dossier.objects.filter(pk=other.pk).update(state="nominated")
    other.refresh_from_db()
    one = nominated.dossiers[0]
    here = reverse("review_queue", args=[nominated.round.pk]) + "?decide=1"
    lan = sign_in(nominated.officer)
    body = shown(lan.get(here))
    assert body.count('name="rows"') == 3
    refused(
        lan.post(here, typed((one, "accept", "", ""), (other, "return", "", ""))),
        "trả lại ấp thì phải ghi lý do",
    )
    assert (states(nominated)[0], other.state) == ("nominated", "nominated")
    answer = lan.post(here, typed((one, "accept", "", ""), (other, "return", "", "thiếu phiếu")), follow=True)
    assert "Đã ghi kết quả xét 2 hộ" in shown(answer)
    other.refresh_from_db()
    assert (states(nominated)[0], other.state) == ("accepted", "returned")


def test_a_page_with_a_dossier_of_another_round_is_refused(nominated: Season):
    with pytest.raises(Refused, match="không thuộc đợt này"):
        actions.review_page(
            nominated.round,
            [TypedVerdict(nominated.round.pk, 1, True)],
            by=nominated.by(nominated.officer),
        )
