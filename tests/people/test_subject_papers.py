"""What leaves the house about requests and consents: the answer, the receipt, the register."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.papers.layout_check import check_layout
from hoctap.people import actions
from hoctap.people.models import PrivacyNotice
from tests.world import World, make_household


def words_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def notice_of(world: World) -> PrivacyNotice:
    return actions.write_privacy_notice(
        world.commune,
        body="Xã giữ họ tên, năm sinh.",
        officer_name="Bà Võ Thị Phụ Trách",
        officer_contact="Phòng một cửa, 0900 000 000",
        in_force_on=today(),
        by=world.actor(world.admin),
    )


def test_a_refusal_leaves_the_house_with_its_law_and_where_to_complain(world: World, client: Client):
    notice_of(world)
    by = world.actor(world.admin)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    asked = actions.register_request(
        person, kind="erase", received_on=today(), channel="paper", text="Xóa tên tôi", by=by
    )
    client.force_login(world.admin)
    url = reverse("request_answer", args=[asked.pk])
    assert client.get(url).status_code == 422, "there is no answer yet"
    actions.refuse_request(asked, outcome="Hồ sơ đang xét", legal_reason="Điều 5 văn bản A", by=by)
    docx = client.get(url).content
    assert check_layout(docx, "record") == []
    words = words_of(docx)
    for said in (
        *("Kính gửi: Lê Văn Dân", "Xóa tên tôi", "Hồ sơ đang xét", "Điều 5 văn bản A", "Từ chối"),
        *("Bà Võ Thị Phụ Trách", "khiếu nại", "ỦY BAN NHÂN DÂN"),
    ):
        assert said in words
    assert Event.objects.filter(what="people.request.answer_printed").exists()
    client.force_login(world.oanh)
    assert client.get(url).status_code == 403


def test_a_receipt_says_to_which_words_and_how_to_take_it_back(world: World, client: Client):
    notice = notice_of(world)
    person = make_household(world.hamlet, "Lê Thị Nhỏ", birth_year=today().year - 10).head
    basis = actions.record_consent(
        person,
        purpose="publication",
        agrees=True,
        given_on=today(),
        channel="paper",
        notice=notice,
        helper="Trần Văn Hùng",
        guardian="Lê Văn Cha",
        child_agrees=True,
        by=world.actor(world.lan),
    )
    client.force_login(world.lan)
    docx = client.get(reverse("basis_receipt", args=[basis.pk])).content
    assert check_layout(docx, "record") == []
    words = words_of(docx)
    for said in (
        *(
            "Lê Thị Nhỏ",
            "Công khai danh sách",
            "bản số 1, dùng từ",
            "Trần Văn Hùng",
            "Lê Văn Cha; trẻ cũng đồng ý",
        ),
        *("rút hoặc đổi ý kiến bất cứ lúc nào", "luật chuyên ngành vẫn tiếp tục", "Bà Võ Thị Phụ Trách"),
        *("NGƯỜI GIÁM HỘ", "giấy có chữ ký"),
    ):
        assert said in words
    client.force_login(world.oanh)
    assert client.get(reverse("basis_receipt", args=[basis.pk])).status_code == 404


def test_the_register_has_each_request_of_the_commune_and_runs_no_formula(world: World, client: Client):
    by = world.actor(world.admin)
    for name, text in (("Lê Văn Dân", "=1+1"), ("Phạm Thị Hai", "Xem")):
        person = make_household(world.hamlet, name).head
        actions.register_request(person, kind="view", received_on=today(), channel="paper", text=text, by=by)
    client.force_login(world.admin)
    url = reverse("request_register")
    assert url in client.get(reverse("request_list")).content.decode()
    response = client.get(url, {"place": world.commune.pk})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert (rows[1][2], rows[1][4], rows[1][13]) == ("Lê Văn Dân", "'=1+1", "còn hạn")
    assert Event.objects.get(what="people.requests.exported").count == 2
    assert client.get(url, {"place": world.other_commune.pk}).status_code == 404


@pytest.mark.parametrize("way", ["withdraw_request", "withdraw_basis", "objection"])
def test_taking_back_the_telephone_takes_it_out_at_once(world: World, way: str):
    by, admin = world.actor(world.lan), world.actor(world.admin)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    actions.edit_person(person, full_name="Lê Văn Dân", phone="0912345678", birth_year=1970, by=by)
    said = {"purpose": "phone", "given_on": today(), "channel": "paper", "notice_version": "1"}
    basis = actions.record_consent(person, agrees=True, by=by, **said)  # type: ignore[arg-type]
    if way == "withdraw_request":
        actions.register_request(person, kind="withdraw", received_on=today(), channel="phone", by=admin)
    elif way == "withdraw_basis":
        actions.withdraw_basis(basis, by=by)
    else:
        actions.record_consent(person, agrees=False, by=by, **said)  # type: ignore[arg-type]
    person.refresh_from_db()
    basis.refresh_from_db()
    assert (person.phone, basis.withdrawn_on) == ("", today())


def test_what_rests_on_a_task_of_the_state_goes_on(world: World):
    by = world.actor(world.lan)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    actions.edit_person(person, full_name="Lê Văn Dân", phone="0912345678", birth_year=1970, by=by)
    actions.record_place_basis(world.commune, purpose="phone", legal_text="VB", given_on=today(), by=by)
    basis = actions.record_consent(
        person, purpose="phone", agrees=True, given_on=today(), channel="paper", notice_version="1", by=by
    )
    actions.withdraw_basis(basis, by=by)
    person.refresh_from_db()
    assert person.phone == "0912345678"


def test_a_number_is_not_written_down_for_who_does_not_want_it(world: World):
    from hoctap.core.refusals import Refused

    by = world.actor(world.lan)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    actions.record_consent(
        person, purpose="phone", agrees=False, given_on=today(), channel="paper", notice_version="1", by=by
    )
    with pytest.raises(Refused, match="không đồng ý để xã liên lạc"):
        actions.edit_person(person, full_name="Lê Văn Dân", phone="0912345678", birth_year=1970, by=by)
