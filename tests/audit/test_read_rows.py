"""What one request leaves: a row, with those it showed and nobody else, or no answer."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hoctap.audit.middleware import ReadsMiddleware
from hoctap.audit.models import Read
from hoctap.core import reading
from hoctap.people.models import Household
from tests.world import World, make_household


def test_a_list_leaves_one_row_with_its_page_only(client: Client, world: World):
    households = [make_household(world.hamlet, f"Nguyễn Văn Số {number}") for number in range(60)]
    client.force_login(world.lan)
    body = client.get(reverse("household_list"), {"year": 2024}).content.decode()
    row = Read.objects.get()
    shown = [one for one in households if f">{one.head.full_name}<" in body]
    assert len(shown) == 50
    assert set(row.subjects) == {one.pk for one in shown} | {one.head_id for one in shown}
    assert row.persons == 50


def test_who_is_refused_or_sent_elsewhere_has_read_nothing(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Kín")
    client.force_login(world.oanh)
    assert client.get(reverse("household_detail", args=[household.pk])).status_code == 404
    client.force_login(world.bich)
    assert client.get(reverse("household_list")).status_code == 403
    client.logout()
    assert client.get(reverse("household_list")).status_code == 302
    assert not Read.objects.exists()


def test_a_row_says_who_in_which_capacity_and_holds_no_name_of_those_he_saw(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Kín")
    client.force_login(world.hung)
    client.get(reverse("household_detail", args=[household.pk]))
    row = Read.objects.get()
    assert row.actor == "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)"
    assert row.actor_id == str(world.hung.pk)
    assert set(row.subjects) == {household.pk, household.head_id}
    values = Read.objects.values_list("actor", "page", "on_behalf_of").get()
    assert not [value for value in values if "Kín" in value]


def test_without_a_row_there_is_no_answer(client: Client, world: World, monkeypatch: pytest.MonkeyPatch):
    household = make_household(world.hamlet, "Nguyễn Văn Kín")

    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("hoctap.audit.middleware.record_read", broken)
    client.raise_request_exception = False
    client.force_login(world.hung)
    response = client.get(reverse("household_detail", args=[household.pk]))
    assert response.status_code == 500
    assert "Nguyễn Văn Kín" not in response.content.decode()


def test_a_page_costs_one_more_statement(client: Client, world: World, django_assert_num_queries):
    household = make_household(world.hamlet, "Nguyễn Văn Kín")
    request = type("R", (), {"resolver_match": None})()

    def view(_request: object) -> HttpResponse:
        with reading.not_shown():
            Household.objects.select_related("head").get(pk=household.pk)
        return HttpResponse()

    with django_assert_num_queries(1):
        ReadsMiddleware(view)(request)
    assert not Read.objects.exists(), "what nobody is shown is not noted"

    def showing(_request: object) -> HttpResponse:
        Household.objects.select_related("head").get(pk=household.pk)
        return HttpResponse()

    with django_assert_num_queries(2):
        ReadsMiddleware(showing)(request)
    assert Read.objects.get().page == "unknown"
