"""The headers that keep a browser on the person's side, on every answer there is."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from scripts.house import ROOT
from tests.attacks.ground import (
    SCREENS,
    Ground,
    address_of,
    answers_to_owners,
    client_of,
    forms_in,
    go,
    signed_in,
    undone,
    visits_of,
)
from tests.examples import Visit
from tests.world import PASSWORD

# The media types that a browser would draw as a page of ours.
PAGES = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")


def test_every_answer_bears_the_headers_that_keep_the_browser_on_the_persons_side(
    ground: Ground, visits: dict[str, list[Visit]]
):
    missing = []
    to_owners = answers_to_owners(ground, visits)
    for name in SCREENS:
        for visit, to_owner in zip(visits[name], to_owners[name], strict=True):
            for user in (visit.owner, ground.away.officer, None):
                if user is visit.owner:
                    answer = to_owner
                else:
                    with undone():
                        answer = go(signed_in(ground, user), name, visit)
                missing += [f"{name} {answer.status_code}: {fault}" for fault in faults_of(answer)]
                if (
                    user is not None
                    and visit.owner is not None
                    and "no-store" not in answer.get("Cache-Control", "")
                ):
                    missing.append(f"{name} {answer.status_code}: may stay in a cache")
    assert not missing, "\n".join(sorted(set(missing)))


@pytest.mark.parametrize("address", ["/khong-co/", "/healthz", "/login/?next=%00", "/static/khong-co.css"])
def test_an_address_that_is_none_of_ours_bears_them_too(address: str, db: None):
    assert not faults_of(Client().get(address))


def test_a_form_from_elsewhere_is_turned_away_with_them_too(db: None):
    answer = Client(enforce_csrf_checks=True).post("/login/", {"login": "lan", "password": "x"})
    assert answer.status_code == 403
    assert not faults_of(answer)


def test_over_https_the_browser_is_told_to_stay_there_and_cookies_go_nowhere_else(
    ground: Ground, settings: Any
):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    answer = client.get("/login/", secure=True)
    assert "max-age=31536000" in answer["Strict-Transport-Security"]
    assert client.cookies["csrftoken"]["secure"]


def test_over_https_every_cookie_is_this_hosts_alone(ground: Ground, settings: Any):
    """The rules of the prefix: Secure, no Domain, Path=/; a browser drops a cookie that breaks one."""
    names = {"__Host-sessionid", "__Host-csrftoken", "__Host-messages", "__Host-hoctap_devices"}
    told = "from django.conf import settings as s; from django.contrib.messages import storage"
    told += "; from hoctap.accounts.devices import cookies; from hoctap.core.browser_messages import InCookie"
    told += "; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, InCookie.cookie_name, cookies.NAME)"
    script = f"import django; django.setup(); {told}"
    environment = os.environ | {"HOCTAP_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "hoctap.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == names
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    client = Client()
    client.get("/login/", secure=True)
    client.post("/login/", {"login": ground.home.officer.login, "password": PASSWORD}, secure=True)
    assert len(client.cookies) >= 3
    for name, cookie in client.cookies.items():
        assert (bool(cookie["secure"]), cookie["path"], cookie["domain"]) == (True, "/", ""), name


def test_the_search_for_missing_headers_finds_them():
    naked = HttpResponse("<p>")
    assert {fault.partition(":")[0] for fault in faults_of(naked)} >= {
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
    }


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(
    ground: Ground, visits: dict[str, list[Visit]]
):
    """A policy that forbids them would break such a page; and it would be a place to inject into."""
    wrong = []
    to_owners = answers_to_owners(ground, visits)
    for name, screen in SCREENS.items():
        if not screen.is_read:
            continue
        answer = to_owners[name][0]
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        for tag in re.findall(r"<script\b[^>]*>", page):
            # Told to machines, never run; what stands in it is escaped (tests/materials/test_openmaterial_detail.py).
            if " src=" not in tag and 'type="application/ld+json"' not in tag:
                wrong.append(f"{name}: {tag}")
        wrong += [f"{name}: {tag}" for tag in re.findall(r"<\w+[^>]*\son\w+=[^>]*>", page)]
        wrong += [f"{name}: {tag}" for tag in re.findall(r"<\w+[^>]*\sstyle=[^>]*>", page)]
        wrong += [
            f"{name}: {address}" for address in re.findall(r'(?:src|action)="((?:https?:)?//[^"]+)"', page)
        ]
        wrong += [
            f"{name}: {form.action}" for form in forms_in(page) if re.match(r"(https?:)?//", form.action)
        ]
    assert not wrong


def test_pages_of_errors_are_kept_by_nobody_either(ground: Ground):
    """A refusal may name the place or the person asked about."""
    client = client_of(ground.away.officer)
    for address in (
        reverse("account_list"),
        address_of("household_detail", visits_of("household_detail", ground.home)[0]),
    ):
        answer = client.get(address)
        assert answer.status_code in (403, 404)
        assert "no-store" in answer["Cache-Control"]


def faults_of(answer: HttpResponse) -> list[str]:
    faults = []
    policy = {
        part.split()[0]: part.split()[1:]
        for part in answer.get("Content-Security-Policy", "").split(";")
        if part.strip()
    }
    if not policy:
        faults.append("Content-Security-Policy: none")
    elif policy.get("default-src") != ["'none'"] or "unsafe" in str(policy):
        faults.append(f"Content-Security-Policy: {policy}")
    else:
        for rule, wanted in [
            ("frame-ancestors", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'self'"),
            ("object-src", "'none'"),
        ]:
            if policy.get(rule, policy["default-src"] if rule == "object-src" else []) != [wanted]:
                faults.append(f"Content-Security-Policy: {rule} {policy.get(rule)}")
        hosts = [
            source for sources in policy.values() for source in sources if "." in source or source == "*"
        ]
        faults += [f"Content-Security-Policy: {host}" for host in hosts]
    for header, wanted in {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        if answer.get(header) != wanted:
            faults.append(f"{header}: {answer.get(header)}")
    allowed = answer.get("Permissions-Policy", "")
    for feature in ("camera", "microphone", "geolocation"):
        # The camera only on a page with a field into which it reads codes.
        reads_codes = feature == "camera" and b"data-ht-scan" in getattr(answer, "content", b"")
        if f"{feature}=({'self' if reads_codes else ''})" not in allowed:
            faults.append(f"Permissions-Policy: {feature}")
    for leak in ("Server", "X-Powered-By"):
        if leak in answer:
            faults.append(f"{leak}: {answer[leak]}")
    drawn = answer.get("Content-Type", "").startswith(PAGES)
    if drawn and "charset=utf-8" not in answer["Content-Type"].lower():
        faults.append(f"Content-Type: {answer['Content-Type']}")
    return faults
