"""The hamlets of a commune."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places import actions, queries
from hoctap.places.models import OrganisationKind, Place
from tests.world import World, make_household, make_place

URL = "/hamlets/"


def test_it_shows_each_hamlet_with_its_households_of_the_year(world: World, client: Client):
    make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2024)
    make_household(world.hamlet, "Nguyễn Văn Hai", listed_year=2025)
    client.force_login(world.lan)
    body = client.get(URL, {"year": "2024"}).content.decode()
    assert "Số hộ trong sổ năm 2024" in body
    assert "Cộng 2 ấp, khóm" in body
    rows = client.get(URL, {"year": "2025"}).context["table"].rows
    assert [(row.hamlet.name, row.figures) for row in rows] == [("Ấp 1", [2]), ("Ấp 2", [0])]


def test_a_list_of_names_is_added_at_once_and_known_ones_stay(world: World, client: Client):
    client.force_login(world.lan)
    response = client.post(URL, {"kind": "ấp", "names": "Ấp 10\n\n 3 \nấp  2\n"}, follow=True)
    assert "Đã thêm 2 ấp, khóm. 1 tên đã có, giữ nguyên." in response.content.decode()
    assert [hamlet.name for hamlet in world.commune.children.all()] == ["Ấp 1", "Ấp 2", "Ấp 3", "Ấp 10"]
    board = Place.objects.get(name="Ấp 10").organisations.get()
    assert (board.kind, board.name) == (OrganisationKind.HAMLET_BOARD, "Ban nhân dân Ấp 10")


def test_one_name_too_long_and_none_is_added(world: World, client: Client):
    client.force_login(world.lan)
    response = client.post(URL, {"kind": "ấp", "names": "Ấp 5\n" + "A" * 130})
    assert response.status_code == 422
    assert "dài hơn 120 ký tự" in response.content.decode()
    assert world.commune.children.count() == 2


def test_a_commune_without_hamlets_says_what_to_do_first(world: World, client: Client):
    world.other_commune.organisations.all()
    world.other_hamlet.delete()
    client.force_login(world.oanh)
    assert "Việc đầu tiên: ghi tên các ấp" in client.get(URL).content.decode()


def test_another_commune_is_not_found_and_changes_nothing(world: World, client: Client):
    client.force_login(world.oanh)
    elsewhere = f"{URL}?place={world.commune.pk}"
    assert client.get(elsewhere).status_code == 404
    assert client.post(elsewhere, {"kind": "ấp", "names": "Ấp 9"}).status_code == 404
    assert "Tân Kiều" not in client.get(URL).content.decode()
    assert world.commune.children.count() == 2


@pytest.mark.parametrize("who", ["hung", "minh", "bich"])
def test_only_those_who_keep_the_list_come_in(world: World, client: Client, who: str):
    client.force_login(getattr(world, who))
    for name in ("hamlet_list", "organisation_list", "organisation_new"):
        assert client.get(reverse(name)).status_code == 403


def test_an_action_from_another_commune_is_forbidden(world: World):
    by = world.actor(world.oanh)
    with pytest.raises(Forbidden):
        actions.add_hamlet(world.commune, "Ấp 9", by=by)
    with pytest.raises(Forbidden):
        actions.rename_hamlet(world.hamlet, "Ấp 9", by=by)
    with pytest.raises(Forbidden):
        actions.add_organisation(world.commune, OrganisationKind.OTHER, "Trường", by=by)
    with pytest.raises(Forbidden):
        actions.load_places([], by=world.actor(world.lan))


def test_a_hamlet_lies_under_a_commune_only(world: World):
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="không phải cấp xã"):
        actions.add_hamlet(world.hamlet, "Ấp con", by=by)


def test_accents_and_kinds_tell_hamlets_apart_case_and_zeros_do_not(world: World):
    by = world.actor(world.lan)
    actions.add_hamlet(world.commune, "Mỹ Tây", by=by)
    actions.add_hamlet(world.commune, "Mỹ Tay", by=by)
    for same in ("ẤP MỸ TÂY", "mỹ tây", "Ấp 01", "1"):
        with pytest.raises(Refused, match="Đã có"):
            actions.add_hamlet(world.commune, same, by=by)


def test_queries_do_not_grow_with_the_hamlets(world: World, client: Client, django_assert_max_num_queries):
    for number in range(3, 25):
        hamlet = make_place("hamlet", "ấp", f"Ấp {number}", world.commune)
        make_household(hamlet, "Nguyễn Văn Một")
        make_place("group", "Tổ", "Tổ 1", hamlet)
    client.force_login(world.lan)
    with django_assert_max_num_queries(15):
        client.get(URL)


def test_what_hamlets_are_called_elsewhere_is_a_word_to_begin_with(world: World):
    north = make_place("province", "tỉnh", "Lào Cai", code="10")
    for kind, word in (("xã", "thôn"), ("phường", "tổ dân phố")):
        commune = make_place("commune", kind, "Mường Hum" if kind == "xã" else "Sa Pa", north)
        assert queries.usual_kind(commune) == word
    assert queries.usual_kind(world.commune) == "ấp"


def test_khom_3_stands_beside_ap_3(world: World, client: Client):
    """After a merger of a xã and a thị trấn both are real."""
    client.force_login(world.lan)
    response = client.post(URL, {"kind": "ấp", "names": "Khóm 1\n1\nkhóm 01"}, follow=True)
    assert "Đã thêm 1 ấp, khóm. 2 tên đã có, giữ nguyên." in response.content.decode()
    [new] = world.commune.children.filter(name="Khóm 1")
    assert (new.kind, new.full_name) == ("khóm", "Khóm 1")
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="Đã có Khóm 1"):
        actions.add_hamlet(world.commune, "1", "khóm", by=by)
    with pytest.raises(Refused, match="Đã có Ấp 1"):
        actions.rename_hamlet(new, "Ấp 1", by=by)
    actions.rename_hamlet(world.hamlet_2, "Khóm 2", "khóm", by=by)
    actions.add_hamlet(world.commune, "Ấp 2", by=by)
    names = [hamlet.full_name for hamlet in queries.hamlets_of(world.commune)]
    assert names == ["Ấp 1", "Ấp 2", "Khóm 1", "Khóm 2"]


def test_a_bare_number_without_a_kind_means_the_one_that_is_there(world: World):
    by = world.actor(world.lan)
    actions.add_hamlet(world.commune, "Khóm 7", by=by)
    done = actions.add_hamlets(world.commune, ["7"], by=by)
    assert ([one.name for one in done.existing], done.added) == (["Khóm 7"], [])


def test_a_name_of_its_own_that_begins_like_a_kind_keeps_the_kind_of_the_list(world: World):
    assert actions.add_hamlet(world.commune, "Làng Mới", "ấp", by=world.actor(world.lan)).kind == "ấp"
