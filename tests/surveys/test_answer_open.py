"""The page behind the QR: a survey is answered on a phone without an account and without a script."""

import gzip
import re
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from hoctap.audit.models import Event
from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.surveys.answering import rules
from hoctap.surveys.answering.pages import new_ticket
from hoctap.surveys.campaigns import actions as campaigns
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design import actions as design
from hoctap.surveys.models import Response
from tests.centres.hands import topic
from tests.surveys import hands
from tests.world import World


@pytest.fixture
def url(campaign: Campaign) -> str:
    return f"/s/{hands.token_of(campaign)}/"


@pytest.mark.requirement("S4-31")
def test_a_form_is_walked_page_by_page_without_a_script(
    world: World, campaign: Campaign, url: str, client: Client
):
    """Web and QR."""
    first = client.get(f"{url}?ap={world.hamlet.pk}").content.decode()
    assert "Muốn học gì?" in first
    assert "Trang 1 / 4" in first
    ticket = hands.old_ticket(campaign)
    sent = {
        "ticket": ticket,
        "page": "1",
        "step": "next",
        "shown": ["chu_de"],
        "hamlet": str(world.hamlet.pk),
    }
    nothing = client.post(url, sent)
    assert nothing.status_code == 422
    assert "Hãy chọn câu trả lời." in nothing.content.decode()
    # What else is asked only of who chose it, and the server says so where no script could.
    other = client.post(url, {**sent, "q-chu_de": ["crops", "khac"], "shown": ["chu_de", "dieu_khac"]})
    assert "Hãy trả lời câu này." in other.content.decode()
    second = client.post(url, {**sent, "q-chu_de": ["crops"]}).content.decode()
    assert "Bao nhiêu tuổi?" in second
    assert '<input type="hidden" name="q-chu_de" value="crops">' in second
    young = client.post(url, {**sent, "page": "2", "q-chu_de": ["crops"], "q-tuoi": "12", "shown": ["tuoi"]})
    assert "Ông/bà ở đâu?" in young.content.decode()  # the page of those over 16 is passed over
    grown = client.post(url, {**sent, "page": "2", "q-chu_de": ["crops"], "q-tuoi": "40", "shown": ["tuoi"]})
    assert "Học qua điện thoại?" in grown.content.decode()
    back = client.post(url, {**sent, "page": "3", "step": "back", "q-chu_de": ["crops"], "q-tuoi": "40"})
    assert 'value="40"' in back.content.decode()
    done = client.post(url, {**hands.last_page(campaign), "hamlet": str(world.hamlet.pk)})
    assert done["Location"] == f"{url}thanks/"
    response = Response.objects.get()
    assert (response.hamlet, response.channel, response.taken_by) == (world.hamlet, "web", "")
    assert response.answers == {"chu_de": ["crops"], "tuoi": 40}
    assert (response.topics, response.age) == (["crops"], "adult")


def test_what_comes_up_by_an_answer_is_asked_before_it_goes_on(campaign: Campaign, url: str, client: Client):
    """The page was made without the question; the answer calls for it."""
    version = campaign.version
    assert version is not None
    sent = {
        "ticket": hands.old_ticket(campaign),
        "page": "2",
        "step": "next",
        "q-chu_de": ["crops"],
        "q-tuoi": "200",
    }
    assert "Tuổi từ 6 đến 120." in client.post(url, {**sent, "shown": ["tuoi"]}).content.decode()
    assert not Response.objects.exists()


def test_nothing_of_who_answers_is_kept(campaign: Campaign, url: str):
    """No session, no account, no row of the trail; the one cookie is the random number against forged forms."""
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.get(url)
    before = Event.objects.count()
    assert client.post(url, hands.last_page(campaign)).status_code == 302
    assert set(client.cookies) <= {"csrftoken"}
    assert Event.objects.count() == before
    response = Response.objects.get()
    assert "203.0.113.9" not in repr(
        {field.name: getattr(response, field.name) for field in Response._meta.fields}
    )


def test_a_machine_is_kept_out_without_being_told(campaign: Campaign, url: str, client: Client):
    trapped = client.post(url, {**hands.last_page(campaign), "website": "http://spam.example"})
    assert trapped["Location"] == f"{url}thanks/"
    assert (
        client.post(url, {"page": "4", "q-chu_de": ["crops"]})["Location"] == url
    )  # no page of ours before it
    assert not Response.objects.exists()


def test_who_sends_too_soon_sends_once_more_with_all_he_typed(campaign: Campaign, url: str, client: Client):
    assert campaign.version is not None
    quick = {**hands.last_page(campaign), "ticket": new_ticket(campaign.version)}
    refused = client.post(url, quick)
    assert refused.status_code == 422
    assert "gửi nhanh quá" in refused.content.decode().lower()
    assert 'name="q-tuoi" value="40"' in refused.content.decode()
    old = {**quick, "ticket": new_ticket(campaign.version, at=time.time() - rules.LONGEST - 9)}
    assert "quá một ngày" in client.post(url, old).content.decode()
    assert not Response.objects.exists()


def test_a_flood_waits_and_loses_nothing_it_typed(
    campaign: Campaign, url: str, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 2)
    for age in ("31", "32"):
        assert client.post(url, hands.last_page(campaign, tuoi=age)).status_code == 302
    third = client.post(url, hands.last_page(campaign, tuoi="33"))
    assert third.status_code == 422
    assert "chờ vài phút" in third.content.decode()
    assert 'name="q-tuoi" value="33"' in third.content.decode()
    assert Response.objects.count() == 2


def test_who_began_with_an_older_version_ends_with_it(
    world: World, by: Actor, campaign: Campaign, url: str, client: Client
):
    typed = hands.last_page(campaign)
    old = campaign.version
    assert old is not None
    draft = design.draft_form(old.form, by=by)
    design.drop_question(draft, 5, seen="tuoi", by=by)
    for at, name in ((5, ""), (4, "ve_minh")):
        if draft.form.versions.get(state="draft").design.items[at].name == name:
            design.drop_question(draft, at, seen=name, by=by)
    draft = draft.form.versions.get(state="draft")
    group = next(at for at, item in enumerate(draft.design.items) if item.name == "cach")
    design.drop_question(draft, group, seen="cach", by=by)
    design.publish_form(draft, by=by)
    campaigns.renew_version(campaign, by=by)
    assert client.post(url, typed).status_code == 302
    response = Response.objects.get()
    assert response.version == old
    assert response.answers["tuoi"] == 40
    assert "Bao nhiêu tuổi?" not in client.get(url).content.decode()


def test_a_campaign_that_is_over_says_so_and_a_wrong_code_is_not_found(
    campaign: Campaign, by: Actor, url: str, client: Client
):
    assert client.post(url, hands.last_page(campaign)).status_code == 302
    campaigns.close_campaign(campaign, by=by)
    assert "đã kết thúc, không nhận thêm" in client.get(url).content.decode()
    client.post(url, hands.last_page(campaign))
    assert Response.objects.count() == 1
    assert client.get("/s/khong-co/").status_code == 404


def test_a_hamlet_of_elsewhere_is_not_written_down(
    world: World, campaign: Campaign, url: str, client: Client
):
    client.post(url, {**hands.last_page(campaign), "hamlet": str(world.other_hamlet.pk)})
    assert Response.objects.get().hamlet is None


@pytest.mark.requirement("S2-67")
def test_a_partner_asks_its_members_by_a_link_of_its_own(campaign: Campaign, client: Client):
    link = campaign.links.get(partner__isnull=False)
    client.post(f"/s/{link.token}/", hands.last_page(campaign))
    partner = Response.objects.get().partner
    assert partner is not None
    assert partner.name == "Hội Nông dân xã"


@pytest.fixture
def full(campaign: Campaign, by: Actor) -> Campaign:
    """Asked by the form that comes with the program, whose first page has all the topics."""
    design = hands.form_at(campaign.commune, by, title="Gốc").versions.get().design
    version = hands.published(campaign.commune, by, title="Đầy đủ", content=design)
    return hands.campaign_at(campaign.commune, by, version=version, title="Đợt đầy đủ")


def test_the_page_weighs_no_more_than_40_kb_and_needs_no_framework(full: Campaign, client: Client):
    page = client.get(f"/s/{hands.token_of(full)}/").content
    text = page.decode()
    assert "hoctap.js" not in text
    assert "htmx" not in text
    assert "bootstrap" not in text
    assert "Kỹ thuật chăn nuôi" in text
    files = [Path(str(finders.find(f"built/{name}"))).read_bytes() for name in ("hoctap.css", "survey.js")]
    assert sum(len(gzip.compress(one)) for one in (page, *files)) <= 40_000


def _heads(page: str) -> list[tuple[str, bool]]:
    """Each head, and whether it is open."""
    found = re.findall(r"<details[^>]*?( open)?><summary>([^<]+)</summary>", page)
    return [(name, bool(is_open)) for is_open, name in found]


def test_many_topics_stand_under_their_fields_of_learning(full: Campaign, client: Client):
    """Ten heads instead of 46 boxes; what is chosen is in sight when the page comes back; the answer is as before."""
    url = f"/s/{hands.token_of(full)}/"
    page = client.get(url).content.decode()
    heads = _heads(page)
    assert len(heads) == 10
    assert ("Sức khỏe", False) in heads
    assert not any(is_open for _, is_open in heads)  # none is put before another
    assert "Bấm vào từng mục để mở." in page
    assert page.rindex("</details>") < page.index("Điều khác<")
    sent = {**hands.last_page(full), "q-chu_de": ["mother-child", "crops"], "q-tuoi": "adult"}
    back = client.post(url, {**sent, "page": "2", "step": "back"}).content.decode()
    assert sorted(name for name, is_open in _heads(back) if is_open) == ["Sản xuất, kinh doanh", "Sức khỏe"]
    nothing = client.post(url, {**sent, "page": "1", "q-chu_de": []})
    assert nothing.status_code == 422
    assert [is_open for _, is_open in _heads(nothing.content.decode())] == [True, *[False] * 9]
    assert client.post(url, sent).status_code == 302
    assert sorted(Response.objects.get().topics) == ["crops", "mother-child"]


def test_a_topic_of_the_communes_own_stands_under_the_field_above_it_also_when_it_is_dropped(
    campaign: Campaign, by: Actor, client: Client
):
    below = topic("livestock")
    own = Topic.objects.create(place=campaign.commune, parent=below, code="luon", name="Nuôi lươn không bùn")
    design = hands.form_at(campaign.commune, by, title="Gốc").versions.get().design
    version = hands.published(campaign.commune, by, title="Có lươn", content=design)
    full = hands.campaign_at(campaign.commune, by, version=version, title="Đợt có lươn")
    Topic.objects.filter(pk=own.pk).update(dropped_on=today())
    page = client.get(f"/s/{hands.token_of(full)}/").content.decode()
    field = page[page.index(">Sản xuất, kinh doanh</summary>") :]
    assert "Nuôi lươn không bùn" in field[: field.index("</details>")]


def test_a_few_topics_need_no_heads(url: str, client: Client):
    assert "<details" not in client.get(url).content.decode()
