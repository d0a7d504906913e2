"""What keeps a material back, without a database."""

import datetime as dt

import pytest

from hoctap.materials import folding, licences, rules
from hoctap.materials.rules import Choices, Described, HandedOut

TODAY = dt.date(2026, 5, 10)
CHOICES = Choices(["local"], ["cc-by"], ["vi"], ["everybody"])
GOOD = Described("Trồng sen", "local", "Cách trồng", "cc-by", "Trạm Khuyến nông")


def reasons(told: Described, **changed: object) -> list[str]:
    values = {"has_topic": True, "is_topic_offered": True, "today": TODAY, **changed}
    return [one.field for one in rules.describing_reasons(told, CHOICES, **values)]  # type: ignore[arg-type]


def test_what_is_said_fully_is_taken():
    assert reasons(GOOD) == []


def test_each_thing_left_out_is_named_with_its_field():
    assert reasons(Described("", "", "", "", "", "", ""), has_topic=False) == [
        *("title", "summary", "author", "kind", "licence", "language", "audience", "topic"),
    ]


def test_a_topic_of_elsewhere_is_refused():
    assert reasons(GOOD, is_topic_offered=False) == ["topic"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"consent_on": TODAY}, "contributor_name"),
        ({"contributor_name": "Ông Sáu", "consent_how": "ký giấy"}, "consent_on"),
        ({"contributor_name": "Ông Sáu", "consent_on": TODAY}, "consent_how"),
        (
            {"contributor_name": "Ông Sáu", "consent_on": dt.date(2026, 5, 11), "consent_how": "ký giấy"},
            "consent_on",
        ),
    ],
)
def test_a_consent_has_who_when_and_how(changed: dict[str, object], field: str):
    assert reasons(Described(**{**GOOD.__dict__, **changed})) == [field]  # type: ignore[arg-type]


def test_a_contributor_may_be_written_down_before_he_is_asked():
    assert reasons(Described(**{**GOOD.__dict__, "contributor_name": "Ông Sáu"})) == []


@pytest.mark.requirement("S2-61")
def test_without_his_consent_nothing_of_a_contributor_is_published():
    asked = {"contributor_name": "Ông Sáu", "today": TODAY}
    assert rules.publishing_reasons(consent_on=None, consent_how="", **asked)  # type: ignore[arg-type]
    assert rules.publishing_reasons(consent_on=TODAY, consent_how="", **asked)  # type: ignore[arg-type]
    assert not rules.publishing_reasons(consent_on=TODAY, consent_how="ký giấy", **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        *("", "javascript:alert(1)", "ftp://example.org/a", "file:///etc/passwd", "//example.org"),
        *(
            "http://localhost/",
            "http://user:pw@example.org/",
            "http://example.org:8080/",
            "https://example org/",
        ),
        *("https://[::1", "https://example.org/" + "a" * 500, "http://example.org:99999/"),
    ],
)
def test_an_address_that_is_not_for_everybody_is_refused(url: str):
    assert [one.field for one in rules.link_reasons(url)] == ["url"]


def test_an_address_of_the_net_is_taken():
    assert rules.link_reasons("https://www.youtube.com/watch?v=abc") == []
    assert rules.link_reasons("http://example.org:80/phim") == []


def handed(typed: HandedOut, **changed: object) -> list[str]:
    values = {"kinds": ["learners"], "is_published": True, "activity_days": None, "today": TODAY, **changed}
    return [one.field for one in rules.handout_reasons(typed, **values)]  # type: ignore[arg-type]


def test_copies_are_counted_of_what_is_published_on_a_day_gone_by():
    good = HandedOut(TODAY, "learners", 30)
    assert handed(good) == []
    assert handed(good, is_published=False) == ["material"]
    assert handed(HandedOut(None, "", None)) == ["on", "recipients", "copies"]
    assert handed(HandedOut(dt.date(2026, 5, 11), "learners", 0)) == ["on", "copies"]
    assert handed(HandedOut(dt.date(1026, 5, 11), "learners", 2_000_000)) == ["on", "copies"]
    class_of = (dt.date(2026, 5, 1), dt.date(2026, 5, 3))
    assert handed(good, activity_days=class_of) == ["on"]


def test_a_link_is_dead_after_three_trials_and_ours_is_not_its_fault():
    assert [rules.is_dead(number) for number in range(5)] == [False, False, False, True, True]
    assert rules.is_our_line([False, False], away=2)
    assert not rules.is_our_line([True, False], away=1)
    assert not rules.is_our_line([False, False], away=1)


def test_every_licence_says_what_it_allows_and_all_but_the_internal_one_where_it_stands():
    assert all(one.allows for one in licences.LICENCES)
    assert [one.code for one in licences.LICENCES if not one.url] == ["internal"]
    assert "internal" not in licences.PUBLIC
    assert len(licences.PUBLIC) == 8


def test_folding_keeps_each_letter_in_its_place():
    text = "Kỹ thuật (trồng) SEN: Đồng Tháp – 2026; “ngó”"
    assert len(folding.plain(text)) == len(text)
    assert folding.plain(text).split() == ["ky", "thuat", "trong", "sen", "dong", "thap", "2026", "ngo"]
    typed, bare = folding.asked_words("Trồng LÚA trồng")
    assert (typed, bare) == (["trồng", "lúa"], ["trong", "lua"])
    assert folding.asked_words("trong lua") == ([], ["trong", "lua"])
    assert folding.asked_words("&!'")[1] == []
