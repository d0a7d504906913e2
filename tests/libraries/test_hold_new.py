"""The keeper asks for somebody; the citizen's own form calls another action."""

import pytest
from django.test import Client

from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.circulation.holds.actions import reserve, reserve_from_outside
from hoctap.libraries.models import Hold
from tests.libraries.lending_hands import card, copy_at, keeper, lent, library_at, signed_in, start
from tests.world import World


def test_a_title_is_found_without_accents_and_asked_for_on_a_card(world: World, client: Client):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    card(shelf, by)
    signed_in(client)
    url = f"/lending/at/{shelf.pk}/holds/new/?q=de men"
    assert "Dế mèn phiêu lưu ký" in client.get(url).content.decode()
    typed = {"title": str(copy.title_id), "card": "t00001"}
    for other, told in (
        ({"title": ""}, "Hãy chọn sách"),
        ({"card": "T99999"}, "Không có thẻ số này"),
        ({"card": ""}, "Hãy ghi họ tên người đặt"),
        ({"card": "", "name": "Mai", "phone": "123"}, "số điện thoại như"),
    ):
        wrong = client.post(url, typed | other)
        assert wrong.status_code == 422
        assert told in wrong.content.decode(), told
    assert client.post(url, typed)["Location"] == f"/lending/holds/?library={shelf.pk}"
    assert Hold.objects.get().state == "ready"
    assert "đã đặt trước sách ấy rồi" in client.post(url, typed).content.decode()


def test_what_cannot_be_asked_for_says_why(world: World):
    shelf, by = start(world)
    copy, reader = copy_at(shelf, "TK-0001"), card(shelf, by)
    lent(copy, reader, by)
    with pytest.raises(Refused, match="đang giữ một bản"):
        reserve(shelf, copy.title, borrower=reader, by=by)
    case = library_at(world.hamlet, "Tủ sách Ấp 1")
    with pytest.raises(Refused, match="của thư viện khác"):
        reserve(case, copy.title, borrower=reader, by=by)
    with pytest.raises(Refused, match="không có bản nào"):
        reserve(case, copy.title, name="Mai", phone="0912345678", by=by)
    other = card(shelf, by, "Phan Văn Hai")
    for n in range(5):
        reserve(shelf, copy_at(shelf, f"TK-01{n}", f"Sách {n}").title, borrower=other, by=by)
    with pytest.raises(Refused, match="nhiều nhất 5"):
        reserve(shelf, copy.title, borrower=other, by=by)


@pytest.mark.requirement("S1-26")
def test_a_citizen_leaves_his_name_and_number_from_outside(world: World):
    shelf, keeper_here = start(world)
    title = copy_at(shelf, "TK-0001").title
    door = system_job("trang công khai")
    hold = reserve_from_outside(shelf, title, name="Mai Thị Gọi", phone="+84 912 345 678", by=door)
    assert hold.asker_phone == "0912345678"
    # Whoever knows a number would else learn what its owner asked for; the keeper is told.
    assert reserve_from_outside(shelf, title, name="Mai", phone="0912345678", by=door).state == "waiting"
    with pytest.raises(Refused, match="đã đặt trước"):
        reserve(shelf, title, name="Mai", phone="0912345678", by=keeper_here)
    stranger = world.actor(keeper("Người Ngoài", "ngoai", world.other_commune))
    with pytest.raises(Forbidden):
        reserve_from_outside(shelf, title, name="Mai", phone="0912345679", by=stranger)
