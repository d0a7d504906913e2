"""What crosses the border: exchanges, events with a role, support in its own currency."""

from decimal import Decimal

import pytest

from hoctap.accounts.models import User
from hoctap.partners.models import Exchange, Partner
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/partners/exchanges/new/"


def typed(world: World, **changed: str) -> dict[str, str]:
    return {
        "place": str(world.commune.pk),
        "kind": "exchange",
        "partner_name": "JICA",
        "country": "Nhật Bản",
        "topic": "Học tập cộng đồng ở làng",
        "from_on": "2026-03-01",
        "to_on": "2026-03-05",
        "people": "6",
        "lessons": "Thư viện lưu động",
        **changed,
    }


@pytest.mark.requirement("S1-35", "S1-36", "S1-37")
def test_each_kind_is_kept_as_it_was(world: World, director: User):
    client = sign_in(director)
    assert client.post(HERE, typed(world)).status_code == 302
    assert client.post(HERE, typed(world, kind="event", role="participant")).status_code == 302
    money = typed(world, kind="funding", amount="5.000", currency="usd")
    assert client.post(HERE, money).status_code == 302
    kept = Exchange.objects.get(kind="funding")
    assert (kept.amount, kept.currency) == (Decimal("5000"), "USD")
    assert "5.000 USD" in shown(client.get("/partners/exchanges/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": ""}, "Chọn loại"),
        ({"partner_name": ""}, "Ghi tên đối tác"),
        ({"country": ""}, "Ghi nước"),
        ({"topic": ""}, "Ghi nội dung"),
        ({"from_on": ""}, "Ghi ngày"),
        ({"from_on": "2099-01-01", "to_on": ""}, "ghi khi đã diễn ra"),
        ({"to_on": "2026-02-01"}, "ở trước ngày đầu"),
        ({"kind": "event"}, "phối hợp tổ chức hay tham gia"),
        ({"kind": "funding"}, "ghi số tiền"),
        ({"kind": "funding", "amount": "5.00", "currency": "USD"}, "không phải số tiền"),
        ({"kind": "funding", "amount": "0", "currency": "USD"}, "lớn hơn 0"),
        ({"kind": "funding", "amount": "5000", "currency": "đô"}, "ba chữ"),
        ({"currency": "USD"}, "Có loại tiền thì ghi số tiền"),
        ({"kind": "technical", "lessons": ""}, "ghi đã giúp gì"),
    ],
)
def test_what_is_missing_is_said(world: World, director: User, change: dict[str, str], words: str):
    answer = sign_in(director).post(HERE, typed(world, **change))
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Exchange.objects.exists()


def test_a_partner_of_that_name_is_that_partner(world: World, director: User, farmers: Partner):
    sign_in(director).post(HERE, typed(world, partner_name=farmers.name.upper()))
    assert Exchange.objects.get().partner == farmers
    assert sign_in(world.hung).get(HERE).status_code == 403
