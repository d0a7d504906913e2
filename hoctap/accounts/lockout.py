"""How often one may try a password, counted so that a stranger's tries never shut out the owner.

Tries from a device where the person has signed in before are counted for that device alone. Everybody else's are counted
together as *strangers*, by the account tried and by the address they come from. When strangers have used up their tries they wait;
known devices go on. What was typed is counted, not whom it means: a name that does not exist waits like one that does, and waiting
does not tell whose a telephone number is.
"""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from hoctap.accounts.devices import cookies
from hoctap.accounts.models import User
from hoctap.accounts.phone import normal_phone

_APP = "allauth.account"
# Within the hundred failures in a row that NIST SP 800-63B allows, and slow enough for a word list of none.
_STRANGERS = {"sign_in_by_strangers": "10/5m/key,60/d/key"}
_ADDRESS = {"sign_in_by_address": "60/m/ip"}
_DEVICE = {"sign_in_on_device": "10/5m/key,60/h/key"}
_SLIP = {"slip": "30/m/ip"}
# A village behind one mobile network's address opens its sheets on one evening.
_OWN_LINK = {"own_link": "120/m/ip"}

# Forty people in a queue, their cards scanned one after the other; codes are not guessed at this pace.
_CARD = {"learner_card": "120/m/ip"}


def take_a_try(request: HttpRequest, typed: str, user: User | None) -> RateLimitUsage | None:
    """None when there is none left. Given back (`rollback`) when the password was right.

    `typed` is the name as it was typed, `user` whom it means.
    """
    if device := cookies.known_device(request, user):
        return _consume(request, _DEVICE, str(device.pk))
    by_address = _consume(request, _ADDRESS)
    by_account = _consume(request, _STRANGERS, _subject(typed)) if by_address else None
    if by_address is None or by_account is None:
        return None
    return RateLimitUsage([*by_address.usage, *by_account.usage])


def strangers_wait(user: User) -> bool:
    """Whether strangers have used up their tries at this account, so that the person cannot get in from a new device."""
    return any(not _consume(HttpRequest(), _STRANGERS, name, dry_run=True) for name in _names(user))


def let_strangers_try(user: User) -> None:
    [action] = _STRANGERS
    for name in _names(user):
        ratelimit.clear(HttpRequest(), app=_APP, action=action, config=_STRANGERS, key=name)


def may_try_a_slip(request: HttpRequest) -> bool:
    return _consume(request, _SLIP) is not None


def may_try_an_own_link(request: HttpRequest) -> bool:
    return _consume(request, _OWN_LINK) is not None


def may_scan_a_card(request: HttpRequest) -> bool:
    return _consume(request, _CARD) is not None


def _names(user: User) -> list[str]:
    return [_subject(name) for name in (user.login, user.phone) if name]


def _subject(typed: str) -> str:
    return normal_phone(typed) or typed.strip().lower()


def _consume(
    request: HttpRequest, config: dict[str, str], key: str | None = None, *, dry_run: bool = False
) -> RateLimitUsage | None:
    [action] = config
    return ratelimit.consume(
        request, app=_APP, action=action, config=config, key=key, dry_run=dry_run, limit_get=True
    )
