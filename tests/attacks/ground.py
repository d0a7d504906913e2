"""What the attacks share: two communes side by side, who attacks, how a form is found and sent, what must not be told."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.apps import apps as installed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.people.models import Person
from hoctap.places.models import OrganisationKind
from scripts import house
from tests.examples import Visit, url_examples
from tests.season import Season
from tests.world import make_organisation, make_place, make_user

SCREENS = {screen.name: screen for screen in house.screens()}
REFUSED = (403, 404)


@dataclass
class Ground:
    home: Season
    away: Season
    others: dict[str, User]
    """Those beside the five of each season: the head of another hamlet, a supervisor, a former and a locked officer."""
    sessions: dict[Any, SimpleCookie] = field(default_factory=dict)
    """What the browser of each has who signed in before the test."""


def place_others(home: Season, away: Season) -> dict[str, User]:
    """Everybody who is neither of the owner's five nor of the neighbour's five."""
    commune, world = home.commune, home.world
    board = make_organisation(OrganisationKind.HAMLET_BOARD, "Ban nhân dân Ấp 2", "", home.open_hamlet)
    far = make_place("district", "huyện", "Bên Kia Sông", away.keeper.capacities.get().organisation.place)
    office = make_organisation(OrganisationKind.ASSOCIATION, "Hội Khuyến học huyện Bên Kia Sông", "HKH", far)
    officer = Role.ASSOCIATION_OFFICER
    former = make_user("Đinh Văn Cựu", "cuu", home.association, "Chủ tịch cũ", (officer, commune))
    Capacity.objects.filter(user=former).update(ends_on=dt.date(2024, 6, 1))
    locked = make_user("Kha Thị Khóa", "khoa", home.association, "Phó Chủ tịch", (officer, commune))
    User.objects.filter(pk=locked.pk).update(is_active=False)
    return {
        "head of another hamlet": make_user(
            "Phan Văn Ấp Hai", "aphai", board, "Trưởng ấp", (Role.HAMLET_HEAD, home.open_hamlet)
        ),
        "supervisor": world.bich,
        "supervisor elsewhere": make_user(
            "Ngô Thị Xa", "xa", office, "Chủ tịch Hội Khuyến học huyện", (Role.SUPERVISOR, far)
        ),
        "former officer": former,
        "locked officer": locked,
    }


def attackers(ground: Ground) -> dict[str, User | None]:
    """Everybody who knocks, by the words of the table in docs/operations/security.md."""
    home, away = ground.home, ground.away
    return {
        "anonymous": None,
        "officer": home.officer,
        "head of the hamlet": home.head,
        "chair": home.chair,
        "commune's admin": home.admin,
        "province's system admin": home.keeper,
        "neighbour: officer": away.officer,
        "neighbour: head of a hamlet": away.head,
        "neighbour: chair": away.chair,
        "neighbour: admin": away.admin,
        "another province's system admin": away.keeper,
        **ground.others,
    }


def actor_of(user: User | None) -> Actor:
    """As `accounts.middleware` makes it; a locked account is nobody."""
    if user is None or not User.objects.filter(pk=user.pk, is_active=True).exists():
        return Actor(name="")
    first = user.active_capacities().prefetch_related("roles").first()
    return first.actor() if first else Actor(name=user.full_name, user_id=user.pk)


# ---------------------------------------------------------------- knocking


def client_of(user: User | None, **settings: Any) -> Client:
    client = Client(**settings)
    if user is not None:
        client.force_login(user)
    return client


def sign_all_in(ground: Ground) -> None:
    for user in attackers(ground).values():
        if user is not None:
            ground.sessions[user.pk] = client_of(user).cookies


def signed_in(ground: Ground, user: User | None) -> Client:
    """A browser of the attacker's own in a session that began before the test."""
    client = Client()
    if user is not None and user.pk not in ground.sessions:
        return client_of(user)
    if user is not None:
        client.cookies = SimpleCookie(ground.sessions[user.pk])
    return client


def address_of(name: str, visit: Visit) -> str:
    return reverse(name, kwargs=dict(visit.kwargs), query=visit.query or None)


def go(client: Client, name: str, visit: Visit, **headers: str) -> HttpResponse:
    """The visit as it stands in the examples. Header names as htmx writes them: `HX_Request="true"`."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    if visit.post is None:
        return client.get(address_of(name, visit), headers=sent)  # type: ignore[return-value]
    rewind(visit.post)
    return client.post(address_of(name, visit), visit.post, headers=sent)  # type: ignore[return-value]


def rewind(post: Mapping[str, Any]) -> None:
    for value in post.values():
        if hasattr(value, "seek"):
            value.seek(0)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back: each attacker finds the same state."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def visits_of(name: str, season: Season) -> list[Visit]:
    example = url_examples[name](season)
    visits = example if isinstance(example, list) else [example]
    if "POST" in SCREENS[name].methods and all(visit.post is None for visit in visits):
        visits = [*visits, replace(visits[0], post={})]
    return visits


_OPENED: dict[UUID, dict[str, list[HttpResponse]]] = {}


def answers_to_owners(ground: Ground, visits: dict[str, list[Visit]]) -> dict[str, list[HttpResponse]]:
    """What the owner of each visit is answered. Asked once in a process: all tests with `visits` stand on the same rows."""
    commune = ground.home.commune.pk
    if commune not in _OPENED:
        _OPENED.clear()
        _OPENED[commune] = {name: [_kept(ground, name, one) for one in visits[name]] for name in SCREENS}
    return _OPENED[commune]


def _kept(ground: Ground, name: str, visit: Visit) -> HttpResponse:
    with undone():
        answer = go(signed_in(ground, visit.owner), name, visit)
        streamed = getattr(answer, "streaming", False)
        return HttpResponse(
            answer.getvalue() if streamed else answer.content,
            status=answer.status_code,
            headers=dict(answer.items()),
        )


def written_so_far() -> dict[str, int]:
    """How often each table was written in this transaction, also by what was taken back: who compares two tells what to look at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE schemaname = current_schema()"
        )
        return dict(cursor.fetchall())


def body_of(response: HttpResponse) -> str:
    content = response.getvalue() if getattr(response, "streaming", False) else response.content
    return content.decode("utf-8", errors="replace")


_CHANGES_EACH_TIME = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"'
    r"|nonce=\"[^\"]*\"|&quot;X-CSRFToken&quot;:\s*&quot;[^&]*&quot;|\d{4}-\d{4}(?=\D)"
)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def likeness(response: HttpResponse) -> tuple[int, str, str]:
    """Status, destination and page without what differs between any two answers (tokens, numbers, ids)."""
    text = body_of(response)
    if "spreadsheetml" in response.get("Content-Type", ""):  # the container says when it was made
        book = load_workbook(io.BytesIO(response.content))
        text = repr([[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets])
    page = _ID.sub("ID", _CHANGES_EACH_TIME.sub("", text))
    return response.status_code, _ID.sub("ID", response.get("Location", "")), page


# ---------------------------------------------------------------- forms of a page


@dataclass
class FoundForm:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    """Name → the values that the page itself offers."""
    texts: set[str] = field(default_factory=set)
    """The names of those that take free text."""
    files: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[FoundForm] = []
        self.open: FoundForm | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.open = FoundForm(named.get("action", ""), named.get("method", "get").lower())
            self.forms.append(self.open)
        form, name = self.open, named.get("name", "")
        if form is None:
            return
        if tag == "select":
            self.select = name
        if tag == "option" and self.select:
            form.fields.setdefault(self.select, []).append(named.get("value", ""))
        if (
            tag in ("input", "textarea", "button", "select")
            and name
            and name not in ("csrfmiddlewaretoken", "form_key")
        ):
            form.fields.setdefault(name, []).append(named.get("value", ""))
            kind = named.get("type", "text" if tag == "input" else tag)
            if kind in ("text", "search", "textarea", "tel", "password", "hidden"):
                form.texts.add(name)
            if kind == "file":
                form.files.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


def forms_in(page: str) -> list[FoundForm]:
    parser = _Forms()
    parser.feed(page)
    return parser.forms


@dataclass
class Target:
    """An address with the fields of every form that leads to it."""

    name: str
    visit: Visit
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return self.name


def _visits_still_open(name: str, season: Season) -> list[Visit]:
    """All examples are asked of one season here: what one of them used up (a request answered, a right given), another cannot have."""
    try:
        with transaction.atomic():
            return visits_of(name, season)
    except (IntegrityError, Refused):
        return []


def targets_of(ground: Ground) -> list[Target]:
    """Each address of the examples with the fields of every form that leads to it."""
    found: dict[str, Target] = {}
    forms: dict[str, Any] = {}
    for name in sorted(SCREENS):
        for visit in _visits_still_open(name, ground.home):
            target = found.setdefault(name, Target(name, visit))
            for source in (visit.post or {}, visit.query):
                for key, value in source.items():
                    if hasattr(value, "read"):
                        target.files.add(key)
                    else:
                        target.fields.setdefault(key, []).append(str(value))
            if visit.post is None and SCREENS[name].is_read:
                with undone():
                    page = go(client_of(visit.owner), name, visit)
                    here = address_of(name, visit).partition("?")[0]
                    if "html" in page.get("Content-Type", ""):
                        for form in forms_in(body_of(page)):
                            forms.setdefault(form.action.partition("?")[0] or here, []).append(form)
    for target in found.values():
        here = address_of(target.name, target.visit).partition("?")[0]
        for form in forms.get(here, []):
            for key, offered in form.fields.items():
                target.fields[key] = [*target.fields.get(key, []), *offered][:40]
            target.files |= form.files
        target.fields = {key: value for key, value in target.fields.items() if key not in target.files}
    _ASKED.update({target.name: {*target.fields, *target.files} for target in found.values()})
    return list(found.values())


_ASKED: dict[str, set[str]] = {}


def asked_fields(ground: Ground) -> dict[str, set[str]]:
    """The names of the fields of each address. Read once in a process: they are the same on whatever rows."""
    if not _ASKED:
        targets_of(ground)
    return _ASKED


def model_field_names() -> list[str]:
    """Every column of the house that somebody could try to set with a form it does not belong to."""
    names = {
        name
        for model in installed.get_models()
        if model.__module__.startswith("hoctap.")
        for column in model._meta.concrete_fields
        for name in (column.name, column.attname)
    }
    return sorted(names | {"by", "actor", "is_superuser", "is_staff", "permissions", "grants", "pk"})


def known_ids(season: Season) -> list[UUID]:
    """The ids a season's objects have."""
    values = [value for value in vars(season).values() if hasattr(value, "pk")]
    values += [row for value in vars(season).values() if isinstance(value, list) for row in value]
    values += list(Person.objects.all()[:5])
    return [row.pk for row in values if isinstance(row.pk, UUID)]


def upload(name: str, content: bytes, media_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=media_type)
