"""The books that a person may see."""

from django.urls import reverse

from hoctap.papers.books import actions
from hoctap.papers.books.recipients import RecipientLine
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season
from tests.world import World, make_organisation


def test_the_officer_finds_the_books_of_her_commune_and_no_hamlet_s(decided: Season):
    body = shown(sign_in(decided.officer).get(reverse("book_list")))
    assert reverse("book_out", args=[decided.association.pk]) in body
    assert reverse("book_in", args=[decided.committee.pk]) in body
    assert "Hưng Thạnh" not in body
    assert "Ban nhân dân Ấp 1" not in body


def test_a_head_finds_what_came_to_his_hamlet_and_receives_it(decided: Season):
    board = decided.world.hamlet_board
    actions.set_recipients(
        decided.decision.paper, [RecipientLine(board, purpose="know")], by=decided.by(decided.officer)
    )
    hung = sign_in(decided.head)
    body = shown(hung.get(reverse("book_list")))
    assert board.name in body
    assert decided.association.name not in body
    page = shown(hung.get(reverse("book_in", args=[board.pk])))
    assert "07/QĐ-UBND" in page
    delivery = decided.decision.paper.recipients.get().delivery
    body = shown(hung.post(reverse("delivery_receive", args=[delivery.pk]), follow=True))
    assert "Đã nhận, số đến 1." in body


def test_the_list_takes_the_same_queries_for_2_and_for_40_organisations(world: World):
    client = sign_in(world.lan)
    few = queries_of(client, reverse("book_list"))
    for number in range(40):
        make_organisation("other", f"Đoàn thể {number}", "DT", world.commune)  # type: ignore[arg-type]
    assert queries_of(client, reverse("book_list")) == few


def test_it_is_searched_by_name(decided: Season):
    body = shown(sign_in(decided.officer).get(reverse("book_list"), {"q": "ủy ban"}))
    assert decided.committee.name in body
    assert reverse("book_out", args=[decided.association.pk]) not in body
