import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.plans.models import Plan
from tests.world import World


def typed(world: World, **changes: object) -> dict[str, object]:
    return {
        "place": world.commune.pk,
        "number": "415/KH-UBND",
        "dated_on": "31/01/2024",
        "issuer": "Ủy ban nhân dân huyện Tháp Mười",
        "title": "Đẩy mạnh phong trào học tập suốt đời năm 2024",
        "year_from": "2024",
        "year_to": "2024",
    } | changes


def test_an_officer_types_in_the_plan_as_it_is_printed_and_goes_on_to_its_targets(
    world: World, client: Client
):
    client.force_login(world.lan)
    assert client.get(reverse("plan_new")).status_code == 200
    answer = client.post(reverse("plan_new"), typed(world))
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("target_new", args=[plan.pk])
    assert (plan.number, plan.dated_on, plan.place) == ("415/KH-UBND", dt.date(2024, 1, 31), world.commune)


def test_a_refusal_names_the_field_and_keeps_what_was_typed(world: World, client: Client):
    client.force_login(world.lan)
    answer = client.post(reverse("plan_new"), typed(world, year_to="2023"))
    assert answer.status_code == 422
    assert "Năm kết thúc không được trước năm bắt đầu" in answer.text
    assert "Đẩy mạnh phong trào học tập suốt đời" in answer.text
    unread = client.post(reverse("plan_new"), typed(world, dated_on="31 tháng giêng"))
    assert unread.status_code == 422
    assert "Ghi ngày theo dạng 31/01/2024" in unread.text
    assert not Plan.objects.exists()


def test_nobody_types_in_a_plan_for_another_commune_or_for_the_district(world: World, client: Client):
    client.force_login(world.oanh)
    page = client.get(reverse("plan_new")).text
    assert "Tân Kiều" not in page
    for place in (world.commune, world.district):
        answer = client.post(reverse("plan_new"), typed(world, place=place.pk))
        assert answer.status_code == 422
        assert "Tân Kiều" not in answer.text
    assert not Plan.objects.exists()


def test_who_may_not_type_in_plans_is_turned_away(world: World, client: Client):
    client.force_login(world.hung)
    assert client.get(reverse("plan_new")).status_code == 403
    client.logout()
    assert client.get(reverse("plan_new")).status_code == 302
