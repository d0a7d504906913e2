"""Phúc tra: drawn by chance and recorded, raised where much was carried over, and what it found is answered before the hamlet is accepted."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions, review_rules
from hoctap.recognition.models import Dossier, ReviewSample, SampledDossier
from hoctap.recognition.review_rules import SampleFacts, Shares
from hoctap.recognition.sampling import desk_facts, samples_of
from tests.figures import make_dossier
from tests.recognition.hands import queries_of, refused, review, shown, sign_in, states, verdict
from tests.season import Season
from tests.world import make_household


def draw(season: Season, **other: Any) -> ReviewSample:
    return actions.draw_sample(season.round, season.hamlet, by=season.by(season.officer), **other)


def check(season: Season, drawn: SampledDossier, result: str = "right", **other: Any) -> SampledDossier:
    usual = {"found": "", "visited_by": "Bà Tư", "visited_on": today()}
    return actions.record_check(drawn, result=result, **{**usual, **other}, by=season.by(season.officer))


def more(season: Season, count: int, way: str = "criteria") -> list[Dossier]:
    """Further families of the hamlet that it nominated."""
    found = []
    for number in range(count):
        dossier = make_dossier(
            season.round, make_household(season.hamlet, f"Nguyễn Văn {number:03d}"), "registered"
        )
        Dossier.objects.filter(pk=dossier.pk).update(state="nominated", hamlet_total=88, way=way)
        found.append(dossier)
    return found


def test_who_knows_the_seed_draws_the_same_and_another_seed_draws_others():
    population = [uuid7() for _ in range(200)]
    once = review_rules.drawn("a1", population, 10)
    assert once == review_rules.drawn("a1", list(reversed(population)), 10)
    assert len(set(once)) == 10
    assert once != review_rules.drawn("a2", population, 10)


def test_every_dossier_can_be_drawn():
    population = [UUID(int=number) for number in range(20)]
    found = {key for seed in range(200) for key in review_rules.drawn(str(seed), population, 3)}
    assert found == set(population)


@pytest.mark.parametrize(
    ("carried", "errors", "share"),
    [(0, False, 5), (70, False, 5), (71, False, 10), (71, True, 20), (0, True, 10)],
)
def test_much_carried_over_and_errors_raise_the_share(carried: int, errors: bool, share: int):
    assert review_rules.share_of(Shares(), carried, after_errors=errors) == share


@pytest.mark.parametrize(
    ("population", "share", "size"),
    [(400, 5, 20), (400, 10, 40), (20, 5, 3), (2, 5, 2), (401, 5, 21), (50, 100, 50)],
)
def test_the_size_is_rounded_up_and_never_below_the_least(population: int, share: int, size: int):
    assert review_rules.sample_size(Shares(), share, population) == size


def test_a_sample_is_drawn_once_and_says_how(nominated: Season):
    more(nominated, 60)
    sample = draw(nominated)
    assert (sample.share, sample.carried_share, len(sample.population)) == (5, 3, 62)
    drawn = list(sample.drawn.values_list("dossier_id", flat=True))
    assert drawn == review_rules.drawn(sample.seed, sample.population, 4)
    with pytest.raises(Refused, match="còn 4 hồ sơ chưa có kết quả"):
        draw(nominated)
    for one in sample.drawn.all():
        check(nominated, one)
    with pytest.raises(Refused, match="không chọn lại"):
        draw(nominated)


def test_a_hamlet_that_typed_from_paper_is_looked_at_twice_as_much(nominated: Season):
    more(nominated, 58, way="inherited")
    sample = draw(nominated)
    assert (sample.carried_share, sample.share, sample.drawn.count()) == (100, 10, 6)


def test_the_shares_are_a_setting_of_the_round_with_a_reason(nominated: Season):
    by = nominated.by(nominated.officer)
    for wrong, words in [
        (Shares(0, 3, 70, 10), "từ 1 đến 100"),
        (Shares(5, 0, 70, 10), "ít nhất"),
        (Shares(5, 3, 101, 10), "từ 0 đến 100"),
        (Shares(20, 3, 70, 10), "không thể thấp hơn"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.set_review(nominated.round, wrong, why="thử", by=by)
    with pytest.raises(Refused, match="ghi lý do"):
        actions.set_review(nominated.round, Shares(), why=" ", by=by)
    actions.set_review(nominated.round, Shares(50, 1, 100, 50), why="Theo hướng dẫn của tỉnh", by=by)
    assert draw(nominated).drawn.count() == 1
    with pytest.raises(Forbidden):
        actions.set_review(nominated.round, Shares(), why="x", by=nominated.by(nominated.head))


def test_nothing_is_drawn_where_nothing_waits(scored: Season):
    with pytest.raises(Refused, match="không có hồ sơ nào chờ xã xét"):
        draw(scored)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"result": "maybe"}, "đúng hoặc sai"),
        ({"result": "wrong"}, "sai điều gì"),
        ({"visited_by": " "}, "người đi phúc tra"),
        ({"visited_on": None}, "Ghi ngày"),
        ({"visited_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"visited_on": today() - dt.timedelta(days=1)}, "trước ngày rút mẫu"),
    ],
)
def test_a_result_says_what_who_and_when(nominated: Season, other: dict[str, Any], words: str):
    drawn = draw(nominated).drawn.first()
    assert drawn is not None
    with pytest.raises(Refused, match=words):
        check(nominated, drawn, **other)
    drawn.refresh_from_db()
    assert drawn.result == ""


def test_nobody_is_accepted_while_a_drawn_sample_is_unfinished_but_may_be_returned(nominated: Season):
    one, other = nominated.dossiers
    sample = draw(nominated)
    with pytest.raises(Refused, match="phúc tra còn 2 hồ sơ chưa có kết quả"):
        review(nominated, verdict(one))
    review(nominated, verdict(other, False, why="thiếu phiếu"))
    for drawn in sample.drawn.all():
        check(nominated, drawn)
    review(nominated, verdict(one))
    assert states(nominated) == ["accepted", "returned"]


def test_a_wrong_one_raises_the_sample_from_those_not_seen_yet(nominated: Season):
    more(nominated, 60)
    first = draw(nominated)
    for drawn in first.drawn.all():
        check(nominated, drawn)
    corrected = first.drawn.first()
    assert corrected is not None
    check(nominated, corrected, "wrong", found="con út đã nghỉ học")
    stands = samples_of(nominated.round, [nominated.hamlet.pk])[nominated.hamlet.pk]
    assert "thấy 1 hồ sơ sai" in review_rules.sample_blockers(stands.facts)[0].text
    second = draw(nominated)
    assert (second.number, second.why, second.share, second.drawn.count()) == (2, "raised", 10, 6)
    seen = set(first.drawn.values_list("dossier", flat=True))
    assert not seen & set(second.drawn.values_list("dossier", flat=True))
    for drawn in second.drawn.all():
        check(nominated, drawn)
    stands = samples_of(nominated.round, [nominated.hamlet.pk])[nominated.hamlet.pk]
    assert review_rules.sample_blockers(stands.facts) == []


def test_those_nominated_later_get_a_draw_of_their_own(nominated: Season):
    first = draw(nominated)
    for drawn in first.drawn.all():
        check(nominated, drawn)
    late = more(nominated, 5)
    second = draw(nominated)
    assert second.why == "later"
    assert set(second.population) == {one.pk for one in late}


def test_or_the_hamlets_list_goes_back_with_its_reason(nominated: Season):
    by = nominated.by(nominated.officer)
    with pytest.raises(Refused, match="ghi lý do"):
        actions.return_list(nominated.round, nominated.hamlet, why="", by=by)
    assert actions.return_list(nominated.round, nominated.hamlet, why="phúc tra thấy sai nhiều", by=by) == 2
    assert states(nominated) == ["returned", "returned"]
    change = nominated.dossiers[0].state_changes.latest("id")
    assert (change.from_state, change.to_state, change.why) == (
        "nominated",
        "returned",
        "phúc tra thấy sai nhiều",
    )
    with pytest.raises(Refused, match="không có hồ sơ nào chờ"):
        actions.return_list(nominated.round, nominated.hamlet, why="nữa", by=by)


def test_a_result_of_a_dossier_that_has_gone_on_stays(nominated: Season):
    sample = draw(nominated)
    for drawn in sample.drawn.all():
        check(nominated, drawn)
    review(nominated, *[verdict(one) for one in nominated.dossiers])
    drawn = sample.drawn.first()
    assert drawn is not None
    with pytest.raises(Refused, match="Bỏ đồng ý trước"):
        check(nominated, drawn, "wrong", found="khác phiếu")
    actions.prepare_submission(nominated.round, by=nominated.by(nominated.officer))
    with pytest.raises(Refused, match="không sửa được nữa"):
        check(nominated, drawn)


def test_the_head_of_the_hamlet_draws_and_checks_nothing(nominated: Season):
    by = nominated.by(nominated.head)
    with pytest.raises(Forbidden):
        actions.draw_sample(nominated.round, nominated.hamlet, by=by)
    drawn = draw(nominated).drawn.first()
    assert drawn is not None
    with pytest.raises(Forbidden):
        actions.record_check(drawn, result="right", visited_by="Tôi", visited_on=today(), by=by)
    with pytest.raises(Forbidden):
        actions.return_list(nominated.round, nominated.hamlet, why="x", by=by)


def test_no_draws_no_bulk():
    assert "chưa rút mẫu" in review_rules.sample_blockers(SampleFacts(0, 0, 0, 5, 5, 5))[0].text


# ---------------------------------------------------------------- the page
def address(season: Season) -> str:
    return reverse("review_sample", args=[season.round.pk, season.hamlet.pk])


def test_the_page_draws_takes_the_results_and_says_why_more_was_drawn(nominated: Season):
    lan = sign_in(nominated.officer)
    assert "Trên 70 % nên phúc tra <strong>10 %</strong> thay vì 5 %" in shown(lan.get(address(nominated)))
    body = shown(lan.post(address(nominated), {"do": "draw"}, follow=True))
    sample = ReviewSample.objects.get()
    assert "Đã rút 2 hộ" in body
    assert f"số gieo {sample.seed}" in body
    drawn = sample.drawn.first()
    assert drawn is not None
    here = reverse("review_check", args=[drawn.pk])
    wrong = lan.post(here, {"result": "wrong", "visited_by": "Bà Tư"})
    refused(wrong, "sai điều gì", "Ghi ngày")
    assert shown(wrong).count('<details class="more" open>') == 1, "the form with the reasons stands open"
    form = {
        "result": "wrong",
        "found": "khác phiếu",
        "visited_by": "Bà Tư",
        "visited_on": today().isoformat(),
    }
    assert "khác phiếu" in shown(lan.post(here, form, follow=True))
    refused(lan.post(address(nominated), {"do": "draw"}), "chưa có kết quả")
    refused(lan.post(address(nominated), {"do": "return", "why": ""}), "ghi lý do")
    assert "Đã trả lại 2 hộ" in shown(
        lan.post(address(nominated), {"do": "return", "why": "sai"}, follow=True)
    )


def test_the_page_takes_the_same_queries_however_many_were_drawn(nominated: Season):
    draw(nominated)
    lan = sign_in(nominated.officer)
    few = queries_of(lan, address(nominated))
    for one in SampledDossier.objects.all():
        check(nominated, one)
    more(nominated, 80)
    draw(nominated)
    assert queries_of(lan, address(nominated)) == few <= 15


def test_who_may_not_see_it_finds_nothing(nominated: Season):
    assert sign_in(nominated.head).get(address(nominated)).status_code == 403
    assert sign_in(nominated.world.oanh).get(address(nominated)).status_code == 404
    drawn = draw(nominated).drawn.first()
    assert drawn is not None
    assert sign_in(nominated.world.oanh).post(reverse("review_check", args=[drawn.pk]), {}).status_code == 404


def test_the_desk_counts_what_the_samples_say(nominated: Season):
    """The figures of the queue are counted in SQL; the rules are asked with the same as where samples are drawn."""

    def same() -> None:
        (stands,) = samples_of(nominated.round, [nominated.hamlet.pk]).values()
        (desk,) = desk_facts(nominated.round, [nominated.hamlet.pk]).values()
        told, known = desk.facts, stands.facts
        assert (told.draws, told.open_count, told.last_wrong) == (
            known.draws,
            known.open_count,
            known.last_wrong,
        )
        assert (told.waiting, told.unseen) == (known.waiting, known.unseen)
        assert desk.carried_share == stands.carried_share(stands.waiting)

    more(nominated, 5, way="criteria")
    same()
    first, *_ = draw(nominated).drawn.all()
    same()
    check(nominated, first, "wrong", found="thiếu phiếu")
    more(nominated, 1, way="inherited")
    same()
    assert desk_facts(nominated.round, [nominated.open_hamlet.pk]) == {}
