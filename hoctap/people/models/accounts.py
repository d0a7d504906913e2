"""Which person of the register signs in with an account: said by somebody who manages accounts, never guessed."""

from uuid import UUID

from django.db import models

from hoctap.accounts.models import User
from hoctap.accounts.queries import held_capacities
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.people.models.persons import Person


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    def visible_to(self, actor: Actor) -> "AccountLinkQuerySet":
        return self.filter(user__in=User.objects.visible_to(actor))


class AccountLink(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, models.PROTECT, related_name="register_link")
    person = models.ForeignKey(Person, models.PROTECT, related_name="account_links")
    linked_by = models.CharField(max_length=300)
    linked_at = models.DateTimeField(auto_now=True)

    objects = AccountLinkQuerySet.as_manager()

    @property
    def place_path(self) -> list[UUID]:
        """Where the account is: the trail of it is read there."""
        held = held_capacities(self.user)
        return held[0].place_path if held else []
