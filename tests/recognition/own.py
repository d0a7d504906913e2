"""A round of today's year with a few families, and their own links: for the tests of self-scoring."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.criteria.models import Title
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.own_answers.actions import give_own_link
from tests.recognition.hands import ALL_POINTS
from tests.world import World, make_household

ANSWERS = {f"points-{code}": points for code, points in ALL_POINTS.items()}


class OwnRound:
    def __init__(self, world: World) -> None:
        self.world = world
        self.year = today().year
        for name in ("Lê Văn An", "Phạm Thị Bích Thủy"):
            make_household(world.hamlet, name, listed_year=2020)
        self.season: RecognitionRound = actions.open_round(
            world.commune,
            year=self.year,
            title=Title.LEARNING_FAMILY,
            edition=world.edition,
            before_on=today() + dt.timedelta(days=30),
            by=self.officer,
        )

    @property
    def officer(self) -> Any:
        return self.world.actor(self.world.lan)

    @property
    def head(self) -> Any:
        return self.world.actor(self.world.hung)

    @property
    def dossiers(self) -> list[Dossier]:
        return list(self.season.dossiers.named().select_related("round__edition", "hamlet"))

    @property
    def first(self) -> Dossier:
        return self.dossiers[0]

    def token(self, number: int = 0) -> str:
        return give_own_link(self.dossiers[number], by=self.officer).token

    def opened(self, token: str = "") -> Client:
        """The family's own telephone, after the code was read."""
        phone = Client()
        assert phone.get(reverse("own_open", args=[token or self.token()])).status_code == 302
        return phone

    def enter(self, hamlet: str = "", own: str = "", *, registered: bool = True) -> None:
        row = TypedRow(self.first.pk, self.first.version, registered, own, hamlet)
        actions.save_list(self.season, self.world.hamlet, [row], by=self.head)


def send(phone: Client, step: str = "send", **other: str) -> Any:
    return phone.post(reverse("own_answers"), {**ANSWERS, "step": step, **other}, follow=True)
