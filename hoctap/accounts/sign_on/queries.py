"""Whose account an identity of the state's or the province's sign-on is."""

from django.conf import settings

from hoctap.accounts.models import LinkedIdentity, User
from hoctap.accounts.phone import normal_phone
from hoctap.accounts.sign_on.client import Told


def account_of(told: Told) -> User | None:
    """The linked account; where the installation says so, else the one with the telephone number that the provider vouches for.

    Never one that an officer has locked, and nobody gets an account by this.
    """
    linked = (
        LinkedIdentity.objects.select_related("user").filter(issuer=told.issuer, subject=told.subject).first()
    )
    if linked is not None:
        return linked.user if linked.user.is_active else None
    phone = normal_phone(told.verified_phone)
    if settings.SIGN_ON["claim"] != "phone_number" or not phone:
        return None
    user = User.objects.filter(phone=phone, is_active=True).first()
    # Somebody who is linked to another identity of this provider is not found by his old telephone number.
    return None if user is None or user.identities.filter(issuer=told.issuer).exists() else user


def identity_of(user: User) -> LinkedIdentity | None:
    return user.identities.order_by("linked_at").first()
