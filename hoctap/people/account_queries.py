"""Who an account is in the register, and who he might be: offered, never chosen by the program."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from hoctap.accounts.handing import AccountFact
from hoctap.accounts.models import User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.paging import Walk
from hoctap.core.permissions import Permission
from hoctap.core.text import clean, without_accents
from hoctap.people.models import AccountLink, HouseholdMember
from hoctap.people.register import PersonFilter, list_persons
from hoctap.people.register_lines import PersonLine

OFFERED = 20


@dataclass(frozen=True)
class Candidate:
    line: PersonLine
    why: str
    is_linked: bool


@dataclass(frozen=True)
class LinkPage:
    link: AccountLink | None
    home: HouseholdMember | None
    """Where the linked person lives now."""
    candidates: list[Candidate]
    is_oneself: bool
    sees_register: bool


def link_page(user: User, actor: Actor, *, search: str, birth_year: int | None) -> LinkPage:
    """Without a search: who has the account's telephone number, and who bears its name."""
    link = AccountLink.objects.filter(user=user).select_related("person").first()
    living = HouseholdMember.objects.filter(left_year__isnull=True).select_related("household__hamlet")
    sees = actor.may_anywhere(Permission.HOUSEHOLD_READ)
    return LinkPage(
        link=link,
        home=living.filter(person=link.person_id).first() if link else None,
        candidates=_candidates(user, actor, link, search, birth_year) if sees else [],
        is_oneself=user.pk == actor.user_id,
        sees_register=sees,
    )


def _candidates(
    user: User, actor: Actor, link: AccountLink | None, search: str, birth_year: int | None
) -> list[Candidate]:
    asked = [search] if clean(search) else [one for one in (user.phone, user.full_name) if one]
    found: dict[UUID, Candidate] = {}
    of_phone: set[UUID] = set()
    for text in asked:
        chosen = PersonFilter(year=today().year, search=text, born_from=birth_year, born_to=birth_year)
        for line in list_persons(actor, chosen, Walk()).page:
            if text == user.phone and text:
                of_phone.add(line.person_id)
            if line.person_id not in found and len(found) < OFFERED:
                why = _why(user, line, line.person_id in of_phone)
                is_linked = link is not None and link.person_id == line.person_id
                found[line.person_id] = Candidate(line, why, is_linked)
    return list(found.values())


def _why(user: User, line: PersonLine, has_phone: bool) -> str:
    same_name = without_accents(clean(line.full_name)) == without_accents(clean(user.full_name))
    reasons = (["cùng số điện thoại"] if has_phone else []) + (["cùng họ tên"] if same_name else [])
    return ", ".join(reasons)


def account_fact(user: User, actor: Actor) -> AccountFact | None:
    """On the page of an account; the name stays on the page behind it, where a look is noted."""
    if not actor.may_anywhere(Permission.HOUSEHOLD_READ) or not within_reach(held_capacities(user), actor):
        return None
    is_linked = AccountLink.objects.filter(user=user).exists()
    return AccountFact(
        "Trong sổ hộ",
        "Đã gắn với một người" if is_linked else "Chưa gắn với ai",
        "Xem, sửa" if is_linked else "Tìm và gắn",
        reverse("accountlink_edit", args=[user.pk]),
    )
