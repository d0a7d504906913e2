"""A browser without a screen: keeps cookies, reads forms, sends them as they stand."""

import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

NoAnswer = (OSError, HTTPException)
type Fields = dict[str, str]
type Files = dict[str, tuple[str, bytes]]


@dataclass
class Form:
    action: str
    fields: Fields = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "form" and told.get("method") == "post":
            self.open = Form(told.get("action", ""))
            self.forms.append(self.open)
        if self.open is None:
            return
        name = told.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and (self.select not in self.open.fields or "selected" in told):
            self.open.fields[self.select] = told.get("value", "")
        elif (
            tag == "input"
            and name
            and (told.get("type") not in ("checkbox", "radio", "file") or "checked" in told)
        ):
            self.open.fields[name] = told.get("value", "")
        elif tag == "textarea" and name:
            self.open.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    def form(self, action: str = "") -> Form:
        """The form that is sent to this address; the page's own when no address is given."""
        return next(one for one in _Forms(self.text).forms if one.action == action)


@dataclass
class Browser:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        return self._ask("GET", address)

    def post(self, address: str, fields: Fields, files: Files | None = None) -> Answer:
        if files is None:
            return self._ask("POST", address, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        line = secrets.token_hex(12)
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for name, (file_name, content) in files.items():
            head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            parts.append(
                head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
            )
        return self._ask(
            "POST",
            address,
            b"".join(parts) + f"--{line}--\r\n".encode(),
            f"multipart/form-data; boundary={line}",
        )

    def sign_in(self, login: str, password: str) -> None:
        page = self.get("/login/")
        form = page.form()
        answer = self.post("/login/", {**form.fields, "login": login, "password": password})
        assert answer.status == 302, answer.text[:500]

    def _ask(self, method: str, address: str, body: bytes | None = None, kind: str = "") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, address, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            for key, morsel in SimpleCookie(line).items():
                self.cookies[key] = morsel.value
        location = response.getheader("Location") or ""
        return Answer(response.status, urlsplit(location).path, content.decode(errors="replace"))
