"""Kế thừa: last year fills the rows that nothing is entered of yet, and is taken back until the meeting."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.people.models import Household
from hoctap.places.models import Place
from hoctap.recognition import actions, queries
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.carrying.actions import carry_over, undo_carry_over
from hoctap.recognition.carrying.models import CarryOver
from hoctap.recognition.models import Dossier, RecognitionRound, StateChange
from tests.recognition.hands import ALL_POINTS, meeting_form, queries_of, refused, shown, sign_in
from tests.recognition.test_citizens import add_person
from tests.recognition.test_citizens import edition as citizens_edition
from tests.world import World, make_household

LAST, NOW = 2025, 2026


class Village:
    """Ấp 1 of Tân Kiều in 2026, with 2025 behind it."""

    def __init__(self, world: World, names: list[str], edition: CriteriaEdition | None = None) -> None:
        self.world = world
        self.households = [make_household(world.hamlet, name, listed_year=2024) for name in names]
        self.last = self.open(LAST, edition or world.edition)
        self.now: RecognitionRound

    def open(self, year: int, edition: CriteriaEdition, **other: Any) -> RecognitionRound:
        usual: dict[str, Any] = {"title": Title.LEARNING_FAMILY, "before_on": None}
        return actions.open_round(
            self.world.commune, year=year, edition=edition, by=self.by, **{**usual, **other}
        )

    @property
    def by(self) -> Any:
        return self.world.actor(self.world.lan)

    def score(self, household: Household, own: str = "92", hamlet: str = "88") -> Dossier:
        dossier = self.last.dossiers.get(household=household)
        row = TypedRow(dossier.pk, dossier.version, True, own, hamlet)
        actions.save_list(self.last, dossier.hamlet, [row], by=self.by)
        dossier.refresh_from_db()
        return dossier

    def begin(self, edition: CriteriaEdition | None = None) -> "Village":
        self.now = self.open(NOW, edition or self.world.edition)
        return self

    def carry(self, hamlet: Place | None = None, **how: Any) -> CarryOver:
        return carry_over(self.now, hamlet or self.world.hamlet, by=self.by, **how)

    def row(self, number: int) -> Dossier:
        return self.now.dossiers.get(household=self.households[number])


@pytest.fixture
def village(world: World) -> Village:
    """Three families: two scored in 2025, one never."""
    village = Village(world, ["Lê Văn An", "Lê Văn Bình", "Lê Văn Chín"])
    village.score(village.households[0], "92", "88,5")
    village.score(village.households[1], "85", "79")
    return village.begin()


@pytest.mark.requirement("S3-25")
def test_last_year_fills_the_empty_rows_and_each_says_so(village: Village):
    on = dt.date(2026, 2, 14)
    act = village.carry(on=on)
    first = village.row(0)
    assert (act.with_points, act.registrations_only) == (2, 0)
    assert (first.self_total, first.hamlet_total) == (Decimal(92), Decimal("88.5"))
    assert (first.way, first.way_words, first.state, first.registered_on) == (
        "inherited", "kế thừa 2025", "scored", on,
    )  # fmt: skip
    mark = first.answers["totals"]["hamlet"]
    assert (mark["inherited"], mark["why"], mark["by"]) == (2025, "kế thừa năm 2025", village.by.described)
    assert (village.row(2).state, village.row(2).way) == ("listed", "")
    body = shown(sign_in(village.world.hung).get(address(village)))
    assert body.count("kế thừa 2025</span>") == 2
    assert "2 / 2</strong> hộ có điểm đang giữ nguyên điểm kế thừa (100" in body
    commune = shown(sign_in(village.world.lan).get(reverse("round_detail", args=[village.now.pk])))
    assert "kế thừa 2 (100" in commune
    event = Event.objects.get(what="recognition.list.carried_over")
    assert event.count == 2


def address(village: Village, what: str = "entry_list", *more: Any) -> str:
    return reverse(what, args=[village.now.pk, village.world.hamlet.pk, *more])


def test_what_is_entered_already_is_never_touched(village: Village):
    dossier = village.row(0)
    actions.save_list(
        village.now, village.world.hamlet, [TypedRow(dossier.pk, dossier.version, True, "", "61")], by=village.by
    )  # fmt: skip
    assert village.carry().with_points == 1
    assert (village.row(0).hamlet_total, village.row(0).way) == (Decimal(61), "paper")


def test_a_registration_written_down_before_keeps_its_day(village: Village):
    dossier = village.row(0)
    on = dt.date(2026, 1, 5)
    row = TypedRow(dossier.pk, dossier.version, True)
    actions.save_list(village.now, village.world.hamlet, [row], on=on, by=village.by)
    act = village.carry(on=dt.date(2026, 2, 14))
    assert village.row(0).registered_on == on
    undo_carry_over(act, by=village.by)
    assert (village.row(0).state, village.row(0).registered_on) == ("registered", on)


def test_a_changed_row_stands_on_its_paper_and_the_rest_stays_carried_over(village: Village):
    village.carry()
    dossier = village.row(0)
    row = TypedRow(dossier.pk, dossier.version, True, "92", "70")
    actions.save_list(village.now, village.world.hamlet, [row], by=village.world.actor(village.world.hung))
    changed = village.row(0)
    assert (changed.way, changed.hamlet_total, changed.self_total) == ("paper", Decimal(70), Decimal(92))
    assert all("inherited" not in mark for mark in changed.answers["totals"].values())
    share = queries.inherited_share(village.now, village.world.hamlet)
    assert (share.inherited, share.entered, share.percent) == (1, 2, 50)
    assert queries.inherited_share(village.now) == share
    assert queries.inherited_by_hamlet(village.now) == {village.world.hamlet.pk: share}


def test_points_by_criteria_come_over_and_one_of_them_is_scored_anew(world: World):
    village = Village(world, ["Lê Văn An"])
    source = village.last.dossiers.get()
    row = TypedRow(source.pk, source.version, True)
    actions.save_list(village.last, world.hamlet, [row], by=village.by)
    source.refresh_from_db()
    actions.score_by_criteria(
        source, column="hamlet", points=ALL_POINTS, version=source.version, by=village.by
    )
    village.begin().carry()
    carried = village.row(0)
    assert (carried.hamlet_total, carried.way) == (Decimal(90), "inherited")
    assert carried.answers["A1"]["hamlet"]["inherited"] == LAST
    scored = actions.score_by_criteria(
        carried, column="hamlet", points={**ALL_POINTS, "A1": "20"}, version=carried.version, by=village.by
    )
    assert (scored.hamlet_total, scored.way) == (Decimal(80), "criteria")


def test_the_total_that_counted_comes_over_not_the_one_the_commune_corrected(village: Village):
    source = village.last.dossiers.get(household=village.households[0])
    source.commune_total = Decimal(81)
    source.save()
    village.carry()
    assert village.row(0).hamlet_total == Decimal(81)


def test_a_family_that_moved_is_found_by_its_household_not_by_its_hamlet(village: Village):
    moved = village.row(0)
    moved.hamlet = village.world.hamlet_2
    moved.save()
    assert village.carry(village.world.hamlet_2).with_points == 1
    assert village.row(0).hamlet_total == Decimal("88.5")


def test_what_the_commune_sent_back_or_took_away_is_looked_at_anew(village: Village):
    for number, state in enumerate(("returned", "revoked")):
        source = village.last.dossiers.get(household=village.households[number])
        source.state = state
        source.return_reason = "thiếu minh chứng"
        if state == "revoked":
            source.frozen_score, source.decided_on = {"total": "88"}, dt.date(2025, 11, 1)
        source.save()
    with pytest.raises(Refused, match="Năm 2025 không có hồ sơ đã chấm"):
        village.carry()


def test_one_to_at_a_time(village: Village):
    Household.objects.filter(pk=village.households[1].pk).update(group_name="Tổ 2")
    assert village.carry(group="Tổ 2").with_points == 1
    assert (village.row(0).way, village.row(1).way) == ("", "inherited")


def test_another_edition_gives_no_points_and_is_named(world: World):
    load_shipped_editions(by=system_job("kiểm thử"))
    village = Village(
        world,
        ["Lê Văn An"],
        CriteriaEdition.objects.get(title=Title.LEARNING_FAMILY, is_frame=False, code__startswith="gia"),
    )
    village.score(village.households[0])
    village.begin()
    with pytest.raises(
        Refused, match=r"Năm 2025 chấm theo “Gia đình học tập – mẫu .*”, đợt này chấm theo “Bộ tiêu chí thử”"
    ):
        village.carry()
    hung = sign_in(world.hung)
    body = shown(hung.get(address(village)))
    assert "điểm không kế thừa được" in body
    refused(
        hung.post(address(village, "entry_carry_over"), {"carry": "points"}), "Chỉ kế thừa được việc đăng ký"
    )
    answer = hung.post(address(village, "entry_carry_over"), {"carry": "registrations"}, follow=True)
    assert "1 hộ chỉ kế thừa việc đăng ký, chưa có điểm" in shown(answer)
    assert (village.row(0).state, village.row(0).hamlet_total, village.row(0).way) == ("registered", None, "")
    with pytest.raises(Refused, match="đăng ký đã ghi đủ"):
        village.carry(with_points=False)


def test_without_a_last_year_or_without_empty_rows_it_says_so(world: World):
    village = Village(world, ["Lê Văn An"]).begin()
    with pytest.raises(Refused, match="Năm 2025 không có hồ sơ đã chấm"):
        village.carry()
    assert "Kế thừa" not in shown(sign_in(world.hung).get(address(village)))
    village.score(village.households[0])
    village.carry()
    with pytest.raises(Refused, match="không còn hộ nào chưa nhập"):
        village.carry()


def test_a_closed_round_takes_nothing_over_and_nothing_back(village: Village):
    act = village.carry()
    village.now.state = "closed"
    village.now.save()
    for act_on in (lambda: village.carry(), lambda: undo_carry_over(act, by=village.by)):
        with pytest.raises(Refused, match="đã kết thúc"):
            act_on()
    assert village.row(0).way == "inherited"


def test_the_act_is_taken_back_whole_but_for_the_rows_that_were_touched_since(village: Village):
    act = village.carry()
    dossier = village.row(0)
    row = TypedRow(dossier.pk, dossier.version, True, "92", "70")
    actions.save_list(village.now, village.world.hamlet, [row], by=village.by)
    hung = sign_in(village.world.hung)
    answer = hung.post(address(village, "entry_carry_undo", act.pk), follow=True)
    assert "Đã bỏ kế thừa của 1 hộ" in shown(answer)
    emptied = village.row(1)
    assert (emptied.state, emptied.way, emptied.hamlet_total, emptied.self_total, emptied.registered_on) == (
        "listed", "", None, None, None,
    )  # fmt: skip
    assert emptied.answers.get("totals", {}) == {}
    assert village.row(0).hamlet_total == Decimal(70)
    assert list(StateChange.objects.filter(dossier=emptied).values_list("from_state", "to_state", "why"))[
        1:
    ] == [("listed", "scored", "kế thừa năm 2025"), ("scored", "listed", "bỏ kế thừa năm 2025")]
    refused(hung.post(address(village, "entry_carry_undo", act.pk)), "đã được bỏ rồi")
    assert village.carry().with_points == 1  # and may be done again


def test_after_the_meeting_it_is_not_taken_back_any_more(village: Village):
    act = village.carry()
    form = meeting_form(village.now, held_on=today())
    actions.record_meeting(village.world.hamlet, form, by=village.by)
    with pytest.raises(Refused, match="đã họp bình xét ngày"):
        undo_carry_over(act, by=village.by)
    body = shown(sign_in(village.world.hung).get(address(village)))
    assert "đã họp bình xét ngày" in body
    assert "Bỏ lần kế thừa này" not in body


def test_who_may_not_enter_carries_nothing_over(village: Village):
    world = village.world
    act = village.carry()
    for person in (world.oanh, world.minh, world.bich):
        with pytest.raises(Forbidden):
            carry_over(village.now, world.hamlet, by=world.actor(person))
        with pytest.raises(Forbidden):
            undo_carry_over(act, by=world.actor(person))
        for where in (address(village, "entry_carry_over"), address(village, "entry_carry_undo", act.pk)):
            assert sign_in(person).post(where).status_code in (403, 404)
    assert village.row(0).way == "inherited"


def test_the_button_carries_over_with_the_day_that_was_typed_once(village: Village):
    hung = sign_in(village.world.hung)
    assert "Kế thừa 2 hộ năm 2025" in shown(hung.get(address(village)))
    wrong = hung.post(address(village, "entry_carry_over"), {"registered_on": "31/02/2026"})
    refused(wrong, "Ngày đăng ký “31/02/2026” không có", f'action="{address(village)}" data-ht-entry')
    answer = hung.post(address(village, "entry_carry_over"), {"registered_on": "2026-02-14"}, follow=True)
    assert "Đã kế thừa điểm năm 2025 của 2 hộ" in shown(answer)
    assert village.row(0).registered_on == dt.date(2026, 2, 14)
    assert 'value="2026-02-14"' in shown(answer)


def test_a_browser_without_the_script_loses_no_typed_row_by_the_press(village: Village):
    dossier = village.row(2)
    key = f"row-{dossier.pk}"
    form = {"rows": [str(dossier.pk)], f"{key}-version": 1, f"{key}-registered": "1", f"{key}-hamlet": "83"}
    sign_in(village.world.hung).post(address(village, "entry_carry_over"), form)
    assert [village.row(number).hamlet_total for number in range(3)] == [
        Decimal("88.5"), Decimal(79), Decimal(83),
    ]  # fmt: skip


def test_a_citizen_is_found_by_himself_also_after_two_lines_of_him_were_joined(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    wife, double = add_person(household, "Lê Thị Vợ", 1972), add_person(household, "Lê Thi Vợ", 1972)
    by = world.actor(world.lan)
    what: dict[str, Any] = {
        "title": Title.LEARNING_CITIZEN, "edition": citizens_edition(), "before_on": None, "by": by
    }  # fmt: skip
    last = actions.open_round(world.commune, year=LAST, **what)
    source = last.dossiers.get(person=double)
    form = source.round.edition.forms[1]["code"]
    row = TypedRow(source.pk, 1, True, "88", "85", none_too_low=True, form=form)
    actions.save_list(last, world.hamlet, [row], by=by)
    double.merged_into = wife
    double.save()
    now = actions.open_round(world.commune, year=NOW, **what)
    assert carry_over(now, world.hamlet, by=by).with_points == 1
    carried = now.dossiers.get(person=wife)
    assert (carried.hamlet_total, carried.none_too_low, carried.form) == (Decimal(85), True, form)
    assert not now.dossiers.filter(person=double).exists()


def test_400_rows_are_carried_over_in_as_many_queries_as_three(
    world: World, django_assert_max_num_queries: Any
):
    village = Village(world, [f"Nguyễn Văn {number:03d}" for number in range(60)])
    rows = [TypedRow(dossier.pk, 1, True, "92", "88") for dossier in village.last.dossiers.all()]
    actions.save_list(village.last, world.hamlet, rows, by=village.by)
    village.begin()
    by = village.by
    with django_assert_max_num_queries(20):
        act = carry_over(village.now, world.hamlet, by=by)
    assert act.with_points == 60
    page = queries_of(sign_in(world.hung), address(village))
    assert page <= 19
