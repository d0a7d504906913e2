"""Addresses and actions of days, events and movements with their objects and owners."""

from typing import Any

from hoctap.core.dates import today
from hoctap.movements.campaigns import actions as campaigns
from hoctap.movements.campaigns.models import Movement, MovementUnit, UnitResult
from hoctap.movements.crosswalk.actions import add_line
from hoctap.movements.crosswalk.models import CrosswalkLine
from hoctap.movements.crosswalk.rules import LineTyped
from hoctap.movements.days.models import Observance, Occasion
from hoctap.movements.days.rules import Falls
from hoctap.plans.tasking import actions as tasking
from tests.examples import Call, Visit, action_example, url_example
from tests.movements.hands import (
    LONG_AGO,
    local_day,
    movement_at,
    movement_typed,
    occasion_at,
    occasion_typed,
    result_typed,
    shipped,
    unit_in,
)
from tests.season import SCAN, Season

MEASURE = "learning_family.recognised"


def _day(season: Season, name: str = "") -> Observance:
    return local_day(season.commune, season.by(season.officer), name)


def _occasion(season: Season) -> Occasion:
    return occasion_at(season.commune, season.by(season.officer))


def _movement(season: Season) -> Movement:
    return movement_at(season.commune, season.by(season.officer), titles=["learning_family"], oldest_head=45)


def _unit(season: Season) -> MovementUnit:
    by = season.by(season.officer)
    return unit_in(_movement(season), season.commune, by, f"Hội Nông dân {season.commune.name}")


def _result(season: Season) -> UnitResult:
    unit = _unit(season)
    found = unit.results.exclude(sha256="").first()
    return found or campaigns.record_result(unit, result_typed(), content=SCAN, by=season.by(season.officer))


def _line(season: Season) -> CrosswalkLine:
    found = CrosswalkLine.objects.standing().filter(place=season.commune).first()
    return found or add_line(season.commune, _line_typed("5.2"), by=season.by(season.officer))


def _line_typed(code: str) -> LineTyped:
    return LineTyped("rural_advanced", code, "Tỷ lệ gia đình học tập", MEASURE, "Quyết định của tỉnh (thử)")


def _here(season: Season, **values: Any) -> dict[str, Any]:
    return {"place": str(season.commune.pk), **values}


def _occasion_form(season: Season, name: str) -> dict[str, Any]:
    return _here(
        season,
        name=name,
        first_on="2024-04-21",
        last_on="2024-04-23",
        level="commune",
        role="organiser",
        theme="Sách và tôi",
        lead="Thư viện xã",
        document="3/KH-UBND",
        items="Trưng bày sách | Thư viện xã\nThi kể chuyện",
    )


def _movement_form(season: Season, name: str) -> dict[str, Any]:
    return _here(
        season,
        name=name,
        kind="campaign",
        launcher="front",
        launcher_name="Ủy ban MTTQ xã",
        document="5/KH-MTTQ",
        launched_on="2024-02-01",
        first_on="2024-02-01",
        last_on=f"{today().year + 1}-12-31",
        goal="Mỗi gia đình một góc học tập",
        tasks="Có góc học tập\nCó tủ sách",
        channels="Loa truyền thanh",
        units_wanted="20",
        titles=["learning_family"],
        oldest_head="40",
    )


def _get_and_post(owner: Any, kwargs: dict[str, Any], post: dict[str, Any], **more: Any) -> list[Visit]:
    return [
        Visit(owner=owner, kwargs=kwargs, **more),
        Visit(owner=owner, kwargs=kwargs, post=post, **more),
    ]


@url_example("year_calendar")
def _(season: Season) -> Visit:
    _day(season)
    return Visit(owner=season.officer, query={"month": "2024-05"}, own_page=True)


@url_example("movement_calendar")
def _(season: Season) -> list[Visit]:
    return _get_and_post(season.officer, {}, {"label": "Điện thoại"}, own_page=True)


@url_example("movement_feed")
def _(season: Season) -> Visit:
    token = tasking.make_calendar_link(by=season.by(season.officer)).token
    return Visit(owner=None, kwargs={"token": token})


@url_example("observance_new")
def _(season: Season) -> list[Visit]:
    typed = _here(
        season,
        name=f"Ngày làng văn hóa {season.commune.name}",
        kind="day",
        rule="weekday",
        day="",
        month="11",
        nth="2",
        weekday="7",
        days="1",
        basis="Nghị quyết của xã",
    )
    return _get_and_post(season.officer, {}, typed, own_page=True)


@url_example("observance_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _day(season).pk})


@url_example("observance_dates")
def _(season: Season) -> list[Visit]:
    typed = _here(season, year="2024", first_on="2024-10-01", last_on="2024-10-07", source="Công văn 1 (thử)")
    return _get_and_post(season.officer, {"pk": _day(season).pk}, typed)


@url_example("observance_reminder")
def _(season: Season) -> list[Visit]:
    typed = _here(season, is_kept="on", remind_days="20")
    return _get_and_post(season.officer, {"pk": _day(season).pk}, typed)


@url_example("observance_end")
def _(season: Season) -> list[Visit]:
    return _get_and_post(season.officer, {"pk": _day(season, "Ngày bỏ đi").pk}, {"why": "Trùng ngày khác"})


@url_example("observance_table")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _day(season).pk}, query={"year": "2024"})


@url_example("occasion_list")
def _(season: Season) -> Visit:
    _occasion(season)
    return Visit(owner=season.officer, query={"year": "2024"}, own_page=True)


@url_example("occasion_new")
def _(season: Season) -> list[Visit]:
    typed = _occasion_form(season, f"Ngày sách {season.commune.name}")
    return _get_and_post(season.officer, {}, typed, own_page=True)


@url_example("occasion_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _occasion(season).pk})


@url_example("occasion_edit")
def _(season: Season) -> list[Visit]:
    typed = _occasion_form(season, f"Tuần lễ học tập {season.commune.name}")
    return _get_and_post(season.officer, {"pk": _occasion(season).pk}, typed)


@url_example("occasion_cancel")
def _(season: Season) -> list[Visit]:
    by = season.by(season.officer)
    one = occasion_at(season.commune, by, name=f"Hội sách bỏ {season.commune.name}")
    return _get_and_post(season.officer, {"pk": one.pk}, {"why": "Bão"})


@url_example("occasion_activities")
def _(season: Season) -> list[Visit]:
    return _get_and_post(season.officer, {"pk": _occasion(season).pk}, {"activities": []})


@url_example("occasion_results")
def _(season: Season) -> list[Visit]:
    return _get_and_post(season.officer, {"pk": _occasion(season).pk}, {"results": "Đông người đến đọc"})


@url_example("movement_list")
def _(season: Season) -> Visit:
    _movement(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("movement_new")
def _(season: Season) -> list[Visit]:
    typed = _movement_form(season, f"Góc học tập {season.commune.name}")
    return _get_and_post(season.officer, {}, typed, own_page=True)


@url_example("movement_detail")
def _(season: Season) -> Visit:
    _unit(season)
    return Visit(owner=season.officer, kwargs={"pk": _movement(season).pk})


@url_example("movement_edit")
def _(season: Season) -> list[Visit]:
    typed = _movement_form(season, f"Học để đổi thay {season.commune.name}")
    return _get_and_post(season.officer, {"pk": _movement(season).pk}, typed)


@url_example("movement_cancel")
def _(season: Season) -> list[Visit]:
    one = movement_at(season.commune, season.by(season.officer), name=f"Bỏ {season.commune.name}")
    return _get_and_post(season.officer, {"pk": one.pk}, {"why": "Gộp vào phong trào khác"})


@url_example("movement_units")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _unit(season).movement_id})


@url_example("movement_join")
def _(season: Season) -> list[Visit]:
    typed = _here(
        season,
        kind="school",
        names=f"Trường Tiểu học {season.commune.name}",
        households="",
        registered_on=today().isoformat(),
    )
    return _get_and_post(season.officer, {"pk": _movement(season).pk}, typed)


@url_example("movement_title")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.officer,
        kwargs={"pk": _movement(season).pk},
        query={"title": "learning_family", "year": "2024"},
    )


@url_example("movement_review")
def _(season: Season) -> list[Visit]:
    typed = {"stage": "interim", "held_on": today().isoformat(), "text": "Các ấp làm tốt"}
    return _get_and_post(season.officer, {"pk": _movement(season).pk}, typed)


@url_example("movementunit_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result(season).unit_id})


@url_example("movementunit_result")
def _(season: Season) -> list[Visit]:
    typed = {
        "stage": "final",
        "reported_on": today().isoformat(),
        "text": "Mở ba lớp",
        "people": "60",
        "is_met": "yes",
        "activity": "",
        "assessment": "",
    }
    return _get_and_post(season.officer, {"pk": _unit(season).pk}, typed)


@url_example("movementunit_withdraw")
def _(season: Season) -> list[Visit]:
    by = season.by(season.officer)
    one = unit_in(_movement(season), season.commune, by, "Hội Cựu chiến binh")
    return _get_and_post(season.officer, {"pk": one.pk}, {"why": "Sáp nhập"})


@url_example("unitresult_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result(season).pk})


@url_example("crosswalk_list")
def _(season: Season) -> Visit:
    _line(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("crosswalk_new")
def _(season: Season) -> list[Visit]:
    typed = _here(
        season,
        dossier="urban",
        code="3.1",
        wording=f"Gia đình học tập ở {season.commune.name}",
        measure=MEASURE,
        source="Hướng dẫn (thử)",
    )
    return _get_and_post(season.officer, {}, typed, own_page=True)


@url_example("crosswalk_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _line(season).pk}, post={})


@url_example("crosswalk_figures")
def _(season: Season) -> Visit:
    _line(season)
    return Visit(owner=season.officer, query={"year": "2024"}, own_page=True)


@url_example("crosswalk_sheet")
def _(season: Season) -> Visit:
    _line(season)
    return Visit(owner=season.officer, query={"year": "2024"}, own_page=True)


@action_example("movements.add_observance")
def _(season: Season) -> Call:
    falls = Falls("date", 6, 1)
    return Call(
        season.commune, kwargs={"name": "Ngày ấp", "kind": "day", "falls": falls}, owner=season.officer
    )


@action_example("movements.end_observance")
def _(season: Season) -> Call:
    return Call(_day(season), kwargs={"why": "Thôi"}, owner=season.officer)


@action_example("movements.date_observance")
def _(season: Season) -> Call:
    typed = {"first_on": LONG_AGO, "last_on": LONG_AGO, "source": "Công văn (thử)"}
    return Call(shipped(), season.commune, 2024, kwargs=typed, owner=season.officer)


@action_example("movements.set_reminder")
def _(season: Season) -> Call:
    return Call(shipped(), season.commune, kwargs={"is_kept": True, "remind_days": 10}, owner=season.officer)


@action_example("movements.remind_of_days")
def _(season: Season) -> Call:
    return Call(owner=None)


@action_example("movements.plan_occasion")
def _(season: Season) -> Call:
    return Call(season.commune, occasion_typed("Hội sách"), owner=season.officer)


@action_example("movements.change_occasion")
def _(season: Season) -> Call:
    return Call(_occasion(season), occasion_typed("Hội sách"), owner=season.officer)


@action_example("movements.cancel_occasion")
def _(season: Season) -> Call:
    return Call(_occasion(season), kwargs={"why": "Bão"}, owner=season.officer)


@action_example("movements.link_activities")
def _(season: Season) -> Call:
    return Call(_occasion(season), [], owner=season.officer)


@action_example("movements.tell_results")
def _(season: Season) -> Call:
    return Call(_occasion(season), kwargs={"results": "Tốt"}, owner=season.officer)


@action_example("movements.launch_movement")
def _(season: Season) -> Call:
    return Call(season.commune, movement_typed("Đọc sách"), owner=season.officer)


@action_example("movements.change_movement")
def _(season: Season) -> Call:
    return Call(_movement(season), movement_typed("Đọc sách"), owner=season.officer)


@action_example("movements.cancel_movement")
def _(season: Season) -> Call:
    return Call(_movement(season), kwargs={"why": "Gộp"}, owner=season.officer)


@action_example("movements.join_movement")
def _(season: Season) -> Call:
    return Call(_movement(season), season.commune, "other", ["Chợ xã"], owner=season.officer)


@action_example("movements.withdraw_unit")
def _(season: Season) -> Call:
    return Call(_unit(season), kwargs={"why": "Sáp nhập"}, owner=season.officer)


@action_example("movements.record_result")
def _(season: Season) -> Call:
    return Call(_unit(season), result_typed(), owner=season.officer)


@action_example("movements.review_movement")
def _(season: Season) -> Call:
    typed = {"stage": "interim", "held_on": today(), "text": "Khá"}
    return Call(_movement(season), kwargs=typed, owner=season.officer)


@action_example("movements.add_line")
def _(season: Season) -> Call:
    return Call(season.commune, _line_typed("7.1"), owner=season.officer)


@action_example("movements.end_line")
def _(season: Season) -> Call:
    return Call(_line(season), owner=season.officer)
