"""A signed paper for somebody without an account."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions, link_rules
from hoctap.papers.models import PaperLink
from tests.season import Season


def give(season: Season, days: int = 7) -> actions.GivenLink:
    return actions.give_link(
        season.decision.paper, made_for="Trưởng ấp 3", days=days, by=season.by(season.officer)
    )


def address_on(page: str) -> str:
    (found,) = re.findall(r'value="http://testserver(/l/[^"]+/)"', page)
    return found


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (link_rules.LinkFacts(False, True, "Ấp 3", 7), "chưa ký"),
        (link_rules.LinkFacts(True, False, "Ấp 3", 7), "chưa có bản đã ký"),
        (link_rules.LinkFacts(True, True, " ", 7), "gửi cho ai"),
        (link_rules.LinkFacts(True, True, "Ấp 3", 0), "1 đến 30"),
        (link_rules.LinkFacts(True, True, "Ấp 3", 31), "1 đến 30"),
    ],
)
def test_when_no_link_is_given(facts: link_rules.LinkFacts, words: str):
    (reason,) = link_rules.link_blockers(facts)
    assert words in reason.text


def test_a_signed_paper_of_a_known_receiver_may_go():
    assert link_rules.link_blockers(link_rules.LinkFacts(True, True, "Ấp 3", 30)) == []


@pytest.mark.requirement("S3-05")
def test_from_the_form_to_the_file_without_an_account(decided: Season, client: Client):
    client.force_login(decided.officer)
    address = reverse("paper_link_new", args=[decided.decision.paper_id])
    shown = client.post(address, {"made_for": "Trưởng ấp 3", "days": 7})
    opened_at = address_on(shown.content.decode())
    stranger = Client()
    page = stranger.get(opened_at)
    assert page.status_code == 200
    assert decided.decision.paper.title in page.content.decode()
    assert "Trưởng ấp 3" not in page.content.decode()
    taken = stranger.get(f"{opened_at}file/")
    assert taken.status_code == 200
    assert "attachment" in taken.headers["Content-Disposition"]
    assert "no-store" in taken.headers["Cache-Control"]
    link = PaperLink.objects.get()
    assert link.opened == 1
    assert Event.objects.filter(what="papers.link.opened", subject_id=str(link.pk)).exists()
    assert "1 lần" in client.get(reverse("paper_detail", args=[decided.decision.paper_id])).content.decode()


def test_the_link_is_kept_only_as_its_hash(decided: Season):
    given = give(decided)
    assert given.token not in str(PaperLink.objects.values().get())
    assert len(given.token) == 22


def test_a_revoked_an_expired_and_a_wrong_link_look_the_same(decided: Season):
    revoked, expired = give(decided), give(decided)
    actions.revoke_link(revoked.link, by=decided.by(decided.officer))
    actions.revoke_link(revoked.link, by=decided.by(decided.officer))
    PaperLink.objects.filter(pk=expired.link.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    pages = []
    for token in (revoked.token, expired.token, "A" * 22):
        for screen in ("paper_link_open", "paper_link_file"):
            answer = Client().get(reverse(screen, args=[token]), follow=True)
            assert answer.status_code == 404
            pages.append(answer.content)
    assert len(set(pages)) == 1
    assert "không còn dùng được" in pages[0].decode()


def test_a_link_is_revoked_by_a_button(decided: Season, client: Client):
    given = give(decided)
    client.force_login(decided.officer)
    client.post(reverse("paper_link_revoke", args=[given.link.pk]))
    assert Client().get(f"/l/{given.token}/").status_code == 404
    page = client.get(reverse("paper_detail", args=[decided.decision.paper_id])).content.decode()
    assert "Đã thu hồi" in page


def test_a_draft_gets_no_link_on_the_screen_or_behind_it(drafted: Season, client: Client):
    paper = drafted.decision.paper
    with pytest.raises(Refused, match="chưa ký"):
        actions.give_link(paper, made_for="Ấp 3", by=drafted.by(drafted.officer))
    client.force_login(drafted.officer)
    answer = client.post(reverse("paper_link_new", args=[paper.pk]), {"made_for": "Ấp 3", "days": 7})
    assert answer.status_code == 422
    assert not PaperLink.objects.exists()
    assert "Tạo liên kết" not in client.get(reverse("paper_detail", args=[paper.pk])).content.decode()


def test_another_commune_neither_gives_nor_revokes(decided: Season):
    by = decided.by(decided.world.oanh)
    with pytest.raises(Forbidden):
        actions.give_link(decided.decision.paper, made_for="Ấp 3", by=by)
    with pytest.raises(Forbidden):
        actions.revoke_link(give(decided).link, by=by)
