"""The pages of a form on a phone: one group a page, what was said before travels with the page, nothing is kept until it is sent.

Without a script the server says after each page which questions have come up; with it the page does so at once, and the server agrees.
"""

import datetime as dt
import time
from dataclasses import dataclass, field
from uuid import UUID

from django.core import signing
from django.http import QueryDict

from hoctap.core.actor import Actor
from hoctap.places.models import Place
from hoctap.places.queries import hamlets_of
from hoctap.surveys.answering.forms import QuestionsForm, sent_of, travelled
from hoctap.surveys.answering.models import Channel, Response
from hoctap.surveys.answering.queries import heads_of_topics
from hoctap.surveys.answering.rules import Read, Sending, read_answers
from hoctap.surveys.campaigns.models import Campaign, CampaignLink
from hoctap.surveys.design.models import FormVersion, VersionState
from hoctap.surveys.design.rules import Placed

_SALT = "hoctap.surveys.answering"
TRAP = "website"


@dataclass(frozen=True)
class Ticket:
    """Made with the first page: by which version it is answered, and when that was. Signed, so nobody makes it earlier than it is."""

    version: UUID
    at: float

    @property
    def seconds(self) -> float:
        return time.time() - self.at


def new_ticket(version: FormVersion, *, at: float | None = None) -> str:
    return signing.dumps(
        {"v": str(version.pk), "t": round(at if at is not None else time.time(), 1)}, salt=_SALT
    )


def read_ticket(text: str) -> Ticket | None:
    try:
        told = signing.loads(text, salt=_SALT)
        return Ticket(UUID(told["v"]), float(told["t"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def new_stamp() -> str:
    """For a page that has no version: only when it was made."""
    return signing.dumps({"t": round(time.time(), 1)}, salt=_SALT)


def read_stamp(text: str) -> float | None:
    """Seconds since."""
    try:
        return time.time() - float(signing.loads(text, salt=_SALT)["t"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def link_of(token: str) -> CampaignLink | None:
    rows = CampaignLink.objects.select_related("campaign__commune", "campaign__version__form", "partner")
    return rows.filter(token=token).exclude(campaign__state="draft").first()


def holder_of(link: CampaignLink) -> Actor:
    return Actor(name="Người trả lời khảo sát", held_link=link.pk)


def version_of(link: CampaignLink, ticket: Ticket) -> FormVersion | None:
    """The one whose page was opened, also where the campaign goes on with another one meanwhile."""
    return FormVersion.objects.filter(
        pk=ticket.version, form=link.campaign.form_id, state=VersionState.PUBLISHED
    ).first()


def sending_of(ticket: Ticket, trap: str, campaign: Campaign, since: dt.datetime) -> Sending:
    recent = Response.objects.filter(campaign=campaign, channel=Channel.WEB, taken_at__gt=since).count()
    return Sending(seconds=ticket.seconds, trap=trap, within_a_minute=recent)


@dataclass
class Screen:
    """What is on the page now. `number` from 1; the last one asks where somebody lives, and sends."""

    number: int
    of: int
    title: str
    form: QuestionsForm | None
    carried: list[tuple[str, str]] = field(default_factory=list)
    """Answers of the other pages, as they were sent."""
    hamlets: list[Place] = field(default_factory=list)
    hamlet: str = ""
    is_new_here: bool = False
    """Questions came up that were not on the page before."""

    @property
    def is_last(self) -> bool:
        return self.number == self.of


class Walk:
    """One request's way through the pages of a version."""

    def __init__(
        self, campaign: Campaign, version: FormVersion, post: QueryDict | None, *, hamlet: str = ""
    ) -> None:
        self.campaign, self.version, self.design = campaign, version, version.design
        self.post = post if post is not None else QueryDict()
        self.sent = sent_of(self.post)
        self.typed = {
            item.name: list(self.sent(item.name)) for item in self.design.asked if self.sent(item.name)
        }
        self.hamlet = travelled(self.post).hamlet if post is not None else hamlet
        self.read: Read = read_answers(self.design.placed, self.sent)

    @property
    def last(self) -> int:
        return len(self.design.pages) + 1

    def asked_page(self) -> int:
        return min(max(travelled(self.post).page, 1), self.last)

    def show(self, number: int, *, with_errors: bool = False, is_new_here: bool = False) -> Screen:
        placed = self._placed(number)
        names = {one.item.name for one in placed}
        errors = (
            {name: text for name, text in self.read.errors.items() if name in names} if with_errors else {}
        )
        carried = [
            (f"q-{name}", text) for name, texts in self.typed.items() if name not in names for text in texts
        ]
        is_last = number == self.last
        form = QuestionsForm(
            placed,
            self.post,
            typed=self.typed,
            relevant=self.read.relevant,
            errors=errors,
            heads=heads_of_topics(self.campaign.commune, placed),
        )
        return Screen(
            number=number,
            of=self.last,
            title="Ông/bà ở đâu?" if is_last else self.design.pages[number - 1].title,
            form=None if is_last else form,
            carried=carried,
            hamlets=hamlets_of(self.campaign.commune) if is_last else [],
            hamlet=self.hamlet,
            is_new_here=is_new_here,
        )

    def wrong_page(self, until: int) -> int | None:
        """The first page up to `until` on which something is wrong."""
        for number in range(1, min(until, self.last - 1) + 1):
            if any(one.item.name in self.read.errors for one in self._placed(number)):
                return number
        return None

    def unseen(self, number: int) -> bool:
        """A question of the page is asked by what was answered there, and was not shown yet."""
        shown = set(self.post.getlist("shown"))
        return any(
            one.item.is_asked and one.item.name in self.read.relevant and one.item.name not in shown
            for one in self._placed(number)
        )

    def after(self, number: int, step: int = 1) -> int:
        """The next page that has something to ask of these answers."""
        number += step
        while 1 <= number < self.last and not self._is_asked(number):
            number += step
        return min(max(number, 1), self.last)

    def _is_asked(self, number: int) -> bool:
        return any(one.item.name in self.read.relevant for one in self._placed(number))

    def _placed(self, number: int) -> tuple[Placed, ...]:
        return self.design.pages[number - 1].items if number < self.last else ()
