"""What plans' targets, the centre's page, the board and the home page read from a centre's year."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning import sections
from hoctap.learning.figures import activities_held, programmes_approved
from hoctap.learning.hamlets.actions import mark_difficult
from hoctap.learning.models import Activity, DeliveryForm, ProgrammeState
from hoctap.learning.work import work_items
from hoctap.measures.boards import Asked
from hoctap.places.models import Place
from hoctap.plans.figures.actions import record_figure
from hoctap.plans.figures.queries import figures_at
from hoctap.plans.figures.rules import FigureDetails
from tests.learning.hands import activity_at, held_at, line_of, programme_at
from tests.world import World

YEAR = today().year


def hold(world: World, director: User, times: int) -> None:
    for _ in range(times):
        held_at(world.hamlet, world.actor(director), on=today())


@pytest.mark.requirement("S0-48")
def test_six_a_year_is_told_of_the_centre_and_above_of_the_one_with_the_fewest(
    world: World, director: User, centre: Centre
):
    places = [world.commune.pk, world.other_commune.pk, world.district.pk]
    assert activities_held(places, YEAR) == {}
    hold(world, director, 6)
    told = activities_held(places, YEAR)
    assert (told[world.commune.pk].value, told[world.district.pk].value) == (6, 6)
    assert world.other_commune.pk not in told
    programme_at(world.other_commune)
    told = activities_held(places, YEAR)
    assert (told[world.other_commune.pk].value, told[world.district.pk].value) == (0, 0)
    assert "1/2 trung tâm đạt 6" in told[world.district.pk].source
    figure = figures_at(["centre.activities"], world.commune, YEAR)["centre.activities"]
    assert figure.value == 6


@pytest.mark.requirement("S4-20")
def test_centres_with_an_approved_programme_are_shared_by_all_centres(
    world: World, director: User, centre: Centre
):
    assert programmes_approved([world.district.pk], YEAR) == {}
    programme_at(world.commune, state=ProgrammeState.APPROVED)
    programme_at(world.other_commune)
    told = programmes_approved([world.district.pk, world.commune.pk, world.hamlet.pk], YEAR)
    assert (told[world.district.pk].numerator, told[world.district.pk].denominator) == (1, 2)
    assert told[world.commune.pk].value == 100
    assert world.hamlet.pk not in told


def test_a_figure_that_records_give_is_not_typed_and_one_of_earlier_years_is(
    world: World, director: User, centre: Centre
):
    hold(world, director, 1)
    details = FigureDetails(year=YEAR, as_of=today(), source="Báo cáo", value=7)
    with pytest.raises(Refused, match="tự tính"):
        record_figure(world.commune, "centre.activities", details, by=world.actor(world.lan))
    earlier = FigureDetails(year=YEAR - 1, as_of=today(), source="Báo cáo năm trước", value=7)
    record_figure(world.commune, "centre.activities", earlier, by=world.actor(world.lan))
    assert figures_at(["centre.activities"], world.commune, YEAR - 1)["centre.activities"].value == 7


def test_the_centres_page_tells_programme_and_activities(
    world: World, director: User, centre: Centre, client: Client
):
    client.force_login(world.lan)
    url = f"/centres/{centre.pk}/"
    page = client.get(url).content.decode()
    assert "chưa lập" in page
    assert "chưa ghi gì" in page
    line_of(programme_at(world.commune))
    hold(world, director, 2)
    page = client.get(url).content.decode()
    assert "2/6 hoạt động ít nhất trong năm" in page
    assert "0 lớp, 2 chuyên đề, 0 buổi lồng ghép" in page
    assert "đang lập" in page


@pytest.mark.requirement("S4-29")
def test_the_centres_page_tells_in_which_forms_it_was_held(
    world: World, director: User, centre: Centre, client: Client
):
    hold(world, director, 3)
    Activity.objects.filter(pk=Activity.objects.earliest("pk").pk).update(form=DeliveryForm.MOBILE)
    client.force_login(world.lan)
    page = " ".join(client.get(f"/centres/{centre.pk}/").content.decode().split())
    assert "tập trung tại một nơi 2, lưu động về ấp, khóm 1" in page
    assert "trực tuyến" not in page


def board(world: World, user: User, place: Place) -> str:
    section = sections.on_board(Asked(world.actor(user), place, YEAR))
    return f"{section.finding} {section.note}" if section else ""


def test_the_board_tells_who_is_below_six_and_which_difficult_hamlet_has_nothing(
    world: World, director: User, centre: Centre
):
    assert board(world, world.bich, world.district) == ""
    hold(world, director, 6)
    mark_difficult(
        world.hamlet_2, since=today() - dt.timedelta(days=3), basis="12/QĐ-UBND", by=world.actor(director)
    )
    told = board(world, world.lan, world.commune)
    assert "6 chuyên đề" in told
    assert "Dưới 6" not in told
    assert f"1/1 ấp, khóm khó khăn chưa có hoạt động nào: {world.hamlet_2.title}" in told
    programme_at(world.other_commune)
    assert f"Dưới 6 hoạt động: {world.other_commune.title}" in board(world, world.bich, world.district)
    section = sections.on_board(Asked(world.actor(world.bich), world.district, YEAR))
    assert section is not None
    assert section.table is not None
    assert len(section.table.rows) == 2
    assert board(world, world.oanh, world.commune) == ""
    assert board(world, world.hung, world.hamlet) == ""


def test_a_past_day_without_a_count_waits_for_who_may_record_it(world: World, director: User):
    activity_at(world.hamlet, title="Chuyên đề hôm qua")
    activity_at(world.hamlet, on=today(), title="Chuyên đề hôm nay")
    for user, waits in ((director, True), (world.hung, True), (world.oanh, False), (world.minh, False)):
        titles = [one.title for one in work_items(world.actor(user))]
        assert any("hôm qua" in one for one in titles) == waits
        assert not any("hôm nay" in one for one in titles)


def test_many_that_wait_are_told_in_one_line_more(world: World, director: User):
    for _ in range(8):
        activity_at(world.hamlet)
    titles = [one.title for one in work_items(world.actor(director))]
    assert len(titles) == 7
    assert "Còn 2 buổi khác" in titles[-1]
