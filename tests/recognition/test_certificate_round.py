"""The page of a round's certificates, and its papers for the ceremony."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.recognition.certificates import queries
from hoctap.recognition.models import Dossier, ExemplaryMark
from tests.recognition.giving import give, rule
from tests.recognition.hands import names, queries_of, shown, sign_in
from tests.season import Season


def address(season: Season, name: str = "certificate_round") -> str:
    return reverse(name, args=[season.round.pk])


def held_before(season: Season, dossier: Dossier, *years: int) -> None:
    """Recognised in earlier years, as old decisions say."""
    for year in years:
        former = season.round.__class__.objects.get_or_create(
            title=season.round.title, year=year, place=season.commune, edition=season.round.edition
        )[0]
        Dossier.objects.create(
            round=former, household=dossier.household, hamlet=dossier.hamlet, title=dossier.title, year=year,
            state="recognised", registered_on=dt.date(year, 2, 1), hamlet_total=90, decided_on=dt.date(year, 11, 1),
            frozen_score={}, sort_key=dossier.sort_key,
        )  # fmt: skip


def test_the_officer_sees_who_could_get_one_and_what_is_known_of_earlier_years(decided: Season):
    held_before(decided, decided.dossiers[0], 2023, 2022)
    page = shown(sign_in(decided.officer).get(address(decided)))
    assert "Chưa chọn cấp giấy cho ai" in page
    counted = queries.certificate_round(decided.round, by=decided.by(decided.officer))
    assert counted.counts == {"all": 2, "first": 1, "kept3": 1, "kept5": 0}
    assert "sớm nhất là năm 2022" in page
    assert "mẫu chưa xác thực" in page.lower()
    rule(decided, "first")
    page = shown(sign_in(decided.officer).get(address(decided)))
    assert "Cấp 1 giấy" in page


def test_after_giving_it_says_all_have_one(decided: Season):
    give(decided)
    page = shown(sign_in(decided.officer).get(address(decided)))
    assert "Đã cấp đủ" in page
    assert "Đang tạo" in page
    assert "Sổ theo dõi cấp giấy năm 2024" in page


def test_the_chair_reads_and_is_offered_nothing_to_do(decided: Season):
    give(decided)
    page = shown(sign_in(decided.chair).get(address(decided)))
    assert "Sổ theo dõi cấp giấy năm 2024" in page
    for link in ("certificate_rule", "certificate_receive", "certificate_pattern"):
        assert address(decided, link) not in page


def test_the_head_of_a_hamlet_and_the_next_commune_do_not_find_it(decided: Season):
    for user in (decided.head, decided.world.oanh):
        for name in ("certificate_round", "certificate_ceremony", "certificate_thanks"):
            assert sign_in(user).get(address(decided, name)).status_code == 404
    assert address(decided) not in shown(
        sign_in(decided.head).get(reverse("round_detail", args=[decided.round.pk]))
    )
    assert address(decided) in shown(
        sign_in(decided.chair).get(reverse("round_detail", args=[decided.round.pk]))
    )
    assert address(decided) in shown(
        sign_in(decided.chair).get(reverse("decision_detail", args=[decided.decision.pk]))
    )


def test_it_takes_a_fixed_number_of_queries(decided: Season):
    give(decided)
    assert queries_of(sign_in(decided.officer), address(decided)) <= 30


# ---------------------------------------------------------------- years kept


def test_years_are_kept_without_a_break_and_a_withdrawn_one_does_not_count(decided: Season):
    one, other = decided.dossiers
    held_before(decided, one, 2023, 2022, 2020)
    held_before(decided, other, 2023)
    Dossier.objects.filter(year=2023, household=other.household).update(state="revoked")
    kept = queries.kept_by(decided.round, decided.dossiers)
    assert (kept[one.pk].is_first, kept[one.pk].running) == (False, 3)
    assert (kept[other.pk].is_first, kept[other.pk].running) == (True, 1)


def test_a_family_that_split_off_goes_on_with_the_years_of_the_one_it_came_from(decided: Season):
    one, other = decided.dossiers
    held_before(decided, other, 2023)
    type(one.household).objects.filter(pk=one.household_id).update(came_from=other.household_id)
    assert queries.kept_by(decided.round, [one])[one.pk].running == 2
    type(one.household).objects.filter(pk=one.household_id).update(came_from=None)
    type(one.household).objects.filter(pk=other.household_id).update(joined_into=one.household_id)
    assert queries.kept_by(decided.round, [one])[one.pk].running == 2


# ---------------------------------------------------------------- the ceremony


def test_the_reading_list_goes_hamlet_by_hamlet_and_ranks_nobody(decided: Season):
    one, other = decided.dossiers
    held_before(decided, one, 2023, 2022, 2021, 2020)
    ExemplaryMark.objects.create(dossier=one, reason="cả nhà đọc sách", marked_by="Lan")
    data = queries.ceremony(decided.round)
    assert [hamlet["name"] for hamlet in data["hamlets"]] == ["Ấp 1"]
    lines = {line["holder"]: line["marks"] for line in data["hamlets"][0]["lines"]}
    assert lines == {
        one.household.head.full_name: "tiêu biểu, 5 năm liền",
        other.household.head.full_name: "lần đầu",
    }
    assert [line["order"] for line in data["hamlets"][0]["lines"]] == [1, 2]
    assert "không xếp hạng" in data["words"]


def test_the_ceremony_s_papers_are_real_pdfs(decided: Season):
    for name in ("certificate_ceremony", "certificate_thanks"):
        answer = sign_in(decided.chair).get(address(decided, name))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(("per_group", "expected"), [(False, ["Ấp 1"]), (True, ["Ấp 1", "Tổ 3, Ấp 1"])])
def test_thanks_go_to_each_hamlet_or_each_group(decided: Season, per_group: bool, expected: list[str]):
    household = decided.dossiers[0].household
    household.group_name = "Tổ 3"
    household.save()
    data = queries.thanks(decided.round, per_group=per_group)
    assert [sheet["name"] for sheet in data["sheets"]] == expected
    assert data["sender"] == "Hội Khuyến học xã Tân Kiều"
    assert not [name for name in names(decided.dossiers) if name in str(data)], "nobody is named alone"
