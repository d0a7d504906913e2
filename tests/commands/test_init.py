"""`hoctap init`: an empty database becomes a usable commune."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.accounts.models import User
from hoctap.accounts.sign_in import PhoneOrNameBackend
from hoctap.core.permissions import Permission
from hoctap.core.registries import set_up_steps
from hoctap.places import catalogue
from hoctap.places.models import LineageEdge, Numbering, Organisation, OrganisationKind, Place

pytestmark = pytest.mark.django_db


def init(*options: str) -> dict[str, object]:
    out = StringIO()
    call_command("init", *options, "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_an_empty_database_becomes_a_commune_whose_officer_signs_in_with_what_was_printed():
    said = init("--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan")
    commune = Place.objects.get(code="30043")
    assert commune.full_name == "xã Hưng Thạnh"
    assert commune.pk == catalogue.load().resolve_year("30043", 2024).id
    assert [Place.objects.get(pk=pk).full_name for pk in commune.path] == [
        "tỉnh Đồng Tháp", "huyện Tháp Mười", "xã Hưng Thạnh",
    ]  # fmt: skip
    user = User.objects.get()
    assert said["login"] == user.login == "lannt"
    assert (
        PhoneOrNameBackend().authenticate(None, username="lannt", password=said["one_time_password"]) == user
    )
    assert user.must_change_password
    actor = user.active_capacities().prefetch_related("roles").get().actor()
    assert actor.may(Permission.ACCOUNT_MANAGE, at=commune)
    assert actor.may(Permission.ROUND_OPEN, at=commune)
    assert "Hội Khuyến học xã Hưng Thạnh" in actor.capacity


def test_the_commune_has_its_committee_numbered_outside_and_its_association_numbered_here():
    init("--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan")
    committee = Organisation.objects.get(kind=OrganisationKind.PEOPLES_COMMITTEE)
    association = Organisation.objects.get(kind=OrganisationKind.ASSOCIATION)
    assert (committee.name, committee.symbol, committee.numbering) == (
        "Ủy ban nhân dân xã Hưng Thạnh", "UBND", Numbering.OUTSIDE,
    )  # fmt: skip
    assert (association.name, association.symbol, association.numbering) == (
        "Hội Khuyến học xã Hưng Thạnh", "HKH", Numbering.OWN,
    )  # fmt: skip
    assert association.parent_name == "Hội Khuyến học huyện Tháp Mười"


def test_in_2026_the_same_code_is_another_commune_straight_under_the_province():
    init("--place", "30043", "--year", "2026", "--admin", "Nguyễn Thị Lan")
    commune = Place.objects.get(code="30043")
    assert commune.full_name == "xã Phương Thịnh"
    assert [Place.objects.get(pk=pk).level for pk in commune.path] == ["province", "commune"]
    assert not LineageEdge.objects.filter(predecessor__code="30043").exists()


def test_a_code_with_two_meanings_in_the_year_is_refused_with_both_names_and_nothing_is_made():
    with pytest.raises(CommandError, match=r"xã Hưng Thạnh.*xã Phương Thịnh"):
        init("--place", "30043", "--year", "2025", "--admin", "Nguyễn Thị Lan")
    assert not Place.objects.exists()
    assert init("--place", "30043", "--year", "2025", "--on", "2025-08-01", "--admin", "Nguyễn Thị Lan")


def test_an_unknown_code_and_a_district_are_refused_in_a_sentence():
    with pytest.raises(CommandError, match="Không có địa bàn nào mang mã 99999"):
        init("--place", "99999", "--year", "2024", "--admin", "Nguyễn Thị Lan")
    with pytest.raises(CommandError, match="huyện Tháp Mười không phải cấp xã"):
        init("--place", "872", "--year", "2024", "--admin", "Nguyễn Thị Lan")


def test_a_database_with_users_is_refused_with_the_cure():
    init("--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan")
    with pytest.raises(CommandError, match=r"đã có người dùng.*trang Tài khoản"):
        init("--place", "30046", "--year", "2024", "--admin", "Trần Văn Hai")
    assert User.objects.count() == 1


def test_higher_apps_put_in_what_a_commune_needs_and_say_so(monkeypatch: pytest.MonkeyPatch):
    seen = []
    monkeypatch.setattr(set_up_steps, "_entries", {})
    set_up_steps.register(
        "test", lambda place, year, by: seen.append((place, year)) or "Đã nạp bộ tiêu chí thử."
    )
    said = init("--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan", "--phone", "0912 345 678")
    assert seen == [(Place.objects.get(code="30043").pk, 2024)]
    assert said["steps"] == ["Đã nạp bộ tiêu chí thử."]
    assert said["login"] == "0912345678"


def test_the_printed_words_name_login_password_and_the_next_step():
    out = StringIO()
    call_command(
        "init",
        "--place",
        "30043",
        "--year",
        "2024",
        "--admin",
        "Nguyễn Thị Lan",
        "--login",
        "lan.ht",
        stdout=out,
    )
    assert "Tên đăng nhập:     lan.ht" in out.getvalue()
    assert "hoctap hamlets add --place 30043" in out.getvalue()
