"""Survey forms, campaigns and what people said in them, for tests."""

import datetime as dt
import time
from typing import Any

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Topic
from hoctap.centres.storing import load_shipped_topics
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.places.models import Place
from hoctap.surveys.answering import actions as answering
from hoctap.surveys.answering.pages import new_ticket
from hoctap.surveys.campaigns import actions as campaigns
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.campaigns.rules import CampaignDetails
from hoctap.surveys.design import actions as design
from hoctap.surveys.design.models import FormVersion, SurveyForm
from hoctap.surveys.design.queries import topics_for_form
from hoctap.surveys.design.rules import Design, Item
from hoctap.surveys.design.shipped import first_form
from hoctap.surveys.tallies import actions as tallies
from hoctap.surveys.tallies.models import Tally
from hoctap.surveys.tallies.rules import Line, TallyDetails
from tests.centres.hands import centre_at, topic

EVERY_WAY = ("tally", "web", "door", "paper")
TWO_TOPICS = (("crops", "Kỹ thuật trồng trọt"), ("talent", "Năng khiếu"), ("khac", "Điều khác"))


def small_design() -> Design:
    """Three pages: what (and what else), how old, whether by telephone (only of those 16 and over)."""
    return Design(
        (
            Item("begin group", "muon_hoc", "Muốn học gì?"),
            Item(
                "select_multiple",
                "chu_de",
                "Chọn điều muốn học",
                required=True,
                choices=TWO_TOPICS,
                list_name="chu_de",
            ),
            Item(
                "text", "dieu_khac", "Điều khác là gì?", required=True, relevant="selected(${chu_de}, 'khac')"
            ),
            Item("end group"),
            Item("begin group", "ve_minh", "Về người trả lời"),
            Item(
                "integer",
                "tuoi",
                "Bao nhiêu tuổi?",
                constraint=". >= 6 and . <= 120",
                constraint_message="Tuổi từ 6 đến 120.",
            ),
            Item("end group"),
            Item("begin group", "cach", "Cách học", relevant="${tuoi} >= 16"),
            Item(
                "select_one",
                "dien_thoai",
                "Học qua điện thoại?",
                choices=(("yes", "Có"), ("no", "Không")),
                list_name="co_khong",
            ),
            Item("end group"),
        )
    )


def form_at(place: Place, by: Actor, *, title: str = "", content: Design | None = None) -> SurveyForm:
    """A draft."""
    topic()
    content = content or first_form(topics_for_form(place))
    return design.make_survey_form(place, title or f"Phiếu của {place.full_name}", content, by=by)


def published(place: Place, by: Actor, *, title: str = "", content: Design | None = None) -> FormVersion:
    form = form_at(place, by, title=title, content=content or small_design())
    version = form.versions.get()
    design.publish_form(version, by=by)
    return FormVersion.objects.select_related("form").get(pk=version.pk)


def campaign_at(
    commune: Place,
    by: Actor,
    *,
    version: FormVersion | None = None,
    channels: tuple[str, ...] = EVERY_WAY,
    title: str = "",
    is_open: bool = True,
    partners: tuple[str, ...] = (),
) -> Campaign:
    if version is None and set(channels) != {"tally"}:
        version = published(commune, by, title=f"Mẫu {title} {commune.name}")
    day = today()
    details = CampaignDetails(
        title=title or f"Khảo sát của {commune.full_name}",
        year=day.year,
        opens_on=day,
        closes_on=dt.date(day.year, 12, 31),
        channels=channels,
        organiser=f"Trung tâm của {commune.name}",
        partners=partners,
    )
    campaign = campaigns.make_campaign(
        centre_at(commune), details, form=version.form if version else None, by=by
    )
    if is_open:
        campaigns.open_campaign(campaign, by=by)
    return Campaign.objects.select_related(
        "commune", "centre__organisation__place", "version__form", "form"
    ).get(pk=campaign.pk)


def tally(campaign: Campaign, hamlet: Place, by: Actor, *, hands: int = 12, present: int = 2) -> Tally:
    load_shipped_topics()
    topic_row = Topic.objects.get(place__isnull=True, code="crops")
    details = TallyDetails(today(), present, None, "", [Line(str(topic_row.pk), "", min(hands, present))])
    return tallies.record_tally(campaign, hamlet, details, by=by)


def at_the_door(campaign: Campaign, hamlet: Place, by: Actor, **answers: list[str]) -> Any:
    given = {"chu_de": ["crops"], **answers}
    assert campaign.version is not None
    return answering.take_at_the_door(
        campaign, campaign.version, lambda name: given.get(name, []), hamlet=hamlet, by=by
    )


def old_ticket(campaign: Campaign) -> str:
    """Of a page that was opened a minute ago."""

    assert campaign.version is not None
    return new_ticket(campaign.version, at=time.time() - 60)


def last_page(campaign: Campaign, **answers: Any) -> dict[str, Any]:
    """What the last page of the form sends, from somebody who read it."""
    typed = {f"q-{name}": value for name, value in {"chu_de": ["crops"], "tuoi": "40", **answers}.items()}
    assert campaign.version is not None
    last = len(campaign.version.design.pages) + 1
    return {
        "ticket": old_ticket(campaign),
        "page": str(last),
        "step": "next",
        "hamlet": "",
        "website": "",
        **typed,
    }


def token_of(campaign: Campaign) -> str:
    return campaign.links.get(partner__isnull=True).token


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client
