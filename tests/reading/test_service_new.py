"""A service enters the catalogue with its evidence; the yes or no of a plan comes from it."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.plans import actions as plans
from hoctap.plans.indicators import figure_providers
from hoctap.plans.queries import plan_results
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.reading.models import LibraryService
from hoctap.reading.services.actions import add_service, end_service
from tests.partners.hands import held
from tests.reading.hands import BY
from tests.recognition.hands import shown, sign_in
from tests.world import World

SINCE = dt.date(2024, 1, 1)


def url(library: Library) -> str:
    return f"/reading/services/{library.pk}/new/"


def test_an_activity_may_be_the_evidence(world: World, librarian: User, library: Library):
    activity = held(world.commune, "Thư viện", on=dt.date(2024, 6, 1), title="Giờ đọc")
    typed = {"name": "Giờ đọc", "from_on": "2024-05-01", "activity": str(activity.pk)}
    assert sign_in(librarian).post(url(library), typed).status_code == 302
    assert LibraryService.objects.get().activity == activity
    assert "Giờ đọc" in shown(sign_in(librarian).get(f"/reading/services/{library.pk}/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Hãy ghi tên dịch vụ"),
        ({"evidence": ""}, "Hãy ghi minh chứng"),
        ({"from_on": ""}, "có từ ngày nào"),
        ({"from_on": "2099-01-01"}, "chưa tới"),
        ({"from_on": "2001-01-01"}, "hoạt động từ"),
    ],
)
def test_what_is_missing_is_said(librarian: User, library: Library, change: dict[str, str], words: str):
    typed = {"name": "Tra cứu", "from_on": "2024-01-01", "evidence": "Sổ", **change}
    answer = sign_in(librarian).post(url(library), typed)
    assert answer.status_code == 422
    assert words in shown(answer)


@pytest.mark.requirement("S1-07")
def test_the_target_of_a_plan_shows_whether_services_run(world: World, district_library: Library):
    plan = plans.record_plan(
        world.district,
        PlanDetails("79/KH-UBND", dt.date(2023, 3, 10), "UBND huyện", "Thư viện", 2023, 2030),
        by=BY,
    )
    details = TargetDetails(
        "Có dịch vụ học tập suốt đời", 1, unit="có/không", year=2025,
        measure="library.lifelong_services", kind="boolean",
    )  # fmt: skip
    plans.add_target(plan, details, by=BY)
    assert plan_results(plan, world.district)[0].result is None
    service = add_service(district_library, name="Tra cứu", from_on=SINCE, evidence="Sổ", by=BY)
    found = plan_results(plan, world.district)[0]
    assert found.result == 1
    assert found.met is True
    assert found.told is not None
    assert "1 dịch vụ đang có ở Thư viện huyện" in found.told.source
    end_service(service, to_on=dt.date(2025, 6, 1), why="hết người", by=BY)
    assert plan_results(plan, world.district)[0].result == 0


def test_only_the_public_library_of_the_place_is_asked(world: World, bookcase: Library):
    add_service(bookcase, name="Kể chuyện", from_on=SINCE, evidence="Sổ", by=BY)
    provider = figure_providers["library.lifelong_services"]
    assert provider([world.commune.pk, world.district.pk], 2025) == {}


def test_what_ended_stops_on_its_last_day(world: World, district_library: Library):
    add_service(district_library, name="Tra cứu", from_on=SINCE, evidence="Sổ", by=BY)
    district_library.valid_to, district_library.ended_why = dt.date(2025, 7, 1), "bỏ cấp huyện"
    district_library.save()
    told = figure_providers["library.lifelong_services"]([world.district.pk], 2026)[world.district.pk]
    assert told.value == 1
    assert told.as_of == dt.date(2025, 6, 30)
    assert "bỏ cấp huyện" in told.source


def test_others_do_not_come_in(world: World, library: Library):
    assert sign_in(world.minh).get(url(library)).status_code == 403
    assert sign_in(world.oanh).get(url(library)).status_code in (403, 404)
