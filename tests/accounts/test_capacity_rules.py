"""When a position acts and signs, to the day, and which words are printed."""

import datetime as dt

import pytest

from hoctap.accounts.capacities import rules
from hoctap.accounts.capacities.rules import AuthorityFacts, SigningFacts, Term

MARCH, JUNE = dt.date(2026, 3, 1), dt.date(2026, 6, 1)
DEPUTY = AuthorityFacts("kt", "Chủ tịch", Term(MARCH, JUNE))


def facts(**other: object) -> SigningFacts:
    usual: dict[str, object] = {
        "holder": "Lê Văn Tâm",
        "title": "Phó Chủ tịch UBND xã",
        "organisation": "Ủy ban nhân dân xã Tân Kiều",
        "term": Term(MARCH, JUNE),
        "issuer": "Ủy ban nhân dân xã Tân Kiều",
        "is_of_issuer": True,
        "may_sign": True,
        "authorities": (DEPUTY,),
    }
    return SigningFacts(**{**usual, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "acts"),
    [
        (dt.date(2026, 2, 28), False),
        (MARCH, True),
        (dt.date(2026, 5, 31), True),
        (JUNE, False),
    ],
)
def test_a_position_acts_from_its_first_day_to_the_day_before_its_end(day: dt.date, acts: bool):
    assert Term(MARCH, JUNE).covers(day) is acts
    assert (not rules.signing_blockers(facts(), day)) is acts


def test_one_that_has_not_begun_and_one_that_ended_are_refused_in_different_words():
    early, late = (rules.signing_blockers(facts(), day)[0].text for day in (dt.date(2026, 2, 28), JUNE))
    assert "chỉ bắt đầu từ 01/03/2026" in early
    assert "đã kết thúc từ 01/06/2026" in late
    assert "Hãy chọn người đang giữ chức vụ" in late


def test_a_paper_is_signed_in_a_position_of_the_body_that_issues_it():
    reason = rules.signing_blockers(facts(is_of_issuer=False, issuer="Trung tâm"), MARCH)[0]
    assert "Văn bản này do Trung tâm ban hành" in reason.text
    assert reason.field == "signing_capacity"


def test_a_deputy_signs_only_while_somebody_recorded_whom_he_signs_for():
    assert "KT." in rules.signing_blockers(facts(authorities=()), MARCH)[0].text
    ended = AuthorityFacts("kt", "Chủ tịch", Term(MARCH, dt.date(2026, 4, 1)))
    assert not rules.signing_blockers(facts(authorities=(ended,)), dt.date(2026, 3, 31))
    assert rules.signing_blockers(facts(authorities=(ended,)), dt.date(2026, 4, 1))


def test_without_the_right_nobody_signs():
    assert "chưa được giao quyền ký" in rules.signing_blockers(facts(may_sign=False), MARCH)[0].text


@pytest.mark.parametrize(
    ("title", "authorities", "in_own_right", "base", "lines", "printed"),
    [
        ("Chủ tịch UBND xã", (), True, (), (), "Chủ tịch"),
        ("Chủ tịch UBND xã", (), False, ("TM. Ủy ban nhân dân",), ("TM. Ủy ban nhân dân",), "Chủ tịch"),
        ("Phó Chủ tịch UBND xã", (DEPUTY,), True, (), ("KT. Chủ tịch",), "Phó Chủ tịch"),
        (
            "Phó Chủ tịch",
            (DEPUTY,),
            False,
            ("TM. Ủy ban nhân dân",),
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch"),
            "Phó Chủ tịch",
        ),
        (
            "Chánh Văn phòng",
            (AuthorityFacts("tl", "Chủ tịch", Term(MARCH)),),
            True,
            (),
            ("TL. Chủ tịch",),
            "Chánh Văn phòng",
        ),
        ("Phó Chủ tịch", (AuthorityFacts("q", "Chủ tịch", Term(MARCH)),), True, (), (), "Q. Chủ tịch"),
        (
            "Chủ tịch",
            (AuthorityFacts("tm", "Ban Chấp hành", Term(MARCH)),),
            False,
            (),
            ("TM. Ban Chấp hành",),
            "Chủ tịch",
        ),
        ("Giám đốc", (AuthorityFacts("tm", "Ban Giám đốc", Term(MARCH)),), True, (), (), "Giám đốc"),
    ],
)
def test_the_words_above_a_signature(title, authorities, in_own_right, base, lines, printed):  # type: ignore[no-untyped-def]
    block = rules.block(title, "Lê Văn Tâm", authorities, MARCH, in_own_right=in_own_right, base=base)
    assert (block.lines, block.title, block.name) == (lines, printed, "Lê Văn Tâm")


def test_a_mark_that_ended_is_not_printed():
    block = rules.block("Phó Chủ tịch", "Tâm", (DEPUTY,), JUNE)
    assert block.lines == ()


def test_a_correction_says_why_and_keeps_the_ground_under_what_was_signed():
    used = [(dt.date(2026, 3, 10), "Quyết định 05/QĐ-UBND")]
    assert not rules.correction_blockers(
        why="ghi nhầm ngày bổ nhiệm", title="Chủ tịch", term=Term(MARCH), used_on=used
    )
    short = rules.correction_blockers(why="nhầm", title="", term=Term(JUNE, MARCH), used_on=[])
    assert {reason.field for reason in short} == {"why", "title", "ends_on"}
    outside = rules.correction_blockers(
        why="ghi nhầm ngày bổ nhiệm", title="Chủ tịch", term=Term(JUNE), used_on=used
    )
    assert "Quyết định 05/QĐ-UBND" in outside[0].text


def test_an_authority_lies_within_the_position():
    def fields(**other: object) -> set[str]:
        usual: dict[str, object] = {
            "form": "kt",
            "for_whom": "Chủ tịch",
            "decision": "08/TB-UBND",
            "term": Term(MARCH, None),
            "of_position": Term(MARCH, JUNE),
            "has_same": False,
            "title": "Phó Chủ tịch UBND xã",
        }
        return {reason.field for reason in rules.authority_blockers(**{**usual, **other})}  # type: ignore[arg-type]

    assert fields() == set()
    assert fields(form="xx", for_whom="", decision="") == {"form", "for_whom", "decision"}
    assert fields(term=Term(JUNE)) == {"starts_on"}
    assert fields(term=Term(MARCH, dt.date(2026, 7, 1))) == {"ends_on"}
    assert fields(term=Term(MARCH, MARCH)) == {"ends_on"}
    assert fields(has_same=True) == {"form"}


def test_only_a_deputy_of_the_head_signs_kt():
    def said(title: str, head: str = "Chủ tịch", form: str = "kt", decision: str = "08/TB") -> dict[str, str]:
        found = rules.authority_blockers(
            form=form,
            for_whom=head,
            decision=decision,
            term=Term(MARCH),
            of_position=Term(MARCH),
            has_same=False,
            title=title,
        )
        return {reason.field: reason.text for reason in found}

    for title, head in (
        ("Phó Chủ tịch UBND xã", "Chủ tịch"),
        ("Phó Chủ tịch Thường trực", "Chủ tịch UBND xã"),
        ("Phó Giám đốc", "Giám đốc"),
        ("Phó Chánh Văn phòng", "Chánh Văn phòng"),
    ):
        assert said(title, head) == {}, title
    assert "chỉ dành cho cấp phó của Chủ tịch" in said("Chánh Văn phòng")["for_whom"]
    assert "for_whom" in said("Phó Chánh Văn phòng")
    assert "for_whom" in said("Chủ tịch UBND xã")
    assert said("Chánh Văn phòng", form="tl") == {}
    assert "ủy quyền" in said("Trưởng phòng", form="tuq", decision="")["decision"]
    assert "không ký Q." in said("Chủ tịch UBND xã", form="q")["for_whom"]


def test_a_title_corrected_to_no_deputy_signs_kt_no_more():
    still = AuthorityFacts("kt", "Chủ tịch", Term(MARCH))
    (reason,) = rules.signing_blockers(facts(title="Chánh Văn phòng", authorities=(still,)), MARCH)
    assert "chỉ dành cho cấp phó" in reason.text


@pytest.mark.parametrize(
    ("title", "forms", "lines"),
    [
        ("Phó Chủ tịch", ("kt",), ("TM. ỦY BAN NHÂN DÂN", "KT. Chủ tịch")),
        ("Chánh Văn phòng", ("tl",), ("TL. Chủ tịch",)),
        ("Trưởng phòng", ("tuq",), ("TUQ. Chủ tịch",)),
        ("Phó Chánh Văn phòng", ("kt-office", "tl"), ("TL. Chủ tịch", "KT. Chánh Văn phòng")),
    ],
)
def test_the_marks_stand_in_their_order(title: str, forms: tuple[str, ...], lines: tuple[str, ...]):
    heads = {"kt-office": ("kt", "Chánh Văn phòng")}
    held = [AuthorityFacts(*heads.get(form, (form, "Chủ tịch")), Term(MARCH)) for form in forms]
    found = rules.block(title, "Tâm", held, MARCH, base=("TM. ỦY BAN NHÂN DÂN",))
    assert (found.lines, found.title) == (lines, title)
