"""Which person of the register an account is: offered by likeness, said by another person, used by the rule on one's own family."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event, Read
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.actions import merge_persons
from hoctap.people.erasing import erase
from hoctap.people.models import AccountLink, DuplicateCandidate, Household, HouseholdMember, Likeness, Person
from hoctap.people.subject_queries import own_parts
from tests.world import World, make_household, make_user


@pytest.fixture
def homes(world: World) -> list[Household]:
    """Two who bear the name of Lan, without and with its accents; one who has her telephone; one like nobody."""
    world.lan.phone = "0912345678"
    world.lan.save()
    made = [
        make_household(world.hamlet, "Nguyễn Thị Lan", birth_year=1975),
        make_household(world.hamlet_2, "Nguyễn Thị Làn", birth_year=1951),
        make_household(world.hamlet, "Trần Văn Chồng", birth_year=1970),
        make_household(world.hamlet, "Lê Văn Khác"),
        make_household(world.other_hamlet, "Nguyễn Thị Lan", birth_year=1999),
    ]
    Person.objects.filter(pk=made[2].head_id).update(phone="0912345678")
    return made


def url_of(user: User) -> str:
    return reverse("accountlink_edit", args=[user.pk])


def test_likely_people_are_offered_and_nobody_is_chosen(world: World, homes: list[Household], client: Client):
    client.force_login(world.admin)
    person = client.get(reverse("account_detail", args=[world.lan.pk])).text
    assert f'Chưa gắn với ai · <a href="{url_of(world.lan)}">Tìm và gắn</a>' in person
    body = client.get(url_of(world.lan)).text
    rows = body.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("<tr>") == 3
    assert rows.index("Trần Văn Chồng") < rows.index("Nguyễn Thị Lan"), "the telephone tells more"
    assert rows.count("cùng số điện thoại") == 1
    assert rows.count("cùng họ tên") == 2
    assert "1999" not in rows, "the neighbour's register stays closed"
    assert "checked" not in rows
    assert not AccountLink.objects.exists()
    seen = Read.objects.get(page="accountlink_edit")
    assert homes[0].head_id in seen.subjects
    assert homes[3].head_id not in seen.subjects


def test_the_register_is_searched_by_name_and_birth_year(
    world: World, homes: list[Household], client: Client
):
    client.force_login(world.admin)

    def rows(**query: object) -> str:
        body = client.get(url_of(world.lan), query).text
        return body.partition("<tbody>")[2].partition("</tbody>")[0]

    assert "Lê Văn Khác" in rows(q="le van khac")
    born = rows(birth_year=1951)
    assert "Nguyễn Thị Làn" in born
    assert "1975" not in born
    assert "Không tìm thấy ai" in client.get(url_of(world.lan), {"q": "Không Có Tên Này"}).text
    assert client.get(url_of(world.lan), {"birth_year": "mốt"}).status_code == 200


def test_it_is_said_changed_and_taken_back_with_each_step_on_record(
    world: World, homes: list[Household], client: Client
):
    client.force_login(world.admin)
    said = client.post(url_of(world.lan), {"person": str(homes[0].head_id)}, follow=True).text
    assert "Đã gắn với một người" in said
    assert "Nguyễn Thị Lan, sinh 1975, Ấp 1" in client.get(url_of(world.lan)).text
    actions.link_account(world.lan, homes[0].head, by=world.actor(world.admin))
    assert Event.objects.filter(what="people.account.linked").count() == 1, "said twice is said once"
    client.post(url_of(world.lan), {"person": str(homes[1].head_id)})
    link = AccountLink.objects.get()
    assert link.person_id == homes[1].head_id
    event = Event.objects.filter(what="people.account.linked").first()
    assert event.place_path == [str(one) for one in world.association.place.path]
    assert (
        "Chưa gắn với ai" in client.post(reverse("accountlink_drop", args=[world.lan.pk]), follow=True).text
    )
    actions.unlink_account(world.lan, by=world.actor(world.admin))
    assert Event.objects.filter(what="people.account.unlinked").count() == 1


def test_nobody_says_it_of_himself(world: World, homes: list[Household], client: Client):
    client.force_login(world.admin)
    assert "do người quản trị khác làm" in client.get(url_of(world.admin)).text
    answer = client.post(url_of(world.admin), {"person": str(homes[0].head_id)})
    assert answer.status_code == 422
    assert "Không tự gắn tài khoản của mình" in answer.text
    AccountLink.objects.create(user=world.admin, person=homes[0].head, linked_by="Người khác")
    answer = client.post(reverse("accountlink_drop", args=[world.admin.pk]))
    assert answer.status_code == 422
    assert "Không tự gỡ" in answer.text
    assert AccountLink.objects.count() == 1


def test_who_was_erased_or_merged_away_and_nonsense_are_refused(
    world: World, homes: list[Household], client: Client
):
    client.force_login(world.admin)
    empty = client.post(url_of(world.lan), {})
    assert empty.status_code == 422
    assert "Hãy bấm vào đúng một người" in empty.text
    assert client.post(url_of(world.lan), {"person": "abc"}).status_code == 422
    elsewhere = client.post(url_of(world.lan), {"person": str(homes[4].head_id)})
    assert "không có trong sổ hộ mà ông/bà xem được" in elsewhere.text
    by = world.actor(world.admin)
    Person.objects.filter(pk=homes[3].head_id).update(erased_on=today())
    with pytest.raises(Refused, match="đã xóa theo yêu cầu"):
        actions.link_account(world.lan, homes[3].head, by=by)
    Person.objects.filter(pk=homes[1].head_id).update(merged_into=homes[0].head)
    with pytest.raises(Refused, match="đã gộp"):
        actions.link_account(world.lan, homes[1].head, by=by)


def test_nobody_from_elsewhere_and_nobody_without_the_right(
    world: World, homes: list[Household], client: Client
):
    for user, statuses in ((world.lan, {403}), (world.minh, {403}), (world.oanh, {403, 404})):
        client.force_login(user)
        assert client.get(url_of(world.hung)).status_code in statuses
        assert client.post(url_of(world.hung), {"person": str(homes[0].head_id)}).status_code in statuses
        with pytest.raises(Forbidden):
            actions.link_account(world.hung, homes[0].head, by=world.actor(user))
        with pytest.raises(Forbidden):
            actions.unlink_account(world.hung, by=world.actor(user))
    with pytest.raises(Forbidden, match="không có trong sổ hộ"):
        actions.link_account(world.lan, homes[4].head, by=world.actor(world.admin))
    client.force_login(world.admin)
    assert client.get(url_of(world.oanh)).status_code == 404


def test_the_page_asks_a_fixed_number_of_questions(world: World, homes: list[Household], client: Client):
    client.force_login(world.admin)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url_of(world.lan))
        return len(captured)

    cost()
    before = cost()
    for year in range(1950, 1960):
        make_household(world.hamlet, "Nguyễn Thị Lan", birth_year=year)
    assert cost() == before


def test_a_merge_takes_the_account_along_an_erasure_lets_it_go_and_an_export_tells_of_it(
    world: World, homes: list[Household]
):
    kept, dropped = homes[0].head, Person.objects.create(full_name="Nguyễn Thị Lan", birth_year=1975)
    HouseholdMember.objects.create(
        household=homes[0], person=dropped, joined_year=2020, left_year=2024, left_kind="moved_away"
    )
    AccountLink.objects.create(user=world.lan, person=dropped, linked_by="Quản trị")
    pair = DuplicateCandidate.objects.create(
        place=world.commune,
        person_a=kept,
        person_b=dropped,
        likeness=Likeness.values[0],
        why="trùng",
        found_on=today(),
    )
    merge_persons(pair, kept, by=world.actor(world.lan))
    assert AccountLink.objects.get().person_id == kept.pk
    (part,) = [part for part in own_parts(kept) if part.title == "Tài khoản đăng nhập"]
    assert part.rows[0]["Tên đăng nhập"] == world.lan.login
    erase(kept, today())
    assert not AccountLink.objects.exists()


def test_two_accounts_may_be_one_person(world: World, homes: list[Household]):
    other = make_user("Nguyễn Thị Lan", "lan2", world.association, "Ủy viên")
    for user in (world.lan, other):
        actions.link_account(user, homes[0].head, by=world.actor(world.admin))
    assert AccountLink.objects.filter(person=homes[0].head).count() == 2
