"""One old commune's list comes into the new one: hamlets are keyed by old commune and name, never joined by guess."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import Household
from hoctap.places.models import LineageEdge, OrganisationKind, Place
from tests.people.sheets import sheet
from tests.world import World, make_organisation, make_user

DAY = dt.date(2025, 7, 1)
DECISION = "1663/NQ-UBTVQH15"
HEADERS = ["Họ và tên chủ hộ", "Năm sinh", "Ấp"]
ONE = [["Nguyễn Văn Một", 1970, "Ấp 1"], ["Trần Thị Hai", 1965, "Ấp 2"]]


def commune(world: World, name: str, code: str, **dates: dt.date) -> Place:
    return Place.objects.create(
        level="commune", kind="xã", name=name, code=code, parent=world.province, **dates
    )


@pytest.fixture
def new(world: World) -> Place:
    """Mỹ Thới of two old communes, each with its Ấp 1; only the hamlets of the first are listed."""
    made = commune(world, "Mỹ Thới", "30080", valid_from=DAY)
    for old, code in (("Mỹ An", "30001"), ("Mỹ Đông", "30002")):
        place = commune(world, old, code, valid_to=DAY)
        LineageEdge.objects.create(predecessor=place, successor=made, kind="merge", on=DAY, decision=DECISION)
    return made


def old(name: str) -> Place:
    return Place.objects.get(name=name, level="commune")


def hamlet(parent: Place, name: str) -> Place:
    return Place.objects.create(level="hamlet", kind="ấp", name=name, parent=parent, valid_to=parent.valid_to)


def run(path: Path, *options: str) -> tuple[dict[str, Any], str]:
    out, complaint = StringIO(), ""
    try:
        call_command(
            "import",
            "households",
            str(path),
            "--place",
            "30080",
            "--year",
            "2026",
            *options,
            "--json",
            stdout=out,
        )
    except CommandError as error:
        complaint = str(error)
    return json.loads(out.getvalue() or "{}"), complaint


@pytest.fixture
def list_of_an(tmp_path: Path) -> Path:
    path = tmp_path / "my-an.xlsx"
    path.write_bytes(sheet(ONE, HEADERS))
    return path


def test_two_old_communes_with_equal_names_stay_apart(new: Place, list_of_an: Path, tmp_path: Path):
    for name in ("Ấp 1", "Ấp 2"):
        hamlet(old("Mỹ An"), name)
    hamlet(old("Mỹ Đông"), "Ấp 1")
    said, complaint = run(list_of_an, "--from-place", "30001")
    assert (said["created"], complaint) == (2, "")
    assert set(new.children.values_list("name", flat=True)) == {"Ấp 1", "Ấp 2"}
    other = tmp_path / "my-dong.xlsx"
    other.write_bytes(sheet([["Lê Văn Ba", 1950, "ẤP 1"]], HEADERS))
    assert run(other, "--from-place", "30002")[0]["created"] == 1
    assert {
        one.head.full_name: one.hamlet.name for one in Household.objects.select_related("head", "hamlet")
    } == {
        "Nguyễn Văn Một": "Ấp 1 (xã Mỹ An cũ)",
        "Trần Thị Hai": "Ấp 2",
        "Lê Văn Ba": "Ấp 1 (xã Mỹ Đông cũ)",
    }
    edge = LineageEdge.objects.get(predecessor__parent=old("Mỹ Đông"), predecessor__level="hamlet")
    assert (edge.successor.parent, edge.on, edge.decision) == (new, DAY, DECISION)
    # The same lists again find the same hamlets.
    assert run(list_of_an, "--from-place", "30001")[0]["created"] == 0
    assert run(other, "--from-place", "30002")[0]["counts"]["already"] == 1
    assert new.children.count() == 3


def test_hamlets_that_nobody_listed_are_made_only_when_that_is_agreed(new: Place, list_of_an: Path):
    said, complaint = run(list_of_an, "--from-place", "30001")
    assert said["new_hamlets"] == ["Ấp 1", "Ấp 2"]
    assert said["counts"]["faulty_rows"] == 2
    assert "dòng lỗi" in complaint
    assert not new.children.exists()
    said, _ = run(list_of_an, "--from-place", "30001", "--create-hamlets", "--dry-run")
    assert (said["counts"]["new_households"], new.children.count()) == (2, 0)
    said, complaint = run(list_of_an, "--from-place", "30001", "--create-hamlets")
    assert (said["created"], complaint) == (2, "")
    made = old("Mỹ An").children.get(name="Ấp 1")
    assert made.valid_to == DAY
    assert LineageEdge.objects.get(predecessor=made).successor.parent == new


def test_a_place_that_did_not_become_this_one_is_refused_and_the_right_ones_are_named(
    new: Place, list_of_an: Path
):
    _, complaint = run(list_of_an, "--from-place", "30055")
    assert (
        complaint == "Xã Tân Kiều không nhập vào xã Mỹ Thới. Các xã cũ của xã Mỹ Thới: xã Mỹ An, xã Mỹ Đông."
    )


def test_of_a_divided_commune_only_hamlets_that_were_given_to_this_one_are_taken(
    new: Place, list_of_an: Path, world: World
):
    divided, other = old("Mỹ An"), commune(world, "Mỹ Hòa", "30081", valid_from=DAY)
    LineageEdge.objects.create(predecessor=divided, successor=other, kind="divide", on=DAY, decision=DECISION)
    first, second = hamlet(divided, "Ấp 1"), hamlet(divided, "Ấp 2")
    said, _ = run(list_of_an, "--from-place", "30001", "--create-hamlets")
    assert [fault["reason"] for fault in said["faulty_rows"]] == [
        "Ấp 1: ấp chưa xếp về xã nào (xã Mỹ An cũ đã chia cho 2 xã).",
        "Ấp 2: ấp chưa xếp về xã nào (xã Mỹ An cũ đã chia cho 2 xã).",
    ]
    assert said["new_hamlets"] == []
    for one, into in ((first, new), (second, other)):
        successor = Place.objects.create(
            level="hamlet", kind="ấp", name=one.name, parent=into, valid_from=DAY
        )
        LineageEdge.objects.create(predecessor=one, successor=successor, kind="rename", on=DAY)
    said, _ = run(list_of_an, "--from-place", "30001", "--skip-faulty")
    assert said["created"] == 1
    assert said["faulty_rows"][0]["reason"] == "Ấp 2 của xã Mỹ An cũ đã xếp về xã Mỹ Hòa."


def test_the_screen_lists_new_hamlets_and_waits_for_consent(new: Place, world: World, client: Client):
    body = make_organisation(OrganisationKind.ASSOCIATION, "Hội Khuyến học xã Mỹ Thới", "HKH", new)
    officer = make_user("Trần Thị Mới", "moi", body, "Chủ tịch Hội", (Role.COMMUNE_ADMIN, new))
    run = actions.preview_import(
        new, 2026, "my-an.xlsx", sheet(ONE, HEADERS), by=world.actor(officer), from_place=old("Mỹ An")
    )
    client.force_login(officer)
    page = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert "Đồng ý lập các ấp này" in page
    with pytest.raises(Forbidden):
        actions.choose_hamlets(run, create=True, by=world.actor(world.oanh))
    assert client.post(reverse("import_hamlets", args=[run.pk])).status_code == 302
    page = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert "Nhập 2 hộ" in page
    assert not new.children.exists()
    assert client.post(reverse("import_apply", args=[run.pk])).status_code == 302
    assert set(new.children.values_list("name", flat=True)) == {"Ấp 1", "Ấp 2"}
    assert Household.objects.count() == 2
