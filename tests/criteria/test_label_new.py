"""An officer enters the words of the printed instrument: where they hold, from when, and what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.printed.actions import enter_labels
from hoctap.criteria.printed.models import PrintedLabels
from hoctap.criteria.printed.queries import labels_for
from hoctap.people.models import HouseholdMember
from hoctap.places.models import Place
from hoctap.recognition import actions, contents
from hoctap.recognition.models import Dossier
from tests.recognition.hands import refused, shown, sign_in
from tests.season import SCAN
from tests.world import World, make_household

DRAFT_MARK = "theo bản dự thảo 2020"
DAY = dt.date(2024, 1, 1)


def edition() -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(title=Title.LEARNING_CITIZEN)


def enter(
    world: World, typed: Any, place: Place | None = None, who: Any = None, **other: Any
) -> PrintedLabels:
    usual: dict[str, Any] = {"source": "bản in, trang 5", "valid_from": DAY, "page": SCAN}
    return enter_labels(
        edition(), place or world.commune, typed, by=world.actor(who or world.lan), **(usual | other)
    )


def all_of(words: str = "Tên in") -> dict[str, dict[str, str]]:
    return {f"CD{number}": {"": f"{words} {number}"} for number in range(1, 11)}


def label(world: World, code: str = "CD1", form: str = "", on: dt.date = dt.date(2024, 12, 31)) -> str:
    which = edition()
    criterion = which.criteria.get(code=code)
    return labels_for(which, world.commune, on).of(criterion, form)


def mark(world: World) -> str:
    which = edition()
    return labels_for(which, world.commune, dt.date(2024, 12, 31)).mark(which.criteria.all())


def citizen(world: World) -> Dossier:
    make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    season = actions.open_round(
        world.commune, year=2024, title=Title.LEARNING_CITIZEN, edition=edition(),
        before_on=dt.date(2024, 11, 15), by=world.actor(world.lan),
    )  # fmt: skip
    assert HouseholdMember.objects.count() == 1
    return season.dossiers.get()


@pytest.mark.requirement("S0-41")
def test_printed_words_stand_on_the_dossier_and_its_sheet_and_the_mark_goes(world: World):
    dossier = citizen(world)
    lan = sign_in(world.lan)
    before = shown(lan.get(f"/recognition/dossiers/{dossier.pk}/"))
    assert DRAFT_MARK in before
    assert f"/criteria/labels/?place={world.commune.pk}" in before
    enter(world, all_of())
    after = shown(lan.get(f"/recognition/dossiers/{dossier.pk}/"))
    assert DRAFT_MARK not in after
    assert "Tên in 10" in after
    sheet = contents.score_sheet(dossier)
    assert [row.text for row in sheet.rows if row.code] == [f"Tên in {number}" for number in range(1, 11)]


def test_the_form_of_a_person_may_word_it_differently(world: World):
    dossier = citizen(world)
    enter(world, {"CD6": {"": "Ngoại ngữ", "worker": "Tiếng nước ngoài dùng trong việc làm"}})
    assert label(world, "CD6", "worker") == "Tiếng nước ngoài dùng trong việc làm"
    assert label(world, "CD6", "student") == label(world, "CD6") == "Ngoại ngữ"
    dossier.form = "worker"
    texts = {row.code: row.text for row in contents.score_sheet(dossier).rows}
    assert texts["CD6"] == "Tiếng nước ngoài dùng trong việc làm"
    assert mark(world).startswith("Tên các chỉ số CD1, CD2")
    assert "CD6" not in mark(world)


def test_the_nearest_place_wins_and_the_latest_version_of_it(world: World):
    enter(world, all_of("Của huyện"), place=world.district, who=world.bich)
    assert label(world) == "Của huyện 1"
    enter(world, {"CD1": {"": "Của xã"}})
    assert (label(world), label(world, "CD2")) == ("Của xã", "Của huyện 2")
    second = enter(world, {"CD1": {"": "Của xã, sửa"}})
    assert (label(world), second.version, PrintedLabels.objects.count()) == ("Của xã, sửa", 2, 3)
    which = edition()
    neighbour = labels_for(which, world.other_commune, dt.date(2024, 12, 31))
    assert neighbour.of(which.criteria.get(code="CD1")) == "Của huyện 1"


def test_words_hold_from_their_day_on_and_the_edition_stays_as_it_was(world: World):
    draft = label(world)
    enter(world, all_of(), valid_from=dt.date(2025, 1, 1))
    assert label(world) == draft
    assert label(world, on=dt.date(2025, 1, 1)) == "Tên in 1"
    assert edition().criteria.get(code="CD1").label == draft


def test_blanks_leave_the_words_of_the_draft(world: World):
    entered = enter(world, {"CD1": {"": " Tên  in "}, "CD2": {"": "  ", "worker": ""}})
    assert entered.labels == {"CD1": {"": "Tên in"}}


@pytest.mark.parametrize(
    ("typed", "other", "words"),
    [
        ({}, {}, "Chưa ghi tên chỉ số nào"),
        ({"CD1": {"": "A"}}, {"source": " "}, "Ghi nguồn"),
        ({"CD1": {"": "A"}}, {"valid_from": None}, "ngày bắt đầu áp dụng"),
        ({"CD1": {"": "A"}}, {"valid_from": dt.date(2023, 10, 24)}, "có từ ngày 25/10/2023"),
        ({"CD1": {"": "A"}}, {"page": b""}, "Đính kèm ảnh chụp"),
        ({"CD1": {"": "A"}}, {"page": b"MZ not a picture"}, "không nhận"),
        ({"CD11": {"": "A"}}, {}, "không có chỉ số CD11"),
        ({"CD1": {"": "A", "nobody": "B"}}, {}, "không có mẫu phiếu này"),
        ({"CD1": {"worker": "B"}}, {}, "ghi tên chung trước"),
        ({"CD1": {"": "A" * 301}}, {}, "dài quá 300"),
    ],
)
def test_what_cannot_be_is_refused(world: World, typed: Any, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        enter(world, typed, **other)
    assert not PrintedLabels.objects.exists()


def test_a_hamlet_and_an_edition_without_drafts_take_no_words(world: World):
    with pytest.raises(Refused, match="tỉnh, huyện hoặc xã"):
        enter(world, all_of(), place=world.hamlet)
    with pytest.raises(Refused, match="không chờ bản in"):
        enter_labels(
            world.edition, world.commune, {"A1": {"": "A"}}, source="x", valid_from=DAY, page=SCAN,
            by=world.actor(world.lan),
        )  # fmt: skip


def test_only_who_keeps_labels_there_enters_them(world: World):
    for who in (world.hung, world.oanh, world.minh):
        with pytest.raises(Forbidden):
            enter(world, all_of(), who=who)


# ---------------------------------------------------------------- screens


def address(which: CriteriaEdition) -> str:
    return f"/criteria/labels/new/{which.pk}/"


def form(world: World, **other: Any) -> dict[str, Any]:
    usual = {
        "place": str(world.commune.pk),
        "source": "bản in, trang 5",
        "valid_from": "2024-01-01",
        "page": SimpleUploadedFile("trang.pdf", SCAN, content_type="application/pdf"),
        "label-CD1": "Đọc, nghe, xem",
        "label-CD1-worker": "Đọc tài liệu nghề",
    }
    return usual | other


def test_the_officer_types_the_words_and_opens_the_page_again(world: World):
    lan, which = sign_in(world.lan), edition()
    assert "Bản dự thảo: Đọc, cập nhật thông tin" in shown(lan.get(address(which)))
    answer = lan.post(address(which), form(world))
    assert answer.status_code == 302
    entered = PrintedLabels.objects.get()
    assert entered.labels == {"CD1": {"": "Đọc, nghe, xem", "worker": "Đọc tài liệu nghề"}}
    page = shown(lan.get(answer["Location"]))
    assert "Đọc, nghe, xem" in page
    assert "bản in, trang 5" in page
    copy = lan.get(reverse("label_page", args=[entered.pk]))
    assert (copy.status_code, copy["Content-Type"], copy.content) == (200, "application/pdf", SCAN)
    assert 'value="Đọc, nghe, xem"' in shown(lan.get(address(which))), "a correction begins with what holds"


def test_what_was_typed_stays_beside_the_reasons(world: World):
    lan, which = sign_in(world.lan), edition()
    answer = lan.post(address(which), form(world, page="", source=""))
    refused(answer, "Ghi nguồn", "Đính kèm ảnh chụp", 'value="Đọc, nghe, xem"')
    assert not PrintedLabels.objects.exists()


def test_the_neighbour_neither_sees_the_page_nor_enters_words_here(world: World):
    entered, which = enter(world, all_of()), edition()
    oanh = sign_in(world.oanh)
    assert oanh.get(reverse("label_page", args=[entered.pk])).status_code == 404
    assert "Tên in 1" not in shown(oanh.get("/criteria/labels/"))
    assert oanh.post(address(which), form(world)).status_code == 422
    assert PrintedLabels.objects.count() == 1
    assert sign_in(world.hung).get("/criteria/labels/").status_code == 403


def test_a_decided_score_keeps_the_words_it_was_decided_with(world: World):
    which = edition()
    enter(world, all_of())
    kept = labels_for(which, world.commune, DAY).frozen(which.frozen())
    assert [criterion.label for criterion in kept.criteria][:2] == ["Tên in 1", "Tên in 2"]
    assert {criterion.verification for criterion in kept.criteria} == {"verified"}
    assert kept.threshold == which.threshold
