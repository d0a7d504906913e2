"""How often one address may ask the check page: a person with a paper in hand, not a machine that tries codes."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

_CHECKS = {"certificate_check": "60/m/ip"}


def may_check(request: HttpRequest) -> bool:
    [action] = _CHECKS
    usage = ratelimit.consume(
        request, app="hoctap.recognition", action=action, config=_CHECKS, limit_get=True
    )
    return usage is not None
