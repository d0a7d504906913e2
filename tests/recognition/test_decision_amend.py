"""A decision in force changes by another decision only."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import PaperVersion
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.models import DecisionLine, RecognitionDecision
from tests.recognition.hands import names, queries_of, refused, shown, sign, sign_in, states
from tests.season import Season


def address(season: Season) -> str:
    return reverse("decision_amend", args=[season.decision.pk])


def revoke(season: Season, number: int, why: str = "tự nguyện trả lại") -> RecognitionDecision:
    return actions.amend_decision(
        season.decision, {season.dossiers[number].pk: why}, by=season.by(season.officer)
    )


def everything(decision: RecognitionDecision) -> list[object]:
    return [
        RecognitionDecision.objects.values().get(pk=decision.pk),
        list(DecisionLine.objects.filter(decision=decision).values()),
        list(PaperVersion.objects.filter(paper=decision.paper_id).values()),
    ]


@pytest.mark.requirement("S3-63")
def test_a_family_loses_its_title_by_a_second_decision_with_its_reason(decided: Season):
    lan = sign_in(decided.officer)
    assert address(decided) in shown(lan.get(reverse("decision_detail", args=[decided.decision.pk])))
    page = shown(lan.get(address(decided)))
    assert all(name in page for name in names(decided.dossiers))
    before = everything(decided.decision)
    key = str(decided.dossiers[0].pk)
    answer = lan.post(address(decided), {"revoke": key, f"why-{key}": "tự nguyện trả lại"})
    amendment = RecognitionDecision.objects.get(amends=decided.decision)
    assert answer.headers["Location"] == reverse("decision_detail", args=[amendment.pk])
    assert amendment.version == 2
    assert states(decided) == ["recognised", "recognised"], "not before it is signed"
    sign(decided, amendment.paper, 9, dt.date(2024, 12, 3))
    assert states(decided) == ["revoked", "recognised"]
    assert everything(decided.decision) == before, "the first decision stays as it was signed"
    change = decided.dossiers[0].state_changes.latest("id")
    assert change.why == "Quyết định 09/QĐ-UBND: tự nguyện trả lại"
    count = Summary.objects.get(counter="learning_family.recognised", place=decided.commune)
    assert count.value == 1
    body = shown(lan.get(reverse("decision_detail", args=[amendment.pk])))
    assert "Thu hồi" in body
    assert "tự nguyện trả lại" in body
    assert "trễ hạn" not in body, "a revocation is never late"
    docx = docx_of(amendment.paper.versions.latest("version"))
    assert check_layout(docx, "decision", sample_mark=decided.world.edition.sample_mark) == []


def test_the_second_amendment_is_version_3_from_whichever_page_it_starts(decided: Season):
    second = revoke(decided, 0)
    sign(decided, second.paper, 9, dt.date(2024, 12, 3))
    third = actions.amend_decision(
        second, {decided.dossiers[1].pk: "chuyển đi"}, by=decided.by(decided.officer)
    )
    assert (third.version, third.amends) == (3, decided.decision)
    sign(decided, third.paper, 10, dt.date(2024, 12, 4))
    assert states(decided) == ["revoked", "revoked"]
    body = shown(sign_in(decided.officer).get(reverse("decision_detail", args=[decided.decision.pk])))
    assert "09/QĐ-UBND" in body
    assert "10/QĐ-UBND" in body


def test_an_amendment_is_not_dated_before_what_it_amends(decided: Season):
    amendment = revoke(decided, 0)
    with pytest.raises(Refused, match="trước ngày 08/11/2024 của 07/QĐ-UBND"):
        sign(decided, amendment.paper, 9, dt.date(2024, 11, 7))


def test_without_a_reason_nobody_loses_a_title_and_what_was_chosen_stays(decided: Season):
    one, other = (str(dossier.pk) for dossier in decided.dossiers)
    form = {"revoke": [one, other], f"why-{one}": "tự nguyện trả lại", f"why-{other}": " "}
    answer = sign_in(decided.officer).post(address(decided), form)
    refused(answer, f"{names(decided.dossiers)[1]}: thu hồi thì phải ghi lý do", 'value="tự nguyện trả lại"')
    assert shown(answer).count(" checked") == 2
    assert not RecognitionDecision.objects.filter(amends__isnull=False).exists()


def test_nobody_chosen_is_refused(decided: Season):
    refused(sign_in(decided.officer).post(address(decided), {}), "Chưa chọn hộ nào")


def test_a_household_outside_the_decision_is_refused(decided: Season):
    with pytest.raises(Refused, match="không thuộc quyết định này"):
        actions.amend_decision(
            decided.decision, {decided.open_dossiers[0].pk: "x"}, by=decided.by(decided.officer)
        )


def test_a_title_is_lost_once(decided: Season):
    sign(decided, revoke(decided, 0).paper, 9, dt.date(2024, 12, 3))
    with pytest.raises(Refused, match="không còn giữ danh hiệu"):
        revoke(decided, 0)
    assert names(decided.dossiers)[0] not in shown(sign_in(decided.officer).get(address(decided)))


def test_one_amendment_waits_at_a_time_and_a_dropped_one_leaves_its_version(decided: Season):
    first = revoke(decided, 0)
    with pytest.raises(Refused, match="Đang có một bản soạn sửa đổi chờ ký"):
        revoke(decided, 1)
    actions.drop_decision(first, by=decided.by(decided.officer))
    assert revoke(decided, 1).version == 3


def test_a_draft_is_not_amended(drafted: Season):
    with pytest.raises(Refused, match="chưa có hiệu lực"):
        revoke(drafted, 0)


def test_a_decision_is_amended_after_the_round_has_ended(decided: Season):
    actions.close_round(decided.round, by=decided.by(decided.officer))
    sign(decided, revoke(decided, 0).paper, 9, dt.date(2024, 12, 3))
    assert states(decided) == ["revoked", "recognised"]


@pytest.mark.parametrize("person", ["head", "chair", "admin"])
def test_nobody_else_amends(decided: Season, person: str):
    user = getattr(decided, person)
    answer = sign_in(user).get(address(decided))
    assert answer.status_code == 403
    assert names(decided.dossiers)[0] not in shown(answer)
    with pytest.raises(Forbidden):
        actions.amend_decision(decided.decision, {}, by=decided.by(user))


def test_the_officer_of_the_next_commune_finds_no_such_decision(decided: Season):
    answer = sign_in(decided.world.oanh).get(address(decided))
    assert answer.status_code == 404
    assert names(decided.dossiers)[0] not in shown(answer)


def test_a_family_is_found_by_its_name_without_accents(decided: Season):
    first, second = names(decided.dossiers)
    body = shown(sign_in(decided.officer).get(address(decided), {"q": first.split()[-1].lower()}))
    assert first in body
    assert second not in body


def test_the_page_takes_few_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), address(decided)) <= 12
