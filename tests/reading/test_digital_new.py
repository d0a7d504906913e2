"""The digital checklist, and the yes or no that a plan asks for."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.plans import actions as plans
from hoctap.plans.queries import plan_results
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.reading.services.actions import check_digital, set_standard
from hoctap.reading.services.rules import ITEMS
from tests.reading.hands import BY
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.mark.requirement("S1-08")
def test_the_target_of_a_plan_follows_the_checks_and_the_threshold(world: World, district_library: Library):
    plan = plans.record_plan(
        world.district,
        PlanDetails("79/KH-UBND", dt.date(2023, 3, 10), "UBND huyện", "Thư viện", 2023, 2030),
        by=BY,
    )
    details = TargetDetails(
        "Ứng dụng công nghệ thông tin",
        1,
        unit="có/không",
        year=2025,
        measure="library.digital",
        kind="boolean",
    )
    plans.add_target(plan, details, by=BY)

    def shows() -> object:
        return plan_results(plan, world.district)[0].result

    assert shows() is None
    check_digital(district_library, as_of=dt.date(2025, 5, 1), met=ITEMS[:3], evidence="Trang", by=BY)
    assert shows() == 0
    set_standard(
        world.district,
        items=ITEMS,
        least=3,
        books="",
        from_on=dt.date(2025, 1, 1),
        source="Công văn 5",
        by=BY,
    )
    assert shows() == 1
    told = plan_results(plan, world.district)[0].told
    assert told is not None
    assert "3/5 mục đạt, cần 3 (Công văn 5)" in told.source
    check_digital(district_library, as_of=dt.date(2025, 9, 1), met=ITEMS[:2], evidence="Trang", by=BY)
    assert shows() == 0


def test_it_is_recorded_on_its_page(world: World, librarian: User, library: Library):
    url, client = f"/reading/services/{library.pk}/digital/", sign_in(librarian)
    for typed, words in (
        ({"as_of": "", "evidence": "x"}, "kiểm ngày nào"),
        ({"as_of": "2099-01-01", "evidence": "x"}, "chưa tới"),
        ({"as_of": "2025-01-01", "evidence": ""}, "Hãy ghi minh chứng"),
        ({"as_of": "2025-01-01", "evidence": "x", "met": ["mục lạ"]}, "không còn trong bảng kiểm"),
    ):
        answer = client.post(url, typed)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert (
        client.post(url, {"as_of": "2025-01-01", "evidence": "Trang", "met": list(ITEMS)}).status_code == 302
    )
    assert "5 / 5" in shown(client.get("/reading/services/"))
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)


def test_the_items_are_those_of_the_day_of_the_check(world: World, librarian: User, library: Library):
    for items, on in ((["A", "B", "C"], dt.date(2024, 1, 1)), (["A", "B", "D"], dt.date(2026, 1, 1))):
        set_standard(world.commune, items=items, least=2, books="", from_on=on, source="QĐ", by=BY)
    url, client = f"/reading/services/{library.pk}/digital/", sign_in(librarian)
    for met in (["A", "B"], ["A", "D"]):
        typed = {"as_of": "2025-05-01", "evidence": "Trang", "met": met}
        answer = client.post(url, typed)
        assert answer.status_code == 422
        page = shown(answer)
        assert "áp dụng bảng kiểm khác" in page
        assert 'value="C"' in page
        assert 'value="D"' not in page
        assert 'action="?as_of=2025-05-01"' in page
        assert not library.digital_checks.exists()
    typed["met"] = ["A", "C"]
    assert client.post(f"{url}?as_of=2025-05-01", typed).status_code == 302
    assert (library.digital_checks.get().asked, library.digital_checks.get().met) == (
        ["A", "B", "C"],
        ["A", "C"],
    )
    typed |= {"as_of": "01/02/2026", "met": ["D"]}
    assert client.post(url, typed).status_code == 302
    assert client.get(f"{url}?as_of=x").status_code == 200
