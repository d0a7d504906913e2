"""All evidence of a household or a person over the years."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Read
from hoctap.evidence import actions
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, Subject
from hoctap.people.models import Household
from tests.evidence.test_actions import TOLD, add, photo
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World, make_household


def family(world: World) -> Household:
    return make_household(world.hamlet, "Võ Thị Sáu")


def address(household: Household) -> str:
    return reverse("evidence_list", args=["household", household.pk])


def test_it_shows_the_years_who_verified_what_was_withdrawn_and_where_it_comes_from(world: World):
    household = family(world)
    about = Subject(HOUSEHOLD, household.pk)
    old = add(world, "confirmation", "Có tủ sách", about=about, confirmation=TOLD)
    Evidence.objects.filter(pk=old.pk).update(added_at=dt.datetime(2023, 5, 3, tzinfo=dt.UTC))
    actions.verify_evidence(old, by=world.actor(world.lan))
    wrong = add(world, "note", "Giấy của nhà bên", about=about)
    actions.withdraw_evidence(wrong, "nhầm hộ", by=world.actor(world.hung))
    add(world, content=photo(), text="Góc học tập", about=about)
    add(world, "note", "Chuyện nhà khác")
    body = shown(sign_in(world.hung).get(address(household)))
    assert body.index("Góc học tập") < body.index("Năm 2023") < body.index("Có tủ sách")
    for words in (
        "Lê Văn Tám, Tổ trưởng Tổ 3, xác nhận ngày 02/05/2024",
        "Đã đối chiếu bản gốc",
        world.actor(world.lan).described,
        "Minh chứng đã rút",
        "nhầm hộ",
        "Chưa dùng cho tiêu chí nào",
    ):
        assert words in body, words
    assert "Chuyện nhà khác" not in body
    assert Read.objects.filter(page="evidence_list").exists()


def test_both_pages_of_the_register_lead_there(world: World):
    household = family(world)
    add(world, "note", "Có tủ sách", about=Subject(HOUSEHOLD, household.pk))
    lan = sign_in(world.lan)
    assert address(household) in shown(lan.get(reverse("household_detail", args=[household.pk])))
    own = reverse("evidence_list", args=["person", household.head_id])
    assert own in shown(lan.get(reverse("person_detail", args=[household.head_id])))
    assert lan.get(own).status_code == 200


def test_a_persons_own_evidence_is_added_and_shown_on_his_page(world: World):
    person = family(world).head
    lan = sign_in(world.lan)
    add_url = reverse("evidence_add", args=["person", person.pk])
    answer = lan.post(add_url, {"kind": "note", "text": "Học xong lớp tin học"}, follow=True)
    assert "Học xong lớp tin học" in shown(answer)
    assert Evidence.objects.get().subject == Subject(PERSON, person.pk)


def test_several_photos_come_in_one_form(world: World):
    household = family(world)
    files = [SimpleUploadedFile(f"{number}.jpg", photo(), "image/jpeg") for number in range(2)]
    url = reverse("evidence_add", args=["household", household.pk])
    sign_in(world.hung).post(url, {"kind": "file", "text": "Góc học tập", "file": files})
    assert Evidence.objects.about(Subject(HOUSEHOLD, household.pk)).count() == 2


def test_one_that_is_no_photo_keeps_the_others_out_and_what_was_typed(world: World):
    household = family(world)
    files = [
        SimpleUploadedFile("a.jpg", photo()),
        SimpleUploadedFile("b.jpg", b"\xff\xd8\xff khong phai anh"),
    ]
    url = reverse("evidence_add", args=["household", household.pk])
    answer = sign_in(world.hung).post(url, {"kind": "file", "text": "Góc học tập", "file": files})
    refused(answer, "Ảnh không đọc được", 'value="Góc học tập"')
    assert not Evidence.objects.exists()


def test_a_script_that_sends_one_photo_is_told_in_its_own_words(world: World, client: Client):
    household = family(world)
    url = reverse("evidence_add", args=["household", household.pk])
    client.force_login(world.hung)

    def send(content: bytes) -> object:
        form = {"kind": "file", "file": SimpleUploadedFile("a.jpg", content), "form_key": "k-1"}
        return client.post(url, form, headers={"X-Hoctap-Photo": "1"})

    wrong = send(b"MZ program")
    assert wrong.status_code == 422
    assert "Tệp này là chương trình" in wrong.json()["reasons"][0]
    assert send(photo()).json() == {"taken": True}
    again = send(photo())
    assert again.status_code == 200
    assert Evidence.objects.count() == 1, "sent twice because the answer was lost: added once"


def test_outsiders_find_nothing_and_readers_only_read(world: World):
    household = family(world)
    add(world, "note", "Có tủ sách", about=Subject(HOUSEHOLD, household.pk))
    note = {"kind": "note", "text": "x"}
    for word, pk in (("household", household.pk), ("person", household.head_id)):
        list_url, add_url = (reverse(name, args=[word, pk]) for name in ("evidence_list", "evidence_add"))
        oanh = sign_in(world.oanh)
        for answer in (oanh.get(list_url), oanh.post(add_url, note)):
            assert answer.status_code == 404
            assert "Võ Thị Sáu" not in shown(answer)
        minh = sign_in(world.minh)
        assert "Thêm minh chứng" not in shown(minh.get(list_url))
        assert minh.post(add_url, note).status_code == 403
    assert Evidence.objects.count() == 1


def test_the_page_takes_the_same_queries_however_much_there_is(world: World):
    household = family(world)
    about = Subject(HOUSEHOLD, household.pk)
    add(world, content=photo(), about=about)
    few = queries_of(sign_in(world.lan), address(household))
    for number in range(5):
        add(world, content=photo(), text=f"Ảnh {number}", about=about)
    assert queries_of(sign_in(world.lan), address(household)) == few <= 14
