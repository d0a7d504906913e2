"""Saying which person of the register an account belongs to."""

from django.db import transaction

from hoctap.accounts.models import User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import account_rules
from hoctap.people.models import AccountLink, Person


@transaction.atomic
def link_account(user: User, person: Person, *, by: Actor) -> AccountLink:
    """Whoever gives accounts to this person says who he is in the register; said again it replaces what was said before."""
    user = _locked(user, by)
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Forbidden("Người này không có trong sổ hộ mà ông/bà xem được.")
    person = Person.objects.select_for_update().get(pk=person.pk)
    reasons = account_rules.link_blockers(
        is_oneself=user.pk == by.user_id,
        is_erased=person.erased_on is not None,
        is_merged=person.merged_into_id is not None,
    )
    if reasons:
        raise Refused(reasons)
    link = AccountLink.objects.filter(user=user).first() or AccountLink(user=user)
    if link.person_id != person.pk:
        link.person, link.linked_by = person, by.described
        link.save()
        audit.record(by, "people.account.linked", link, fields=["person"])
    return link


@transaction.atomic
def unlink_account(user: User, *, by: Actor) -> None:
    """Safe to run again."""
    user = _locked(user, by)
    if reasons := account_rules.unlink_blockers(is_oneself=user.pk == by.user_id):
        raise Refused(reasons)
    link = AccountLink.objects.filter(user=user).first()
    if link is not None:
        audit.record(by, "people.account.unlinked", link, fields=["person"])
        link.delete()


def _locked(user: User, by: Actor) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not within_reach(held_capacities(user), by):
        raise Forbidden("Người này còn giữ tư cách ngoài nơi ông/bà quản lý.")
    return user
