"""The commune's desk over all hamlets: odd ones first and why, many accepted at once, each returned with a reason per criterion."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.models import Dossier, RecognitionRound
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
    shown,
    sign_in,
    states,
    verdict,
)
from tests.season import Season
from tests.world import World, make_household


def address(season: Season | RecognitionRound, **query: object) -> str:
    pk = season.round.pk if isinstance(season, Season) else season.pk
    text = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse("review_queue", args=[pk]) + (f"?{text}" if text else "")


def write(dossier: Dossier, **columns: Any) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(**columns)
    dossier.refresh_from_db()
    return dossier


# ---------------------------------------------------------------- the list
def test_the_odd_ones_stand_first_with_the_reason_in_words(world: World):
    season = make_round(world.commune, world.edition)
    plain = {"state": "nominated", "hamlet_total": 90, "self_total": 91, "way": "paper"}
    usual, gap, near, below = [
        write(make_dossier(season, make_household(world.hamlet, name), "registered"), **plain)
        for name in ("An Văn Thường", "Bùi Văn Lệch", "Cao Văn Sát", "Đỗ Văn Dưới")
    ]
    write(gap, self_total=70)
    write(near, hamlet_total=81, self_total=81)
    write(below, hamlet_total=85, commune_total=79)
    body = shown(sign_in(world.lan).get(address(season)))
    order = sorted(("An Văn Thường", "Bùi Văn Lệch", "Cao Văn Sát", "Đỗ Văn Dưới"), key=body.index)
    assert order == ["Đỗ Văn Dưới", "Bùi Văn Lệch", "Cao Văn Sát", "An Văn Thường"]
    for words in ("79 điểm, dưới mức đạt 80", "lệch 20 điểm", "sát mức đạt 80"):
        assert words in body
    assert usual.state == "nominated"


def test_last_year_is_told_where_it_differs(world: World):
    last, now = make_round(world.commune, world.edition, 2023), make_round(world.commune, world.edition)
    for name, then, state in (
        ("Lê Văn Một", 90, "recognised"),
        ("Lê Văn Hai", 99, "recognised"),
        ("Lê Văn Ba", 70, "scored"),
    ):
        household = make_household(world.hamlet, name, listed_year=2020)
        before = make_dossier(last, household, "registered")
        decided = {"decided_on": dt.date(2023, 11, 1), "frozen_score": {"total": str(then)}}
        write(before, hamlet_total=then, state=state, **(decided if state == "recognised" else {}))
        write(make_dossier(now, household, "registered"), state="nominated", hamlet_total=88)
    lan = sign_in(world.lan)
    body = shown(lan.get(address(now, odd="differs")))
    assert "năm trước 99 điểm" in body
    assert "năm trước không được công nhận" in body
    assert "Lê Văn Một" not in body
    # Nothing is kept of it: what is changed this year or in the year before is told at once.
    write(now.dossiers.get(household__head__full_name="Lê Văn Một"), commune_total=100)
    gone = last.dossiers.get(household__head__full_name="Lê Văn Ba")
    write(gone, state="listed", registered_on=None, hamlet_total=None)
    body = shown(lan.get(address(now, odd="differs")))
    assert "Lê Văn Một" in body
    assert "Lê Văn Ba" not in body


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "van so 1"}, {1}),
        ({"group": "Tổ 2"}, {2}),
        ({"way": "inherited"}, {3}),
        ({"odd": "carried"}, {3}),
        ({"odd": "again"}, {4}),
        ({"odd": "gap"}, {5}),
        ({"odd": "near"}, {6}),
        ({"odd": "below"}, {7}),
        ({"state": "accepted"}, {8}),
        ({"odd": "no_evidence"}, {1, 2, 3, 4, 5, 6, 7}),
        ({"odd": "sampled"}, set()),
        ({"odd": "wrong"}, set()),
        ({"odd": "late"}, set()),
        ({"since": "2100-01-01"}, set()),
        ({"hamlet": "x", "since": "mai", "after": "x", "open": "x"}, {0, 1, 2, 3, 4, 5, 6, 7}),
    ],
)
def test_the_filters_stand_in_the_address(world: World, query: dict[str, str], found: set[int]):
    season = make_round(world.commune, world.edition)
    usual: dict[str, Any] = {"state": "nominated", "hamlet_total": 90, "self_total": 90, "way": "paper"}
    special: dict[int, dict[str, Any]] = {
        0: {"way": "criteria"},
        3: {"way": "inherited"},
        4: {"return_reason": "thiếu phiếu"},
        5: {"self_total": 50},
        6: {"hamlet_total": 80, "self_total": 80},
        7: {"commune_total": 60},
        8: {"state": "accepted"},
    }
    for number in range(9):
        household = make_household(world.hamlet, f"Nguyễn Văn Số {number}")
        if number == 2:
            type(household).objects.filter(pk=household.pk).update(group_name="Tổ 2")
        dossier = make_dossier(season, household, "registered")
        if number == 0:
            actions.attach_evidence(dossier, "A1", kind="note", text="Thử", by=world.actor(world.lan))
            dossier.refresh_from_db()
        write(dossier, **{**usual, **special.get(number, {})})
    body = shown(sign_in(world.lan).get(address(season, **query)))
    assert {number for number in range(9) if f"Nguyễn Văn Số {number}" in body} == found


def test_a_filter_by_hamlet_leaves_the_others(nominated: Season):
    write(nominated.open_dossiers[0], state="nominated")
    body = shown(sign_in(nominated.officer).get(address(nominated, hamlet=nominated.hamlet.pk)))
    assert names(nominated.dossiers)[0] in body
    assert names(nominated.open_dossiers)[0] not in body


def test_every_dossier_is_on_exactly_one_page(world: World):
    season = make_round(world.commune, world.edition)
    for number in range(120):
        dossier = make_dossier(season, make_household(world.hamlet, f"Trần Văn {number:03d}"), "registered")
        write(dossier, state="nominated", hamlet_total=80 + number % 15)
    lan = sign_in(world.lan)
    seen: list[str] = []
    page = lan.get(address(season)).context["queue"].page
    while True:
        seen += [one.name for one in page]
        if not page.after:
            break
        page = lan.get(address(season, after=page.after)).context["queue"].page
    assert len(seen) == len(set(seen)) == 120


def test_the_list_takes_the_same_queries_for_5_and_for_25(world: World):
    season = make_round(world.commune, world.edition)
    lan = sign_in(world.lan)

    def add(first: int, last: int) -> Dossier:
        for number in range(first, last):
            dossier = make_dossier(
                season, make_household(world.hamlet, f"Trần Văn {number:03d}"), "registered"
            )
            write(dossier, state="nominated", hamlet_total=88)
        return dossier

    opened = add(0, 5).pk
    few = queries_of(lan, address(season, open=opened))
    add(5, 25)
    assert queries_of(lan, address(season, open=opened)) == few <= 27


# ---------------------------------------------------------------- one dossier beside the list
def test_a_dossier_is_returned_with_a_reason_for_each_criterion_and_the_hamlet_reads_it_there(
    nominated: Season,
):
    back, other = nominated.dossiers
    lan = sign_in(nominated.officer)
    opened = shown(lan.get(address(nominated, open=back.pk)))
    assert "Trả lại: lý do từng tiêu chí" in opened
    form = {
        "verdict": "return",
        "version": back.version,
        "why": "",
        "why-A1": "thiếu giấy khen",
        "why-B2": "con nghỉ học",
    }
    answer = lan.post(reverse("review_verdict", args=[back.pk]), form, follow=True)
    assert "Đã trả lại ấp" in shown(answer)
    assert states(nominated) == ["returned", "nominated"]
    assert back.return_reason == "A1: thiếu giấy khen; B2: con nghỉ học"
    assert back.state_changes.latest("id").why == back.return_reason
    page = shown(sign_in(nominated.head).get(reverse("dossier_detail", args=[back.pk])))
    assert "con nghỉ học" in page
    assert back.answers["B2"]["returned"]["by_id"] == str(nominated.officer.pk)
    enter(nominated, row(back, "90", "85"))
    nominate(nominated, meet(nominated))
    review(nominated, verdict(back))
    assert "B2" not in back.answers, "accepted, the reasons stand in the history alone"
    assert other.state == "nominated"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"verdict": "return"}, "trả lại ấp thì phải ghi lý do"),
        ({"verdict": "return", "why-Z9": "x"}, "Z9 không có trong bộ tiêu chí"),
        ({"verdict": "accept", "commune": "79", "why": "thiếu sách"}, "dưới mức đạt 80"),
        ({"verdict": "accept", "version": "99"}, "người khác vừa sửa"),
    ],
)
def test_a_refused_verdict_keeps_the_list_and_what_was_typed(
    nominated: Season, form: dict[str, str], words: str
):
    dossier = nominated.dossiers[0]
    here = reverse("review_verdict", args=[dossier.pk])
    answer = sign_in(nominated.officer).post(here, {"version": dossier.version, **form})
    refused(answer, words, *(f'value="{form[key]}"' for key in ("why", "commune") if key in form))
    assert states(nominated) == ["nominated", "nominated"]


def test_an_acceptance_is_taken_back_with_a_reason_until_the_submission(accepted: Season):
    dossier = accepted.dossiers[0]
    lan = sign_in(accepted.officer)
    here = reverse("review_undo", args=[dossier.pk])
    refused(lan.post(here, {"why": " "}), "Bỏ đồng ý thì ghi lý do")
    assert "Đã bỏ đồng ý" in shown(lan.post(here, {"why": "phúc tra lại"}, follow=True))
    assert states(accepted) == ["nominated", "accepted"]
    change = dossier.state_changes.latest("id")
    assert (change.from_state, change.to_state, change.why) == ("accepted", "nominated", "phúc tra lại")
    actions.prepare_submission(accepted.round, by=accepted.by(accepted.officer))
    with pytest.raises(Refused, match="Đã trình"):
        actions.undo_acceptance(accepted.dossiers[1], why="x", by=accepted.by(accepted.officer))
    with pytest.raises(Forbidden):
        actions.undo_acceptance(accepted.dossiers[1], why="x", by=accepted.by(accepted.head))


def test_after_a_verdict_the_next_dossier_of_the_page_stands_open(nominated: Season):
    first, second = sorted(nominated.dossiers, key=lambda one: one.sort_key)
    lan = sign_in(nominated.officer)
    here = address(nominated, hamlet=nominated.hamlet.pk, open=first.pk)
    page = lan.get(here)
    assert page.context["queue"].next_key == str(second.pk)
    form = {"verdict": "accept", "version": first.version, "next": str(second.pk)}
    url = f"{reverse('review_verdict', args=[first.pk])}?hamlet={nominated.hamlet.pk}"
    answer = lan.post(url, form, follow=True)
    assert answer.context["queue"].opened.dossier == second
    last = lan.get(address(nominated, open=second.pk))
    assert last.context["queue"].next_key == ""
    made_up = lan.post(
        reverse("review_verdict", args=[second.pk]),
        {"verdict": "accept", "version": second.version, "next": "javascript:x"},
    )
    assert made_up.url == address(nominated)
