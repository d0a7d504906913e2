"""A draft from its first line to publication: what is refused, what stays, who may."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hoctap.core import files
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.drafting import actions
from hoctap.criteria.drafting.queries import content_of, draft_reasons
from hoctap.criteria.models import CriteriaEdition, Criterion, EditionPage, Title
from hoctap.criteria.queries import editions_for
from tests.criteria.drafts import ROWS, draft, filled, local_title, publish
from tests.season import SCAN
from tests.world import World


def shipped(code: str) -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(code=code)


def test_a_blank_draft_has_no_lines_and_is_used_for_nothing(world: World):
    edition = draft(world)
    assert edition.code == "gia-dinh-hoc-tap-872-1"
    assert edition.is_draft
    assert not edition.criteria.exists()
    assert edition not in editions_for(Title.LEARNING_FAMILY, edition.valid_from.year, world.commune)
    assert "Bộ tiêu chí chưa có dòng nào." in [reason.text for reason in draft_reasons(edition)]
    assert draft(world).code == "gia-dinh-hoc-tap-872-2"


@pytest.mark.parametrize(
    "code",
    [
        "cong-dong-hoc-tap-xa-tt25",
        "don-vi-hoc-tap-huyen-tt24",
        "don-vi-hoc-tap-tinh-tt22",
        "gia-dinh-hoc-tap-242",
    ],
)
def test_a_copy_says_what_was_copied_frames_too(world: World, code: str):
    base = shipped(code)
    copy = draft(world, title=base.title, base=base, name="")
    assert content_of(copy).lines == content_of(base).lines
    assert (copy.name, copy.place, copy.is_frame, copy.is_draft) == (base.name, world.district, False, True)
    assert content_of(copy).levels == content_of(base).levels


def test_a_draft_out_of_a_frame_waits_for_its_points(world: World):
    base = shipped("trung-tam-hoc-tap-cong-dong-2553")
    copy = draft(world, title=base.title, base=base)
    texts = [reason.text for reason in draft_reasons(copy)]
    if base.criteria.exists():
        assert any("điểm tối đa phải lớn hơn 0" in text for text in texts)
    with pytest.raises(Refused):
        publish(world, copy)


def test_lines_are_kept_and_told_what_is_not_yet_right(world: World):
    edition = filled(world, threshold=70, declared_total=90)
    assert [line.code for line in content_of(edition).lines] == ["S1", "S2", "S3"]
    assert [line.needs_evidence for line in content_of(edition).lines] == [False, False, True]
    assert [reason.text for reason in draft_reasons(edition)] == [
        "Cộng điểm tối đa các dòng được 100, văn bản ghi 90. Xem lại điểm từng dòng."
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ROWS[0] | {"max_points": "bốn"}], "Dòng 1, cột “Điểm tối đa”: “bốn” không phải là số"),
        (
            [ROWS[0], ROWS[1] | {"needs_evidence": "chắc"}],
            "Dòng 2, cột “Cần minh chứng”: ghi “có” hoặc “không”",
        ),
        ([ROWS[0], ROWS[0]], "Dòng có mã S1: mỗi dòng cần một mã riêng"),
        ([ROWS[0] | {"code": ""}], "Dòng có mã trống"),
        ([ROWS[0] | {"code": "S" * 21}], "cột “Mã”: dài quá 20 chữ"),
        ([ROWS[0] | {"max_points": "-5"}], "điểm phải từ 0 đến 9.999"),
        ([ROWS[0] | {"verification": "chắc lắm"}], "không có trong danh sách. Chọn một trong: đã đối chiếu"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_by_row_and_column(world: World, rows: Any, words: str):
    edition = draft(world)
    with pytest.raises(Refused, match=words):
        actions.keep_lines(edition, rows, version=edition.version, by=world.actor(world.bich))
    assert not edition.criteria.exists()


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"threshold": 101}, "Mức đạt phải lớn hơn 0 và không quá tổng 100 điểm"),
        ({"least_each": 30}, "thấp hơn mức không mục nào dưới 30"),
        ({"instrument": ""}, "Chưa ghi văn bản"),
        ({"groups": [{"name": "1. Sách", "points": 50}, {"name": "2. Đọc", "points": 40}]}, "nhóm ghi 50"),
        ({"groups": [{"name": "1. Sách", "points": 60}]}, "nhóm “2. Đọc” không có trong danh sách nhóm"),
        (
            {
                "grades": [
                    {"code": "kha", "label": "Khá", "from": 70, "below": 85},
                    {"code": "tot", "label": "Tốt", "from": 90},
                ]
            },
            "còn khoảng điểm không thuộc loại nào",
        ),
        (
            {
                "grades": [
                    {"code": "kha", "label": "Khá", "from": 70, "below": 95},
                    {"code": "tot", "label": "Tốt", "from": 90},
                ]
            },
            "chồng lên nhau",
        ),
    ],
)
def test_an_edition_that_does_not_hold_together_is_not_published(world: World, header: Any, words: str):
    edition = filled(world, **header)
    with pytest.raises(Refused, match=words):
        publish(world, edition, closes=True)
    edition.refresh_from_db()
    assert edition.published_at is None


STANDARDS_ROW = {"code": "X1", "group": "1", "label": "Tỷ lệ", "clause": "Điều 1", "ask": "tỷ lệ %"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"least:1": "60"}, "mức độ 2 chưa ghi yêu cầu"),
        ({"least:1": "60", "least:2": "50"}, "mức độ cao hơn lại yêu cầu thấp hơn"),
        ({"least:1": "60", "least:2": "120"}, "không quá 100 %"),
    ],
)
def test_levels_that_ask_nothing_or_less_are_named(world: World, row: dict[str, str], words: str):
    edition = draft(world, title="learning_community_commune", scoring="standards")
    by = world.actor(world.bich)
    levels = [{"code": "1", "label": "Mức độ 1"}, {"code": "2", "label": "Mức độ 2"}]
    edition = actions.keep_header(edition, {"levels": levels}, version=1, by=by)
    edition = actions.keep_lines(edition, [STANDARDS_ROW | row], version=edition.version, by=by)
    assert any(words in reason.text for reason in draft_reasons(edition))


def test_a_measure_that_does_not_exist_or_goes_in_a_circle_is_named(world: World, monkeypatch: Any):
    from hoctap.criteria.drafting import queries
    from hoctap.criteria.drafting.content import content_from

    lines = [
        {"code": "X1", "group": "1", "label": "A", "clause": "Điều 1", "conditions": [{"ask": "share", "least": {"1": 5}, "measure": "no.such"}]},
        {"code": "X2", "group": "1", "label": "B", "clause": "Điều 1", "conditions": [{"ask": "share", "least": {"1": 5}, "measure": "own"}]},
    ]  # fmt: skip
    content = content_from(
        {"name": "A", "scoring": "standards", "levels": [{"code": "1", "label": "Một"}], "criteria": lines}
    )
    edition = draft(world, title="learning_community_commune", scoring="standards")
    monkeypatch.setattr(
        queries, "counted_from", lambda path: {"own": frozenset({"learning_community_commune"})}
    )
    texts = " ".join(reason.text for reason in queries.draft_reasons(edition, content))
    assert "Dòng 1 (X1): không có cách tính “no.such”" in texts
    assert "Dòng 2 (X2): “own” lại tính từ chính danh hiệu này" in texts


def test_every_measure_says_from_which_title_it_is_counted():
    from hoctap.measures.registry import measures

    for measure in measures:
        title = measure.code.partition(".")[0]
        assert title in measure.counted_from, measure.code


def test_publication_makes_it_hold_below_and_closes_the_one_before(world: World):
    first = publish(world, filled(world))
    assert list(editions_for(Title.LEARNING_FAMILY, 2024, world.commune)) == [first]
    assert first.instrument_number == "12/QĐ-UBND"
    assert files.read(first.instrument_sha256) == SCAN
    second = filled(world, draft(world, base=first, name="Bộ mới"), valid_from=dt.date(2025, 1, 1))
    with pytest.raises(Refused, match="Hiệu lực trùng với “Bộ của huyện”"):
        publish(world, second)
    second = publish(world, second, closes=True)
    first.refresh_from_db()
    assert first.valid_to == dt.date(2025, 1, 1)
    assert list(editions_for(Title.LEARNING_FAMILY, 2025, world.commune)) == [second]
    assert list(editions_for(Title.LEARNING_FAMILY, 2024, world.commune)) == [first]
    # The country's own goes on elsewhere.
    assert list(editions_for(Title.LEARNING_FAMILY, 2025)) == [world.edition]


def test_one_that_begins_before_a_published_one_must_end_where_that_begins(world: World):
    publish(world, filled(world))
    early = filled(world, draft(world, name="Bộ sớm"), valid_from=dt.date(2023, 1, 1))
    with pytest.raises(Refused, match="Hiệu lực trùng"):
        publish(world, early, closes=True)
    by = world.actor(world.bich)
    early = actions.keep_header(early, {"valid_to": dt.date(2024, 2, 1)}, version=early.version, by=by)
    publish(world, early)
    assert CriteriaEdition.objects.filter(place=world.district, published_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"number": " "}, "Ghi số của văn bản"),
        ({"dated_on": None}, "Ghi ngày của văn bản"),
        ({"dated_on": dt.date(2199, 1, 1)}, "chưa tới"),
        ({"copy": b""}, "Đính kèm bản quét"),
        ({"copy": b"MZ program"}, "không nhận"),
    ],
)
def test_publication_asks_for_its_instrument(world: World, other: Any, words: str):
    with pytest.raises(Refused, match=words):
        publish(world, filled(world), **other)
    assert not CriteriaEdition.objects.filter(place=world.district, published_at__isnull=False).exists()


def test_only_who_compared_every_line_takes_the_mark_away(world: World):
    plain = publish(world, filled(world))
    assert plain.is_sample
    compared = filled(world, draft(world, base=plain, name="Đã so"), valid_from=dt.date(2026, 1, 1))
    compared = publish(world, compared, closes=True, is_compared=True)
    assert not compared.is_sample
    assert set(compared.criteria.values_list("verification", flat=True)) == {"verified"}
    assert "12/QĐ-UBND" in compared.verification_note
    # A copy begins again: nobody compared it.
    again = draft(world, base=compared, name="Chép")
    again = filled(world, again, valid_from=dt.date(2027, 1, 1))
    assert publish(world, again, closes=True).is_sample


def test_what_is_published_never_changes_but_for_the_day_it_ends(world: World):
    edition = filled(world)
    page = actions.add_edition_page(edition, SCAN, name="trang 1", by=world.actor(world.bich))
    edition = publish(world, edition)
    for change in (
        lambda: CriteriaEdition.objects.filter(pk=edition.pk).update(threshold=10),
        lambda: CriteriaEdition.objects.filter(pk=edition.pk).update(
            valid_to=dt.date(2030, 1, 1), threshold=1
        ),
        lambda: Criterion.objects.filter(edition=edition).update(max_points=1),
        lambda: EditionPage.objects.filter(pk=page.pk).delete(),
        lambda: CriteriaEdition.objects.filter(pk=edition.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            change()
    CriteriaEdition.objects.filter(pk=edition.pk).update(valid_to=dt.date(2030, 1, 1))
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        CriteriaEdition.objects.filter(pk=edition.pk).update(valid_to=dt.date(2031, 1, 1))
    by = world.actor(world.bich)
    for act in (
        lambda: actions.keep_lines(edition, ROWS, version=edition.version, by=by),
        lambda: actions.keep_header(edition, {"name": "B"}, version=edition.version, by=by),
        lambda: actions.add_edition_page(edition, SCAN, by=by),
        lambda: actions.drop_edition_page(page, by=by),
        lambda: actions.drop_draft(edition, by=by),
    ):
        with pytest.raises(Refused, match="đã ban hành thì không sửa"):
            act()


def test_the_shipped_ones_are_nobodys_to_change(world: World):
    by = world.actor(world.bich)
    with pytest.raises(Forbidden):
        actions.keep_header(world.edition, {"name": "B"}, version=1, by=by)
    with pytest.raises(Refused, match="đi kèm hệ thống"):
        actions.drop_draft(shipped("gia-dinh-hoc-tap-242"), by=system_job("kiểm thử"))


def test_two_who_write_at_once_are_told(world: World):
    edition = draft(world)
    by = world.actor(world.bich)
    actions.keep_lines(edition, ROWS, version=1, by=by)
    with pytest.raises(Refused, match="đã được sửa lúc"):
        actions.keep_lines(edition, ROWS[:1], version=1, by=by)
    assert edition.criteria.count() == 3


def test_who_may(world: World):
    for who in (world.lan, world.hung, world.minh, world.admin):
        with pytest.raises(Forbidden):
            draft(world, place=world.commune, who=who)
    with pytest.raises(Forbidden):
        draft(world, place=world.province)
    with pytest.raises(Refused, match="lập cho tỉnh, huyện hoặc xã"):
        draft(world, place=world.hamlet)
    with pytest.raises(Refused, match="Không có danh hiệu này"):
        draft(world, title="no_such")


def test_a_commune_writes_the_edition_of_its_own_title_and_of_no_other(world: World):
    title = local_title(world)
    edition = draft(world, place=world.commune, title=title.code, who=world.lan)
    edition = publish(world, filled(world, edition, who=world.lan), who=world.lan)
    assert edition.published_at
    with pytest.raises(Forbidden):
        draft(world, place=world.other_commune, title=title.code, who=world.lan)
    with pytest.raises(Refused, match="không phải của"):
        draft(world, place=world.other_commune, title=title.code, who=world.oanh)


def test_a_draft_is_dropped_with_its_pages(world: World, django_capture_on_commit_callbacks: Any):
    edition = draft(world)
    by = world.actor(world.bich)
    page = actions.add_edition_page(edition, SCAN, name=" trang  5 ", by=by)
    assert page.name == "trang 5"
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_draft(edition, by=by)
    assert not CriteriaEdition.objects.filter(pk=edition.pk).exists()
    assert not files.is_named(page.sha256)
    with pytest.raises(FileNotFoundError):
        files.read(page.sha256)


def test_the_points_stay_what_was_typed(world: World):
    rows = [
        ROWS[0] | {"max_points": "7,5"},
        ROWS[1] | {"max_points": "7.5"},
        ROWS[2] | {"max_points": "1.000"},
    ]
    edition = draft(world)
    actions.keep_lines(edition, rows, version=1, by=world.actor(world.bich))
    assert [line.max_points for line in content_of(edition).lines] == [Decimal("7.5"), Decimal("7.5"), 1000]
