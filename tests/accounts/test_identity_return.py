"""Signing in through an OpenID Connect provider: a real one, over HTTP, in a thread of this process."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User as ProvidersUser

from hoctap.accounts.models import LinkedIdentity, User
from hoctap.accounts.sign_on import actions
from hoctap.accounts.sign_on.client import Told
from hoctap.audit.models import Event
from hoctap.core.refusals import Refused
from tests.accounts.codes import put_app
from tests.world import PASSWORD, World

LAN, STRANGER = "so-dinh-danh-cua-lan", "nguoi-la"
PHONE = "0912345678"
PEOPLE = [
    ProvidersUser(sub=LAN),
    ProvidersUser(sub="co-so", claims={"phone_number": "+84912345678", "phone_number_verified": True}),
    ProvidersUser(sub="tu-khai", claims={"phone_number": "+84912345678", "phone_number_verified": False}),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def sign_on(provider: str, settings) -> str:
    settings.SIGN_ON = settings.SIGN_ON | {
        "issuer": provider,
        "client_id": "hoctap",
        "client_secret": "bi-mat",
        "name": "tài khoản của tỉnh",
        "scope": "openid phone",
    }
    return provider


def there_and_back(client: Client, who: str, start: str = "identity_sign_in", **changes: str):
    """The person goes to the provider, says who he is, and comes back with what the provider gave him."""
    sent = client.get(reverse(start))
    assert sent.status_code == 302
    answer = requests.post(sent["Location"], data={"sub": who}, allow_redirects=False, timeout=10)
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    return client.get(reverse("identity_return"), {name: value[0] for name, value in back.items()} | changes)


def who_is_in(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def link(world: World) -> None:
    client = Client()
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    assert there_and_back(client, LAN, "identity_link")["Location"] == "/devices/"


def test_what_is_sent_has_a_challenge_a_state_and_a_nonce_that_are_never_the_same(sign_on: str, db: None):
    asked = [parse_qs(urlsplit(Client().get("/sign-on/")["Location"]).query) for _ in range(2)]
    for query in asked:
        assert query["code_challenge_method"] == ["S256"]
        assert query["response_type"] == ["code"]
        assert query["redirect_uri"] == ["http://testserver/sign-on/return/"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_lan_links_once_after_her_password_and_then_comes_in_by_it(world: World, sign_on: str):
    link(world)
    assert Event.objects.filter(what="accounts.identity.linked", actor_id=str(world.lan.pk)).exists()
    client = Client()
    assert "tài khoản của tỉnh" in client.get("/login/").content.decode()
    assert there_and_back(client, LAN)["Location"] == "/"
    assert who_is_in(client) == str(world.lan.pk)
    identity = LinkedIdentity.objects.get()
    client.post(reverse("identity_unlink", args=[identity.pk]))
    assert not LinkedIdentity.objects.exists()


def test_nobody_gets_an_account_by_it(world: World, sign_on: str):
    client, before = Client(), User.objects.count()
    answer = there_and_back(client, STRANGER)
    assert answer.status_code == 422
    assert "chưa gắn với tài khoản nào" in answer.content.decode()
    assert not who_is_in(client)
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("claim", "who", "comes_in"),
    [("sub", "co-so", False), ("phone_number", "co-so", True), ("phone_number", "tu-khai", False)],
)
def test_a_telephone_number_counts_where_the_installation_says_so_and_the_provider_vouches(
    world: World, sign_on: str, settings, claim: str, who: str, comes_in: bool
):
    settings.SIGN_ON = settings.SIGN_ON | {"claim": claim}
    User.objects.filter(pk=world.lan.pk).update(phone=PHONE)
    client = Client()
    there_and_back(client, who)
    assert bool(who_is_in(client)) is comes_in


@pytest.mark.parametrize("changes", [{"state": "mot-cai-khac"}, {"code": "ma-gia"}, {"code": ""}])
def test_what_comes_back_changed_is_refused(world: World, sign_on: str, changes: dict[str, str]):
    link(world)
    client = Client()
    answer = there_and_back(client, LAN, **changes)
    assert answer.status_code == 422
    assert not who_is_in(client)


def test_a_code_that_was_caught_on_the_way_is_worth_nothing_in_another_browser(world: World, sign_on: str):
    link(world)
    lans, thief = Client(), Client()
    sent = lans.get("/sign-on/")["Location"]
    answer = requests.post(sent, data={"sub": LAN}, allow_redirects=False, timeout=10)
    back = {name: value[0] for name, value in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert thief.get("/sign-on/return/", back).status_code == 422
    thief.get("/sign-on/")
    theirs = thief.session["sign_on"]
    assert thief.get("/sign-on/return/", back | {"state": theirs["state"]}).status_code == 422
    assert not who_is_in(thief)


def test_a_token_with_another_nonce_is_refused(world: World, sign_on: str):
    link(world)
    client = Client()
    sent = client.get("/sign-on/")["Location"]
    session = client.session
    session["sign_on"] = session["sign_on"] | {"nonce": "mot-cai-khac"}
    session.save()
    answer = requests.post(sent, data={"sub": LAN}, allow_redirects=False, timeout=10)
    back = {name: value[0] for name, value in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert client.get("/sign-on/return/", back).status_code == 422
    assert not who_is_in(client)


def test_an_answer_works_once(world: World, sign_on: str):
    link(world)
    client = Client()
    sent = client.get("/sign-on/")["Location"]
    answer = requests.post(sent, data={"sub": LAN}, allow_redirects=False, timeout=10)
    back = {name: value[0] for name, value in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert client.get("/sign-on/return/", back).status_code == 302
    client.post("/logout/")
    assert client.get("/sign-on/return/", back).status_code == 422


def test_a_locked_account_stays_locked_and_a_second_factor_is_still_asked_for(world: World, sign_on: str):
    link(world)
    put_app(world.lan)
    client = Client()
    assert there_and_back(client, LAN)["Location"] == "/login/second-factor/"
    assert not who_is_in(client)
    User.objects.filter(pk=world.lan.pk).update(is_active=False)
    assert there_and_back(Client(), LAN).status_code == 422


def test_an_identity_is_one_persons(world: World):
    told = Told("https://dinh-danh.example", LAN, "")
    actions.link_identity(world.lan, told, by=world.actor(world.lan))
    with pytest.raises(Refused, match="tài khoản khác"):
        actions.link_identity(world.hung, told, by=world.actor(world.hung))
    other = Told("https://dinh-danh.example", "nguoi-khac", "")
    with pytest.raises(Refused, match="Hãy gỡ trước"):
        actions.link_identity(world.lan, other, by=world.actor(world.lan))


def test_a_provider_that_does_not_answer_or_is_not_by_https_leaves_the_password(
    world: World, sign_on: str, settings
):
    for issuer in ("http://localhost:9", "http://dinh-danh.example"):
        settings.SIGN_ON = settings.SIGN_ON | {"issuer": issuer}
        answer = Client().get("/sign-on/", follow=True)
        assert answer.status_code == 422
        assert "đăng nhập bằng mật khẩu" in answer.content.decode()


def test_off_unless_the_installation_names_a_provider(db: None, client: Client):
    assert client.get("/sign-on/")["Location"] == "/login/"
    assert "sign-on" not in client.get("/login/").content.decode()
