"""An OpenID Connect client: authorization code with PKCE, state and nonce, the ID token's signature always checked.

It talks to one provider, named by the environment. The technical profile of the state's identity service is not known; nothing
here claims to fit it. What it speaks with is read in at the first use: sign-on is off by default, and every start would pay for it.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

_SECONDS = 10
# Signatures with the provider's own key; never `none`, never one made with our secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]


class SignOnFailed(Exception):
    """The provider did not answer, or answered what does not prove anything."""


@dataclass(frozen=True)
class Asked:
    """What must come back as it was sent; kept in the session, used once."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Told:
    issuer: str
    subject: str
    verified_phone: str
    """Empty when the provider names none or does not vouch for it."""


def is_configured() -> bool:
    return bool(settings.SIGN_ON["issuer"] and settings.SIGN_ON["client_id"])


def new_asked() -> Asked:
    return Asked(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def address(asked: Asked, return_to: str) -> str:
    """Where the person is sent."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=")
    values = {
        "response_type": "code",
        "client_id": settings.SIGN_ON["client_id"],
        "redirect_uri": return_to,
        "scope": settings.SIGN_ON["scope"],
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    return f"{_known()['authorization_endpoint']}?{urlencode(values)}"


def told(code: str, asked: Asked, return_to: str) -> Told:
    """Who the person is, out of the code that the provider sent back with him."""
    values = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_to,
        "client_id": settings.SIGN_ON["client_id"],
        "code_verifier": asked.verifier,
    }
    if settings.SIGN_ON["client_secret"]:
        values["client_secret"] = settings.SIGN_ON["client_secret"]
    known = _known()
    token = _answer("POST", known["token_endpoint"], data=values).get("id_token")
    if not isinstance(token, str):
        raise SignOnFailed("no ID token")
    return _checked(token, known, asked.nonce)


def _checked(token: str, known: dict[str, Any], nonce: str) -> Told:
    import jwt

    client_id = settings.SIGN_ON["client_id"]
    try:
        key = jwt.PyJWKClient(known["jwks_uri"], timeout=_SECONDS).get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=_ALGORITHMS,
            audience=client_id,
            issuer=known["issuer"],
            leeway=60,
            options={"require": ["exp", "iat", "sub", "iss", "aud"]},
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise SignOnFailed(f"ID token: {type(error).__name__}") from error
    if not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise SignOnFailed("ID token: another nonce")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
        raise SignOnFailed("ID token: made for another client")
    vouched = claims.get("phone_number_verified") is True
    phone = str(claims.get("phone_number", "")) if vouched else ""
    return Told(str(claims["iss"]), str(claims["sub"])[:255], phone)


def _known() -> dict[str, Any]:
    """The provider's own description of itself; it must be the provider that was configured."""
    issuer = settings.SIGN_ON["issuer"].rstrip("/")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise SignOnFailed("the issuer must be an https address")
    known = _answer("GET", f"{issuer}/.well-known/openid-configuration")
    if str(known.get("issuer", "")).rstrip("/") != issuer:
        raise SignOnFailed("the provider calls itself otherwise")
    if missing := {"authorization_endpoint", "token_endpoint", "jwks_uri"} - set(known):
        raise SignOnFailed(f"the provider does not name {', '.join(sorted(missing))}")
    return known


def _answer(method: str, url: str, **values: Any) -> dict[str, Any]:
    import requests

    try:
        response = requests.request(method, url, timeout=_SECONDS, allow_redirects=False, **values)
        response.raise_for_status()
        read = response.json()
    except (requests.RequestException, ValueError) as error:
        raise SignOnFailed(f"{urlsplit(url).path}: {type(error).__name__}") from error
    if not isinstance(read, dict):
        raise SignOnFailed(f"{urlsplit(url).path}: no object")
    return read
