"""The page of "Nơi nhận": lines, groups that are shown before they are kept, what was received."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.papers.books import actions, recipients
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.drafting import actions as drafting
from hoctap.papers.models import PaperRecipient
from hoctap.places.models import Organisation
from tests.papers.test_draft_new import typed
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season


@pytest.mark.requirement("S0-52", "S1-69", "S2-83")
def test_lines_are_added_and_dropped(drafted: Season):
    paper = drafted.decision.paper
    lan = sign_in(drafted.officer)
    page = reverse("paper_recipients", args=[paper.pk])
    assert "Chưa ghi nơi nhận" in shown(lan.get(page))
    add = reverse("paper_recipient_add", args=[paper.pk])
    lan.post(add, {"organisation": str(drafted.association.pk), "purpose": "carry_out"})
    body = shown(lan.post(add, {"words": "VT", "purpose": "keep"}, follow=True))
    assert "Hội Khuyến học xã Tân Kiều" in body
    assert "để thực hiện" in body
    again = lan.post(add, {"words": "vt"})
    assert again.status_code == 422
    assert "đã có ở dòng 2" in shown(again)
    assert "chưa ghi nơi nhận" in shown(lan.post(add, {}))
    line = PaperRecipient.objects.get(words="VT")
    lan.post(reverse("paperrecipient_drop", args=[line.pk]))
    assert [one.words for one in paper.recipients.all()] == ["Hội Khuyến học xã Tân Kiều"]


@pytest.mark.requirement("S4-67")
def test_a_group_is_shown_before_it_is_kept_and_single_members_can_be_left_out(drafted: Season):
    paper = drafted.decision.paper
    lan = sign_in(drafted.officer)
    page = reverse("paper_recipients", args=[paper.pk])
    assert "Ban nhân dân các ấp, khóm" in shown(lan.get(page))
    body = shown(lan.get(page, {"group": "each:hamlet_board"}))
    assert "Ban nhân dân Ấp 1" in body
    assert not paper.recipients.exists()
    keep = reverse("paper_group", args=[paper.pk])
    empty = lan.post(keep, {"group": "each:hamlet_board"})
    assert empty.status_code == 422
    assert "Hãy chọn ít nhất một nơi" in shown(empty)
    lan.post(keep, {"group": "each:hamlet_board", "members": ["0"], "purpose": "carry_out"})
    (line,) = recipients.lines_of(paper)
    assert (line.shown, line.group) == ("Ban nhân dân Ấp 1", "Ban nhân dân các ấp, khóm")
    assert recipients.printed_recipients([line]) == ["Ban nhân dân các ấp, khóm (để thực hiện)"]
    lan.post(keep, {"group": "each:hamlet_board", "members": ["0"]})
    assert paper.recipients.count() == 1
    assert lan.post(keep, {"group": "each:nothing", "members": ["0"]}).status_code == 404


def test_what_is_printed_becomes_the_list_with_the_organisations_behind_the_names(met: Season):
    lines = "Hội Khuyến học xã Tân Kiều (để b/c)\nCác hộ trong ấp\nLưu: VT"
    by = met.by(met.officer)
    paper = drafting.draft_paper(met.association, "notice", typed(recipients=lines), by=by)
    page = reverse("paper_recipients_printed", args=[paper.pk])
    assert sign_in(met.officer).post(page).status_code == 302
    kept = recipients.lines_of(paper)
    assert [(one.shown, one.purpose) for one in kept] == [
        ("Hội Khuyến học xã Tân Kiều", "report"),
        ("Các hộ trong ấp", ""),
        ("Lưu: VT", ""),
    ]
    assert kept[0].organisation == met.association
    assert recipients.says_the_same(recipients.printed_on(paper), kept)
    assert not recipients.says_the_same(["Sở Giáo dục và Đào tạo"], kept)


def test_an_abolished_receiver_by_its_name_is_refused_with_its_successor(drafted: Season):
    old = Organisation.objects.get(name="Hội Khuyến học huyện Tháp Mười")
    old.valid_to, old.successor = dt.date(2025, 7, 1), drafted.association
    old.save()
    refused = sign_in(drafted.officer).post(
        reverse("paper_recipient_add", args=[drafted.decision.paper_id]),
        {"words": "hội khuyến học huyện tháp mười"},
    )
    assert refused.status_code == 422
    assert "đã kết thúc từ 01/07/2025" in shown(refused)
    assert "Gửi tới Hội Khuyến học xã Tân Kiều" in shown(refused)


def test_the_page_of_the_paper_shows_who_received_it(decided: Season):
    paper, lan = decided.decision.paper, decided.by(decided.officer)
    actions.set_recipients(
        paper, [RecipientLine(decided.association), RecipientLine(words="Công an xã")], by=lan
    )
    body = shown(sign_in(decided.officer).get(reverse("paper_detail", args=[paper.pk])))
    assert "chờ nhận" in body
    assert "Công an xã" in body
    assert "sổ văn bản đi năm 2024" in body
    for words in ("Bản nháp", "Đã in, chờ ký", "Đã ký, đóng dấu".replace("đóng", "đã đóng"), "Đã lưu"):
        assert words in body


def test_the_page_takes_the_same_queries_for_2_and_for_200_receivers(decided: Season):
    paper = decided.decision.paper
    client = sign_in(decided.officer)
    page = reverse("paper_recipients", args=[paper.pk])

    def add(first: int, last: int) -> None:
        PaperRecipient.objects.bulk_create(
            PaperRecipient(paper=paper, position=at, words=f"Nơi {at}") for at in range(first, last)
        )

    add(0, 2)
    few = queries_of(client, page)
    add(2, 200)
    assert queries_of(client, page) == few


def test_who_only_reads_changes_nothing_and_others_find_nothing(decided: Season):
    actions.set_recipients(
        decided.decision.paper, [RecipientLine(words="VT")], by=decided.by(decided.officer)
    )
    pk, line = decided.decision.paper_id, PaperRecipient.objects.get()
    oanh, bich = sign_in(decided.world.oanh), sign_in(decided.world.bich)
    assert oanh.get(reverse("paper_recipients", args=[pk])).status_code == 404
    body = shown(bich.get(reverse("paper_recipients", args=[pk])))
    assert "VT" in body
    assert "Thêm nơi nhận" not in body
    for client in (oanh, bich):
        for name in ("paper_recipient_add", "paper_group", "paper_recipients_printed"):
            assert client.post(reverse(name, args=[pk]), {"words": "x"}).status_code in (403, 404)
        assert client.post(reverse("paperrecipient_drop", args=[line.pk])).status_code in (403, 404)
