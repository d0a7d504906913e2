"""Who a paper goes to: organisations of its day, groups, and what became of it there."""

import datetime as dt

import pytest

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.books import actions, rules
from hoctap.papers.books.queries import groups_for, lines_of, printed_recipients, receipts_of
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.models import Delivery, Incoming, Paper
from hoctap.places.models import LineageEdge, Organisation, OrganisationKind
from tests.recognition.hands import sign
from tests.season import Season
from tests.world import make_organisation, make_place


def district_association() -> Organisation:
    return Organisation.objects.get(name="Hội Khuyến học huyện Tháp Mười")


def lines(season: Season) -> list[RecipientLine]:
    return [
        RecipientLine(district_association(), purpose="report"),
        RecipientLine(season.association, purpose="carry_out"),
        RecipientLine(words="Các thành viên Hội đồng", purpose="know"),
        RecipientLine(words="VT", purpose="keep"),
    ]


def test_lines_are_kept_in_order_and_print_what_is_kept_last(drafted: Season):
    paper = drafted.decision.paper
    kept = actions.set_recipients(paper, lines(drafted), by=drafted.by(drafted.officer))
    assert [one.words for one in kept] == [
        "Hội Khuyến học huyện Tháp Mười",
        "Hội Khuyến học xã Tân Kiều",
        "Các thành viên Hội đồng",
        "VT",
    ]
    assert printed_recipients(lines_of(paper)) == [
        "Hội Khuyến học huyện Tháp Mười (để b/c)",
        "Hội Khuyến học xã Tân Kiều (để thực hiện)",
        "Các thành viên Hội đồng (để biết)",
        "Lưu: VT",
    ]
    assert all(row.sent_on is None for row in receipts_of(paper))


def test_a_group_prints_once_and_goes_to_each_member(drafted: Season):
    paper = drafted.decision.paper
    group = "Hội Khuyến học các xã, phường"
    both = [
        RecipientLine(drafted.association, purpose="carry_out", group=group),
        RecipientLine(
            Organisation.objects.get(name="Hội Khuyến học xã Hưng Thạnh"), purpose="carry_out", group=group
        ),
    ]
    actions.set_recipients(paper, both, by=drafted.by(drafted.officer))
    assert printed_recipients(lines_of(paper)) == [f"{group} (để thực hiện)"]
    assert len(receipts_of(paper)) == 2


def test_a_district_s_groups_are_the_bodies_of_its_communes(decided: Season):
    paper = Paper(
        kind="decision", issuer=district_association(), place=decided.world.district, year=today().year
    )
    found = {group.words: [one.name for one in group.members] for group in groups_for(paper)}
    assert found["UBND các xã, phường"] == ["Ủy ban nhân dân xã Tân Kiều"]
    assert set(found["Hội Khuyến học các xã, phường"]) == {
        "Hội Khuyến học xã Tân Kiều",
        "Hội Khuyến học xã Hưng Thạnh",
    }
    (boards,) = groups_for(Paper(kind="decision", issuer=decided.committee, place=decided.commune))
    assert (boards.words, [one.name for one in boards.members]) == (
        "Ban nhân dân các ấp, khóm",
        ["Ban nhân dân Ấp 1"],
    )


def test_the_signature_brings_the_paper_to_organisations_here_and_words_stay_by_hand(drafted: Season):
    paper = drafted.decision.paper
    actions.set_recipients(paper, lines(drafted), by=drafted.by(drafted.officer))
    assert not Delivery.objects.exists()
    sign(drafted, paper, 7, dt.date(2024, 11, 8))
    assert {one.organisation.name for one in Delivery.objects.all()} == {
        "Hội Khuyến học huyện Tháp Mười",
        "Hội Khuyến học xã Tân Kiều",
    }
    paper.refresh_from_db()
    lan = drafted.by(drafted.officer)
    row = actions.receive(Delivery.objects.get(organisation=drafted.association), by=lan)
    assert (row.arrival_number, row.number, row.issuer_name) == (
        1,
        "07/QĐ-UBND",
        "Ủy ban nhân dân xã Tân Kiều",
    )
    actions.note_sent(
        paper.recipients.get(words="Các thành viên Hội đồng"),
        sent_on=dt.date(2024, 11, 9),
        sent_by="hand",
        signed_for="Ông Ba",
        by=lan,
    )
    receipts = {one.words: one for one in receipts_of(paper)}
    own = receipts["Hội Khuyến học xã Tân Kiều"]
    assert (own.how, own.received_on, own.arrival_number) == ("trong hệ thống", today(), 1)
    assert own.received_by.startswith("Nguyễn Thị Lan")
    assert not receipts["Hội Khuyến học huyện Tháp Mười"].is_received
    by_hand = receipts["Các thành viên Hội đồng"]
    assert (by_hand.sent_on, by_hand.how, by_hand.received_by) == (
        dt.date(2024, 11, 9),
        "trực tiếp",
        "Ông Ba",
    )


def test_a_signed_paper_goes_to_a_new_line_at_once_and_a_received_one_stays(decided: Season):
    paper = decided.decision.paper
    lan = decided.by(decided.officer)
    actions.set_recipients(paper, lines(decided), by=lan)
    assert Delivery.objects.count() == 2
    actions.receive(Delivery.objects.get(organisation=decided.association), by=lan)
    with pytest.raises(Refused, match="Hội Khuyến học xã Tân Kiều” đã gửi hoặc đã nhận"):
        actions.set_recipients(paper, [RecipientLine(words="VT", purpose="keep")], by=lan)
    actions.set_recipients(paper, lines(decided)[1:], by=lan)
    assert [one.organisation for one in Delivery.objects.all()] == [decided.association]


def test_receiving_again_is_refused_with_the_day_and_the_name(decided: Season):
    lan = decided.by(decided.officer)
    actions.set_recipients(decided.decision.paper, lines(decided), by=lan)
    delivery = Delivery.objects.get(organisation=decided.association)
    actions.receive(delivery, by=lan)
    with pytest.raises(Refused, match=f"đã nhận ngày {today():%d/%m/%Y}, Nguyễn Thị Lan"):
        actions.receive(delivery, by=lan)
    assert Incoming.objects.count() == 1


def test_who_is_not_of_the_receiver_receives_nothing(decided: Season):
    actions.set_recipients(decided.decision.paper, lines(decided), by=decided.by(decided.officer))
    with pytest.raises(Forbidden):
        actions.receive(
            Delivery.objects.get(organisation=decided.association), by=decided.by(decided.world.oanh)
        )
    with pytest.raises(Forbidden):
        actions.set_recipients(decided.decision.paper, [], by=decided.by(decided.world.oanh))


def test_a_line_typed_before_becomes_the_received_one(decided: Season):
    lan = decided.by(decided.officer)
    typed = actions.enter_incoming(
        decided.association,
        actions.IncomingDetails(
            issuer_name="",
            issuer=decided.committee,
            title="Quyết định công nhận",
            number="07 / QĐ-UBND",
            dated_on=dt.date(2024, 11, 8),
            received_on=dt.date(2024, 11, 9),
        ),
        by=lan,
    )
    actions.set_recipients(decided.decision.paper, lines(decided), by=lan)
    row = actions.receive(Delivery.objects.get(organisation=decided.association), by=lan)
    assert row.pk == typed.pk
    assert row.paper == decided.decision.paper


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (rules.ReceiverFacts(words=""), "Dòng 1: chưa ghi nơi nhận"),
        (rules.ReceiverFacts(words="VT", purpose_is_known=False), "chưa rõ gửi để làm gì"),
        (
            rules.ReceiverFacts(words="UBND xã A", ended_on=dt.date(2025, 7, 1), successors=("UBND xã B", "UBND xã C")),
            "UBND xã A đã kết thúc từ 01/07/2025, ngày 29/11/2026 không nhận được văn bản. Gửi tới UBND xã B hoặc UBND xã C.",
        ),
        (
            rules.ReceiverFacts(words="UBND xã A", ended_on=dt.date(2025, 7, 1), ended_by="12/NQ"),
            r"\(12/NQ\).*Sổ chưa ghi cơ quan nào tiếp nhận",
        ),
        (rules.ReceiverFacts(words="UBND xã B", begins_on=dt.date(2027, 1, 1)), "chỉ hoạt động từ 01/01/2027"),
    ],
)  # fmt: skip
def test_a_line_is_refused_with_its_number_and_the_cure(line: rules.ReceiverFacts, said: str):
    (reason,) = rules.recipient_blockers([line], dt.date(2026, 11, 29))
    with pytest.raises(Refused, match=said):
        raise Refused([reason])


def test_the_same_receiver_twice_is_refused_and_too_many_are():
    twice = [
        rules.ReceiverFacts(words="Công an xã"),
        rules.ReceiverFacts(words="công an  xã".replace("  ", " ")),
    ]
    (reason,) = rules.recipient_blockers(twice, today())
    assert reason.text == "Dòng 2: “công an xã” đã có ở dòng 1. Bỏ một dòng."
    many = [rules.ReceiverFacts(words=f"Nơi {at}") for at in range(rules.MOST_RECIPIENTS + 1)]
    assert len(rules.recipient_blockers(many, today())) == 1


def test_an_abolished_receiver_is_refused_by_its_successor_on_record(drafted: Season):
    old, lan = district_association(), drafted.by(drafted.officer)
    new = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học tỉnh Đồng Tháp", "HKH", drafted.world.province
    )
    old.valid_to, old.ended_by, old.successor = dt.date(2025, 7, 1), "Quyết định giải thể", new
    old.save()
    paper = drafted.decision.paper
    with pytest.raises(Refused, match="Gửi tới Hội Khuyến học tỉnh Đồng Tháp"):
        actions.set_recipients(paper, [RecipientLine(old, purpose="report")], by=lan)
    assert not paper.recipients.exists()


def test_without_a_successor_the_bodies_of_the_new_communes_are_named(drafted: Season):
    world = drafted.world
    on = dt.date(2025, 7, 1)
    new = make_place("commune", "xã", "Xã Mới", world.province, code="99999")
    body = make_organisation(OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Mới", "UBND", new)
    old_body = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Hưng Thạnh", "UBND", world.other_commune
    )
    LineageEdge.objects.create(predecessor=world.other_commune, successor=new, kind="merge", on=on)
    for one in (world.other_commune, old_body):
        one.valid_to = on
        one.save()
    with pytest.raises(Refused, match=f"Gửi tới {body.name}"):
        actions.set_recipients(
            drafted.decision.paper, [RecipientLine(old_body)], by=drafted.by(drafted.officer)
        )


def test_a_receiver_that_had_ended_on_the_day_of_the_signature_is_refused_then(drafted: Season):
    paper, old = drafted.decision.paper, district_association()
    actions.set_recipients(paper, [RecipientLine(old, purpose="report")], by=drafted.by(drafted.officer))
    old.valid_to = dt.date(2024, 11, 1)
    old.save()
    with pytest.raises(Refused, match="Hội Khuyến học huyện Tháp Mười đã kết thúc từ 01/11/2024"):
        sign(drafted, paper, 7, dt.date(2024, 11, 8))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sent_on": None}, "sent_on"),
        ({"sent_on": dt.date(2024, 11, 7)}, "sent_on"),
        ({"sent_on": dt.date(2024, 11, 30)}, "sent_on"),
        ({"way_is_known": False}, "sent_by"),
    ],
)
def test_sending_by_hand_is_refused_beside_its_field(change: dict[str, object], field: str):
    right = rules.SentFacts(
        is_signed=True,
        paper_dated_on=dt.date(2024, 11, 8),
        sent_on=dt.date(2024, 11, 9),
        way_is_known=True,
        today=dt.date(2024, 11, 20),
    )
    assert rules.sent_blockers(right) == []
    assert [
        reason.field for reason in rules.sent_blockers(right.__class__(**{**right.__dict__, **change}))
    ] == [field]


def test_an_unsigned_paper_is_not_sent(drafted: Season):
    paper, lan = drafted.decision.paper, drafted.by(drafted.officer)
    (line,) = actions.set_recipients(paper, [RecipientLine(words="Công an xã")], by=lan)
    with pytest.raises(Refused, match="chưa ký"):
        actions.note_sent(line, sent_on=today(), sent_by="hand", by=lan)
    with pytest.raises(Refused, match="chưa ký"):
        actions.deliver(paper, by=drafted.by(drafted.chair))
    papers.void_paper(paper, by=lan)
    with pytest.raises(Refused, match="đã bỏ"):
        actions.set_recipients(paper, [], by=lan)
