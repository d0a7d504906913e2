"""Who prepared does not sign, who scored for the hamlet does not review alone, nobody reviews his own family."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.duties import actions as duties
from hoctap.accounts.models import Capacity, RoleAssignment, WaiverUse
from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.people import actions as people
from hoctap.people.models import Person
from hoctap.recognition import actions
from hoctap.recognition.duties import family_of
from hoctap.recognition.links import review_of
from tests import season as steps
from tests.recognition.hands import review, shown, verdict
from tests.season import SCAN, Season
from tests.world import World


def give(world: World, role: Role, place: object, title: str, organisation: object) -> Capacity:
    """One more position of Lan, who prepares the decisions."""
    capacity = Capacity.objects.create(
        user=world.lan, organisation=organisation, title=title, starts_on=dt.date(2020, 1, 1)
    )
    RoleAssignment.objects.create(capacity=capacity, role=role.value, place=place)
    return capacity


def sign(season: Season, capacity: Capacity | None, signer: str = "") -> None:
    papers.record_signature(
        season.decision.paper,
        number=7,
        dated_on=dt.date(2024, 11, 8),
        signer=signer,
        signing_capacity=capacity,
        signed_copy=SCAN,
        by=season.by(season.chair),
    )


def printed(season: Season) -> Season:
    papers.mark_printed(season.decision.paper, by=season.by(season.chair))
    return season


def waive(season: Season, rule: str) -> None:
    duties.waive_duty(
        season.commune,
        season.officer,
        rule,
        until=today(),
        why="Xã chỉ có ba công chức, một người nghỉ",
        decision="15/TB-UBND",
        by=season.by(season.chair),
    )


def test_who_prepared_the_decision_does_not_sign_it_by_position_or_by_name(drafted: Season):
    season = printed(drafted)
    chair = give(season.world, Role.CHAIR, season.commune, "Chủ tịch", season.committee)
    for capacity, signer in ((chair, ""), (None, season.officer.full_name.upper())):
        with pytest.raises(Refused, match="đã soạn quyết định này") as refusal:
            sign(season, capacity, signer)
        assert "Cho phép kiêm việc" in str(refusal.value)
    season.decision.paper.refresh_from_db()
    assert season.decision.paper.state == "printed"
    sign(season, season.chair.capacities.get())


def test_a_named_waiver_lets_it_pass_is_written_down_and_shown_with_the_decision(
    drafted: Season, client: Client
):
    season = printed(drafted)
    chair = give(season.world, Role.CHAIR, season.commune, "Chủ tịch", season.committee)
    waive(season, "decision_not_signed_by_its_preparer")
    with pytest.raises(Refused, match="đã lập Tờ trình 03/TTr-HKH"):
        sign(season, chair)
    assert not WaiverUse.objects.exists(), "what was refused used nothing"
    waive(season, "decision_not_signed_by_who_submitted")
    sign(season, chair)
    assert WaiverUse.objects.count() == 2
    assert Event.objects.filter(what="accounts.duty_waiver.used").count() == 2
    client.force_login(season.chair)
    for page in (
        reverse("decision_detail", args=[season.decision.pk]),
        reverse("paper_detail", args=[season.decision.paper_id]),
    ):
        assert "được phép kiêm việc ở bước “Ký quyết định công nhận”" in shown(client.get(page))


def test_a_commune_may_hold_the_submission_to_it_too(world: World):
    season = steps.walk(world, last=steps.review)
    by = season.by(season.officer)
    duties.set_duty_rule(
        season.commune,
        "submission_not_signed_by_its_preparer",
        is_on=True,
        decision="3/QĐ",
        by=season.by(season.chair),
    )
    submission = actions.prepare_submission(season.round, by=by)
    papers.mark_printed(submission.paper, by=by)
    with pytest.raises(Refused, match="đã soạn tờ trình này"):
        papers.record_signature(
            submission.paper,
            number=3,
            dated_on=dt.date(2024, 10, 25),
            signer=season.officer.full_name,
            by=by,
        )


def test_the_head_of_a_hamlet_who_also_works_for_the_commune_leaves_his_list_to_another(nominated: Season):
    season = nominated
    officer = Capacity.objects.create(
        user=season.head, organisation=season.association, title="Ủy viên", starts_on=dt.date(2020, 1, 1)
    )
    RoleAssignment.objects.create(capacity=officer, role=Role.ASSOCIATION_OFFICER.value, place=season.commune)
    typed = [verdict(dossier) for dossier in season.dossiers]
    with pytest.raises(Refused, match="đã chấm điểm của"):
        actions.review_hamlet(season.round, season.hamlet, typed, by=officer.actor())
    assert review(season, *typed) == 2, "another officer may"


def test_typing_a_signed_sheet_in_for_a_hamlet_is_not_scoring_it(scored: Season):
    from hoctap.recognition.duties import of_review

    conflicts, questions, _ = of_review(scored.open_dossiers, scored.open_hamlet, scored.officer.pk, [])
    assert (conflicts, questions) == ([], [])


def test_nobody_reviews_his_own_family(nominated: Season):
    season = nominated
    season.officer.phone = "0912345678"
    season.officer.save()
    Person.objects.filter(pk=season.households[0].head_id).update(phone="0912345678")
    with pytest.raises(Refused, match="là gia đình của Nguyễn Thị Lan"):
        review(season, *[verdict(dossier) for dossier in season.dossiers])
    own = season.households[0].pk
    others = [dossier for dossier in season.dossiers if dossier.household_id != own]
    assert review(season, *[verdict(dossier) for dossier in others]) == 1


def test_an_equal_name_is_asked_about_and_the_answer_is_kept(nominated: Season, client: Client):
    season = nominated
    Person.objects.filter(pk=season.households[0].head_id).update(full_name=season.officer.full_name)
    client.force_login(season.officer)
    url = review_of(season.round.pk, season.hamlet.pk)
    assert shown(client.get(url)).count("Không phải gia đình tôi") == 1
    dossier = next(one for one in season.dossiers if one.household_id == season.households[0].pk)
    form = {
        "rows": str(dossier.pk),
        f"version-{dossier.pk}": str(dossier.version),
        f"verdict-{dossier.pk}": "accept",
    }
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "có người trùng tên với ông/bà" in shown(refused)
    assert client.post(url, {**form, "not-own": str(dossier.pk)}).status_code == 302
    change = dossier.state_changes.latest("id")
    assert change.to_state == "accepted"
    assert "xác nhận không phải gia đình mình" in change.why


def test_where_somebody_said_who_the_officer_is_in_the_register_that_decides(
    nominated: Season, client: Client
):
    """His household is his own whatever telephone it has; a namesake elsewhere is not asked about any more."""
    season = nominated
    own, other = season.households[0], season.households[1]
    Person.objects.filter(pk=other.head_id).update(full_name=season.officer.full_name)
    people.link_account(season.officer, own.head, by=season.by(season.admin))
    client.force_login(season.officer)
    page = shown(client.get(review_of(season.round.pk, season.hamlet.pk)))
    assert "Không phải gia đình tôi" not in page
    mine = [one for one in season.dossiers if one.household_id == own.pk]
    theirs = [one for one in season.dossiers if one.household_id == other.pk]
    with pytest.raises(Refused, match=r"là gia đình của Nguyễn Thị Lan \(theo sổ hộ\)"):
        review(season, *[verdict(dossier) for dossier in mine])
    assert review(season, *[verdict(dossier) for dossier in theirs]) == 1


def test_a_link_to_a_stranger_does_not_hide_a_shared_telephone(nominated: Season):
    season = nominated
    season.officer.phone = "0912345678"
    season.officer.save()
    Person.objects.filter(pk=season.households[0].head_id).update(phone="0912345678")
    people.link_account(season.officer, season.households[1].head, by=season.by(season.admin))
    with pytest.raises(Refused) as refusal:
        review(season, *[verdict(dossier) for dossier in season.dossiers])
    assert "(cùng số điện thoại)" in str(refusal.value)
    assert "(theo sổ hộ)" in str(refusal.value)


def test_who_has_left_the_household_is_no_longer_of_it(nominated: Season):
    season = nominated
    people.link_account(season.officer, season.households[0].head, by=season.by(season.admin))
    season.households[0].members.update(left_year=2024, left_kind="moved_away")
    assert family_of(season.officer, season.dossiers).own == []
