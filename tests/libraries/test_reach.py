"""Whose readers a librarian sees: at one place each institution has its own."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.actions import lend
from hoctap.libraries.circulation.rows import libraries_for
from hoctap.libraries.institutions.queries import pages_for
from hoctap.libraries.models import Borrower, Hold, Library, LibraryKind, Loan
from hoctap.places.models import Organisation, OrganisationKind
from tests.libraries.lending_hands import card, copy_at, lent, library_at
from tests.world import World, make_user


class Ground:
    """A school, the library of the commune, a bookcase nobody owns; each body with its librarian, all at the commune."""

    def __init__(self, world: World) -> None:
        self.world = world
        school = self.body("Trường TH Tân Kiều", OrganisationKind.OTHER)
        other_school = self.body("Trường THCS Tân Kiều", OrganisationKind.OTHER)
        office = self.body("Thư viện xã Tân Kiều", OrganisationKind.OTHER)
        board = Organisation.objects.filter(
            place=world.commune, kind=OrganisationKind.PEOPLES_COMMITTEE
        ).first() or self.body("Ủy ban nhân dân xã Tân Kiều", OrganisationKind.PEOPLES_COMMITTEE)
        self.school = library_at(world.commune, "Thư viện trường TH", LibraryKind.SCHOOL, organisation=school)
        self.other_school = library_at(
            world.commune, "Thư viện trường THCS", LibraryKind.SCHOOL, organisation=other_school
        )
        self.commune = library_at(world.commune, "Thư viện xã", organisation=office)
        self.case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
        self.all = {self.school, self.other_school, self.commune, self.case}
        self.teacher = self.librarian("Ngô Thị Trường", "truong", school)
        self.librarian_of_commune = self.librarian("Võ Thị Xã", "xa", office)
        self.officer = self.librarian("Lê Văn Hóa", "vanhoa", board)

    def body(self, name: str, kind: str) -> Organisation:
        return Organisation.objects.create(place=self.world.commune, kind=kind, name=name, symbol="X")

    def librarian(self, name: str, login: str, body: Organisation):
        return make_user(name, login, body, "Cán bộ thư viện", (Role.LIBRARIAN, self.world.commune))

    def lends_at(self, user) -> set[Library]:
        return set(libraries_for(self.world.actor(user)))


@pytest.fixture
def ground(world: World) -> Ground:
    return Ground(world)


def test_each_librarian_has_the_readers_of_his_own_body(ground: Ground):
    assert ground.lends_at(ground.teacher) == {ground.school}
    assert ground.lends_at(ground.librarian_of_commune) == {ground.commune, ground.case}
    assert ground.lends_at(ground.officer) == ground.all


@pytest.mark.requirement("S1-09")
def test_a_school_and_the_commune_do_not_read_each_others_loans(ground: Ground, client: Client):
    officer = ground.world.actor(ground.officer)
    reader = card(ground.school, officer, "Em Học Trò", "4A")
    loan = lent(copy_at(ground.school, "TH-1"), reader, officer)
    grown = card(ground.commune, officer, "Bà Đọc Sách", "ấp 2")
    reserve(ground.commune, copy_at(ground.commune, "TX-1", "Sách khác").title, borrower=grown, by=officer)
    xa, truong = ground.world.actor(ground.librarian_of_commune), ground.world.actor(ground.teacher)
    assert [*Borrower.objects.visible_to(xa)] == [grown]
    assert [*Borrower.objects.visible_to(truong)] == [reader]
    assert (Loan.objects.visible_to(xa).count(), Loan.objects.visible_to(truong).count()) == (0, 1)
    assert (Hold.objects.visible_to(xa).count(), Hold.objects.visible_to(truong).count()) == (1, 0)
    client.force_login(ground.librarian_of_commune)
    for url in (
        reverse("borrower_detail", args=[reader.pk]),
        reverse("borrower_list", query={"library": str(ground.school.pk)}),
        reverse("loan_cancel", args=[loan.pk]),
        reverse("copy_loans", args=[loan.copy_id]),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(reverse("loan_renew", args=[loan.pk])).status_code == 404
    page = client.get(reverse("library_detail", args=[ground.school.pk])).content.decode()
    assert "Học Trò" not in page
    assert reverse("loan_desk") + "?" not in page
    assert (
        reverse("loan_desk") + "?"
        in client.get(reverse("library_detail", args=[ground.commune.pk])).content.decode()
    )
    assert "Học Trò" not in client.get(reverse("loan_overdue")).content.decode()


def test_what_one_may_not_see_one_may_not_write(ground: Ground):
    xa, officer = ground.world.actor(ground.librarian_of_commune), ground.world.actor(ground.officer)
    copy, reader = copy_at(ground.school, "TH-1"), card(ground.school, officer, "Em Học Trò", "4A")
    with pytest.raises(Forbidden, match="người cho mượn riêng"):
        lend(ground.school, copy, reader, by=xa)
    with pytest.raises(Forbidden):
        give_card(ground.school, CardTyped("Em Khác", "4B", True), by=xa)
    with pytest.raises(Forbidden):
        reserve(ground.school, copy.title, borrower=reader, by=xa)


def test_the_page_of_a_library_asks_once_who_lends(ground: Ground, django_assert_num_queries):
    teacher = ground.world.actor(ground.teacher)

    def names(library: Library) -> set[str]:
        return {one.url_name for _, pages in pages_for(library, teacher) for one in pages}

    with django_assert_num_queries(1):
        assert {"loan_desk", "borrower_list"} <= names(ground.school)
    with django_assert_num_queries(1):
        assert "loan_desk" not in names(ground.commune)
