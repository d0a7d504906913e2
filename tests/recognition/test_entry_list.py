"""Nhập theo danh sách: one row a household, from signed paper."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.models import Dossier, StateChange
from tests.figures import make_dossier, make_round
from tests.recognition.hands import enter, names, queries_of, refused, row, score, shown, sign_in, states
from tests.season import Season
from tests.world import World, make_household


def address(season: Season, *, other: bool = False) -> str:
    hamlet = season.open_hamlet if other else season.hamlet
    return reverse("entry_list", args=[season.round.pk, hamlet.pk])


def typed(*rows: TypedRow) -> dict[str, object]:
    form: dict[str, object] = {"rows": [str(one.dossier_id) for one in rows]}
    for one in rows:
        key = f"row-{one.dossier_id}"
        form |= {
            f"{key}-version": one.version,
            f"{key}-self": one.self_total,
            f"{key}-hamlet": one.hamlet_total,
        }
        form |= {f"{key}-registered": "1"} if one.registered else {}
    return form


# ---------------------------------------------------------------- the screen


@pytest.mark.requirement("S3-05", "S3-25")
def test_the_head_of_a_hamlet_types_the_list_and_finds_it_again(opened: Season):
    hung = sign_in(opened.head)
    body = shown(hung.get(address(opened)))
    assert all(name in body for name in names(opened.dossiers))
    assert "Đạt khi từ 80 điểm, tối đa 100" in body
    assert "MẪU CHƯA XÁC THỰC" in body.upper()
    answer = hung.post(address(opened), typed(*[row(d, "92,5", "88") for d in opened.dossiers]), follow=True)
    assert "Đã lưu 2 hộ" in shown(answer)
    assert 'value="92,5"' in shown(answer)
    assert "nhập từ phiếu giấy" in shown(answer)
    assert states(opened) == ["scored", "scored"]
    assert {d.hamlet_total for d in opened.dossiers} == {Decimal(88)}


def test_he_does_not_come_into_the_list_of_the_next_hamlet(opened: Season):
    hung = sign_in(opened.head)
    answers = [hung.get(address(opened, other=True)), hung.post(address(opened, other=True), {})]
    answers.append(hung.post(reverse("entry_register_all", args=[opened.round.pk, opened.open_hamlet.pk])))
    for answer in answers:
        assert answer.status_code == 404
        assert not [name for name in names(opened.open_dossiers) if name in shown(answer)]


@pytest.mark.parametrize("person", ["chair", "admin"])
def test_who_does_not_enter_is_kept_out(opened: Season, person: str):
    answer = sign_in(getattr(opened, person)).get(address(opened))
    assert answer.status_code == 403
    assert names(opened.dossiers)[0] not in shown(answer)


def test_neither_the_next_commune_nor_the_district_comes_in(opened: Season):
    for person in (opened.world.oanh, opened.world.bich):
        answer = sign_in(person).get(address(opened))
        assert answer.status_code in (403, 404)
        assert names(opened.dossiers)[0] not in shown(answer)


def test_a_plain_form_with_one_wrong_row_keeps_all_that_was_typed_and_marks_the_row(opened: Season):
    wrong, right = opened.dossiers
    answer = sign_in(opened.head).post(
        address(opened), typed(row(wrong, "92", "8o"), row(right, "71,5", "70"))
    )
    refused(answer, f"{names([wrong])[0]}: “8o” không phải là số điểm", 'value="8o"', 'value="71,5"')
    assert shown(answer).count("data-ht-wrong") == 1
    assert shown(answer).count("data-ht-unsaved") == 2
    assert states(opened) == ["listed", "listed"]


def test_typing_saves_each_row_for_itself_and_one_wrong_row_does_not_hold_the_other(opened: Season):
    wrong, right = opened.dossiers
    answer = sign_in(opened.head).post(
        address(opened), typed(row(wrong, "", "101"), row(right)), headers={"X-Hoctap-Entry": "1"}
    )
    said = json.loads(answer.content)
    right.refresh_from_db()
    assert said["saved"] == [str(right.pk)]
    assert said["versions"] == {str(right.pk): right.version}
    assert list(said["errors"]) == [str(wrong.pk)]
    assert "từ 0 đến 100" in said["errors"][str(wrong.pk)]
    assert states(opened) == ["listed", "scored"]


def test_a_row_typed_on_an_old_page_is_refused_while_typing_too(opened: Season):
    dossier = opened.dossiers[0]
    old = row(dossier)
    enter(opened, row(dossier, "60", "55"))
    answer = sign_in(opened.head).post(address(opened), typed(old), headers={"X-Hoctap-Entry": "1"})
    assert "người khác vừa sửa" in json.loads(answer.content)["errors"][str(dossier.pk)]
    dossier.refresh_from_db()
    assert dossier.hamlet_total == 55


def test_a_form_that_a_machine_made_up_changes_nothing(opened: Season):
    key = str(opened.dossiers[0].pk)
    form = {"rows": ["khong-phai", key], f"row-{key}-version": "²", f"row-{key}-hamlet": "9" * 5000}
    refused(sign_in(opened.head).post(address(opened), form))
    assert states(opened) == ["listed", "listed"]


def test_one_press_registers_the_whole_hamlet(opened: Season):
    hung = sign_in(opened.head)
    enter(opened, row(opened.dossiers[0]))
    answer = hung.post(reverse("entry_register_all", args=[opened.round.pk, opened.hamlet.pk]), follow=True)
    assert "Đã ghi 1 hộ" in shown(answer)
    assert states(opened) == ["scored", "registered"]
    assert {d.registered_on for d in opened.dossiers} == {today()}
    opened.refresh()
    assert {d.state for d in opened.open_dossiers} == {"listed"}
    assert actions.register_all(opened.round, opened.hamlet, by=opened.by(opened.head)) == 0


def test_one_group_of_the_hamlet_at_a_time(opened: Season):
    household = opened.households[0]
    household.group_name = "Tổ 3"
    household.save()
    hung = sign_in(opened.head)
    first, second = (
        names(opened.dossiers)
        if opened.dossiers[0].household_id == household.pk
        else names(opened.dossiers)[::-1]
    )
    body = shown(hung.get(address(opened), {"group": "Tổ 3"}))
    assert first in body
    assert second not in body
    assert second in shown(hung.get(address(opened)))


def test_rows_that_went_up_are_shown_and_not_typed_in(nominated: Season):
    body = shown(sign_in(nominated.head).get(address(nominated)))
    assert "Đã gửi lên xã (2 hộ)" in body
    assert 'name="rows"' not in body


def test_an_empty_hamlet_says_what_to_do(world: World):
    season = make_round(world.commune, world.edition)
    body = shown(sign_in(world.hung).get(reverse("entry_list", args=[season.pk, world.hamlet.pk])))
    assert "Ấp chưa có hộ nào trong đợt" in body


def test_the_list_takes_the_same_queries_for_40_and_for_80_households(world: World):
    season = make_round(world.commune, world.edition)
    here = reverse("entry_list", args=[season.pk, world.hamlet.pk])
    hung = sign_in(world.hung)

    def add(first: int) -> None:
        for number in range(first, first + 40):
            make_dossier(season, make_household(world.hamlet, f"Nguyễn Văn {number:03d}"), "registered")

    add(0)
    forty = queries_of(hung, here)
    add(40)
    assert queries_of(hung, here) == forty <= 17


# ---------------------------------------------------------------- the action


def test_a_list_is_saved_whole_or_not_at_all_and_the_wrong_row_is_named(opened: Season):
    wrong, right = opened.dossiers
    with pytest.raises(Refused) as refusal:
        enter(opened, row(right), row(wrong, "92", "100,5"))
    assert names([wrong])[0] in str(refusal.value)
    assert [reason.field for reason in refusal.value.reasons] == [f"hamlet-{wrong.pk}"]
    assert states(opened) == ["listed", "listed"]
    assert not Event.objects.filter(what="recognition.list.saved").exists()


def test_points_without_registration_are_refused(opened: Season):
    with pytest.raises(Refused, match="chưa đánh dấu đã đăng ký"):
        enter(opened, row(opened.dossiers[0], registered=False))


def test_a_total_is_never_rounded_up_to_the_threshold(opened: Season):
    with pytest.raises(Refused, match="79,996"):
        enter(opened, row(opened.dossiers[0], "", "79,996"))


def test_a_row_that_somebody_else_changed_meanwhile_is_refused_by_name(opened: Season):
    dossier = opened.dossiers[0]
    mine = row(dossier, "90", "85")
    enter(opened, row(dossier, "92", "88"))
    with pytest.raises(Refused, match=f"{names([dossier])[0]}: người khác vừa sửa"):
        enter(opened, mine)
    dossier.refresh_from_db()
    assert dossier.hamlet_total == 88


def test_the_same_form_sent_twice_changes_nothing_the_second_time(opened: Season):
    rows = [row(dossier, "92,50", "88") for dossier in opened.dossiers]
    assert enter(opened, *rows) == 2
    before = ([d.version for d in opened.dossiers], StateChange.objects.count(), Event.objects.count())
    assert enter(opened, *rows) == 0
    assert (
        [d.version for d in opened.dossiers],
        StateChange.objects.count(),
        Event.objects.count(),
    ) == before


def test_a_row_that_comes_twice_with_two_figures_is_refused_by_name_and_twice_the_same_is_taken_once(
    opened: Season,
):
    dossier = opened.dossiers[0]
    one, other = row(dossier, "90", "85"), row(dossier, "90", "86")
    with pytest.raises(Refused, match=f"{dossier.subject_name}: dòng này gửi hai lần với số khác nhau"):
        enter(opened, one, other)
    assert enter(opened, one, one) == 1
    assert (dossier.hamlet_total, dossier.version) == (85, 2)


def test_a_row_of_another_hamlet_is_refused(opened: Season):
    with pytest.raises(Refused, match="không thuộc danh sách của ấp này"):
        enter(opened, row(opened.open_dossiers[0]))
    opened.refresh()
    assert opened.open_dossiers[0].state == "listed"


def test_the_head_of_one_hamlet_does_not_save_the_list_of_another(opened: Season):
    with pytest.raises(Forbidden):
        enter(opened, row(opened.open_dossiers[0]), hamlet=opened.open_hamlet)


def test_a_household_scored_by_criteria_takes_no_total_from_the_list(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, row(dossier, "", ""))
    score(opened, dossier)
    with pytest.raises(Refused, match="chấm từng tiêu chí"):
        enter(opened, row(dossier, "", "95"))
    assert enter(opened, row(dossier, "", "90")) == 0  # what the list shows


def test_a_registration_in_the_future_is_refused(opened: Season):
    for act in (actions.register_all, lambda *a, **k: actions.save_list(*a, [row(opened.dossiers[0])], **k)):
        with pytest.raises(Refused, match="sau ngày hôm nay"):
            act(opened.round, opened.hamlet, on=today() + dt.timedelta(days=1), by=opened.by(opened.head))


def test_the_day_of_the_signed_registration_is_kept(opened: Season):
    on = dt.date(2024, 3, 1)
    by = opened.by(opened.head)
    actions.save_list(opened.round, opened.hamlet, [row(opened.dossiers[0])], on=on, by=by)
    enter(opened, row(opened.dossiers[0], "", "81"))
    assert opened.dossiers[0].registered_on == on


@pytest.mark.requirement("S3-25")
def test_a_total_from_paper_keeps_who_typed_it_and_when(scored: Season):
    mark = scored.dossiers[0].answers["totals"]["hamlet"]
    assert mark["points"] == "88"
    assert mark["by"] == scored.by(scored.head).described
    assert mark["by_id"] == str(scored.head.pk)
    assert mark["at"].startswith(str(dt.datetime.now(dt.UTC).year))
    assert scored.dossiers[0].way == "paper"


def test_a_mistyped_row_is_emptied_again(scored: Season):
    dossier = scored.dossiers[0]
    enter(scored, row(dossier, "", ""))
    assert (dossier.state, dossier.way, dossier.answers["totals"]) == ("registered", "", {})
    enter(scored, row(scored.dossiers[1], "", "", registered=False))
    assert scored.dossiers[1].state == "listed"
    assert scored.dossiers[1].registered_on is None
    moves = dossier.state_changes.values_list("from_state", "to_state")
    assert list(moves) == [("", "listed"), ("listed", "scored"), ("scored", "registered")]


def test_a_row_that_went_up_is_not_changed_by_the_list(nominated: Season):
    with pytest.raises(Refused, match="Ấp đề nghị"):
        enter(nominated, row(nominated.dossiers[0], "92", "99"))


def test_nothing_is_entered_in_a_closed_round(opened: Season):
    enter(opened, row(opened.dossiers[0], "", ""))
    by = opened.by(opened.officer)
    actions.close_round(opened.round, by=by)
    with pytest.raises(Refused, match="đã kết thúc"):
        enter(opened, row(opened.dossiers[0]))
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.register_all(opened.round, opened.hamlet, by=by)
    answer = sign_in(opened.head).post(
        reverse("entry_register_all", args=[opened.round.pk, opened.hamlet.pk])
    )
    refused(answer, "đã kết thúc")
    assert Dossier.objects.filter(state="scored").count() == 0
