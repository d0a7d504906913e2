"""People at work: each does one thing after the other, notes what was acknowledged, and sends again what was not, as a person would."""

import io
import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from tests.faults.browser import Answer, Browser, Fields, Files, NoAnswer
from tests.world import PASSWORD

SYLLABLES = [
    "An",
    "Ba",
    "Ca",
    "Da",
    "Ga",
    "Ha",
    "Ka",
    "La",
    "Ma",
    "Na",
    "Pha",
    "Ra",
    "Sa",
    "Ta",
    "Va",
    "Xa",
    "Be",
    "De",
    "Ge",
    "He",
    "Ke",
    "Le",
    "Me",
    "Ne",
    "Phe",
    "Re",
    "Se",
    "Te",
    "Ve",
    "Xe",
]


@dataclass
class Ledger:
    """What the people know: what they sent, and what the system said it had done."""

    sent: dict[tuple[str, str], str] = field(default_factory=dict)
    """(kind, token) → ""; or where the answer led, once it was acknowledged."""
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    scores: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Dossier → points last sent, and whether that was acknowledged."""
    counted: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    _number: int = 0

    def new_name(self) -> str:
        """A name nobody else has, in letters."""
        with self.lock:
            self._number += 1
            number, words = self._number, []
        for _ in range(3):
            number, digit = divmod(number, len(SYLLABLES))
            words.append(SYLLABLES[digit])
        return f"Kha {' '.join(reversed(words))}"

    def send(self, kind: str, token: str) -> None:
        with self.lock:
            self.sent.setdefault((kind, token), "")

    def acknowledge(self, kind: str, token: str, location: str) -> None:
        with self.lock:
            self.sent[kind, token] = location
            self.acknowledged.add((kind, token))
            self.counted["acknowledged"] += 1
            self.counted[kind] += 1

    def complain(self, words: str) -> None:
        with self.lock:
            self.complaints.append(words)

    def of(self, kind: str) -> tuple[set[str], set[str]]:
        """Tokens acknowledged, and tokens sent at all."""
        with self.lock:
            return (
                {token for told, token in self.acknowledged if told == kind},
                {token for told, token in self.sent if told == kind},
            )


class Stop(Exception):
    """The people go home."""


@dataclass
class Person:
    login: str
    port: int
    ledger: Ledger
    chance: random.Random
    going_home: threading.Event
    known: dict[str, object]

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)
        self.households: list[str] = []
        self.last_day: float = 0

    def work(self, *doings: Callable[["Person"], None]) -> threading.Thread:
        self.browser.sign_in(self.login, PASSWORD)  # before anything is killed: sign-ins are counted

        def day() -> None:
            try:
                while True:
                    self.chance.choice(doings)(self)
            except Stop:
                pass
            except Exception as failure:
                where = traceback.extract_tb(failure.__traceback__)[1]
                self.ledger.complain(f"{self.login}: {where.name}: {type(failure).__name__}: {failure}")

        thread = threading.Thread(target=day, name=self.login)
        thread.start()
        return thread

    def rest(self) -> None:
        if self.going_home.is_set():
            raise Stop
        time.sleep(self.chance.uniform(0.02, 0.2))

    def open(self, address: str) -> Answer:
        while True:
            self.rest()
            try:
                answer = self.browser.get(address)
            except NoAnswer:
                continue
            if answer.status == 200:
                return answer
            self._told(address, answer)

    def save(self, kind: str, token: str, address: str, fields: Fields, files: Files | None = None) -> Answer:
        """Sends the form until there is an answer. It is the same form each time: its own key.

        Two things are no answer and no complaint: a line that was cut, because who would answer was killed; and a 503 that tells
        people to send again, because the database was. Every other answer than "saved" is a complaint.
        """
        self.ledger.send(kind, token)
        presses = 0
        while True:
            presses += 1
            if presses > 1:
                with self.ledger.lock:
                    self.ledger.counted["retried"] += 1
                time.sleep(self.chance.uniform(0.05, 0.3))
                if presses > 2 and self.going_home.is_set():
                    raise Stop
            try:
                answer = self.browser.post(address, fields, files)
            except NoAnswer:
                continue
            if answer.status == 302 and answer.location != "/login/":
                self.ledger.acknowledge(kind, token, answer.location)
                return answer
            self._told(f"{kind} {address} (press {presses})", answer)
            if answer.status < 500:
                return answer

    def _told(self, what: str, answer: Answer) -> None:
        if answer.status == 503:
            with self.ledger.lock:
                self.ledger.counted["told to wait"] += 1
            if "gửi lại" not in answer.text:
                self.ledger.complain(f"{what}: a 503 without words")
            return
        words = " ".join(answer.text.split("<main")[-1].split())[:700]
        self.ledger.complain(f"{what} → {answer.status} {answer.location} {words}")
        time.sleep(0.3)


# ---------------------------------------------------------------- what they do


def add_household(person: Person) -> None:
    name = person.ledger.new_name()
    page = person.open("/households/new/")
    typed = {"hamlet": str(person.known["hamlet"]), "full_name": name, "birth_year": "1968", "year": "2024"}
    answer = person.save("household", name, "/households/new/", page.form().fields | typed)
    if answer.status == 302:
        person.households.append(answer.location)


def add_member(person: Person) -> None:
    if not person.households:
        return add_household(person)
    address = f"{person.chance.choice(person.households)}members/new/"
    name = person.ledger.new_name()
    form = person.open(address).form()
    person.save(
        "member", name, address, form.fields | {"full_name": name, "birth_year": "1999", "year": "2024"}
    )
    return None


def score(person: Person) -> None:
    dossier = person.chance.choice(list(person.known["dossiers"]))  # type: ignore[call-overload]
    address = f"/recognition/dossiers/{dossier}/"
    form = person.open(f"{address}?column=hamlet").form(f"{address}score/")
    names = [name for name in form.fields if name.startswith("points-")]
    points = {name: str(person.chance.randint(1, 20)) for name in names}
    total = str(sum(map(int, points.values())))
    with person.ledger.lock:
        before = person.ledger.scores.get(dossier)
        person.ledger.scores[dossier] = (total, False)
    answer = person.save(
        "score", person.ledger.new_name(), form.action, form.fields | points | {"why": "Xem lại"}
    )
    with person.ledger.lock:
        if answer.status == 302:
            person.ledger.scores[dossier] = (total, True)
        elif before:
            person.ledger.scores[dossier] = before


def add_evidence(person: Person) -> None:
    dossier = person.chance.choice(list(person.known["dossiers"]))  # type: ignore[call-overload]
    address = f"/recognition/dossiers/{dossier}/"
    form = person.open(address).form(f"{address}evidence/")
    token = person.ledger.new_name()
    colour = tuple(person.chance.randrange(256) for _ in range(3))
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    fields = form.fields | {"kind": "file", "text": token}
    person.save("evidence", token, form.action, fields, {"file": ("anh.jpg", out.getvalue())})


def read_notices(person: Person) -> None:
    form = next((one for one in [person.open("/notices/")] if "/notices/read/" in one.text), None)
    if form is not None:
        filled = form.form("/notices/read/")
        person.save("notices", person.ledger.new_name(), filled.action, filled.fields)


def bring_back_paper(person: Person) -> None:
    """The office edited the paper in Word, and wants its PDF."""
    paper = person.chance.choice(list(person.known["papers"]))  # type: ignore[call-overload]
    address = f"/papers/{paper}/"
    form = person.open(address).form(f"{address}edited/")
    token = person.ledger.new_name()
    docx = person.known["docx"]
    assert isinstance(docx, bytes)
    person.save("version", token, form.action, form.fields, {"file": ("sua.docx", docx)})
    if person.ledger.counted["pdf"] < 4:
        version = person.open(address).text.split(f"{address}docx/")[1].split("/")[0]
        ask = f"{address}pdf/{version}/ask/"
        fields = next(
            one.fields for one in [person.open(f"{address}pdf/{version}/").form(ask)] if one.action == ask
        )
        person.save("pdf", f"{paper} {version}", ask, fields)


def bring_list(person: Person, rows: int = 3) -> None:
    """A list from the office's computer, looked at and entered."""
    names = [person.ledger.new_name() for _ in range(rows)]
    lines = ["Họ và tên chủ hộ,Năm sinh,Ấp", *(f"{name},1970,Ấp 1" for name in names)]
    form = person.open("/households/import/").form()
    fields = form.fields | {"place": str(person.known["other_commune"]), "year": "2024"}
    file = ("danh-sach.csv", "\n".join(lines).encode())
    token = " | ".join(names)
    answer = person.save("list", token, "/households/import/", fields, {"file": file})
    if answer.status != 302:
        return
    run = answer.location
    while "apply/" not in (page := person.open(run)).text or "Đang " in page.text.split("<main")[-1][:1500]:
        person.rest()
    apply = page.form(f"{run}apply/")
    person.save("applied", token, apply.action, apply.fields | {"kind": "new"})


def nothing(_person: Person) -> None:
    time.sleep(0.2)
