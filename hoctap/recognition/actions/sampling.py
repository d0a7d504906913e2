"""Phúc tra: a random sample of each hamlet is drawn once, visited, and its results written down."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.recognition import messages, review_rules
from hoctap.recognition.models import (
    DossierState,
    RecognitionRound,
    ReviewSample,
    ReviewSetting,
    SampledDossier,
)
from hoctap.recognition.review_rules import Shares
from hoctap.recognition.rows import lock_dossier, lock_dossiers, lock_open_round, move_all
from hoctap.recognition.sampling import samples_of, shares_of

# A result may be corrected as long as the dossier has not gone on from the commune's desk.
CHECKED_STATES = {DossierState.NOMINATED, DossierState.RETURNED, DossierState.ACCEPTED}


@transaction.atomic
def set_review(season: RecognitionRound, shares: Shares, *, why: str, by: Actor) -> ReviewSetting:
    """How large the samples of this round are from now on; those drawn already stay as they are."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = lock_open_round(season)
    if reasons := review_rules.setting_reasons(shares, clean(why)):
        raise Refused(reasons)
    setting, _ = ReviewSetting.objects.update_or_create(
        round=season,
        defaults={
            "share": shares.share,
            "least": shares.least,
            "carried_from": shares.carried_from,
            "raised_share": shares.raised_share,
            "why": clean(why)[:300],
            "set_by": by.described,
        },
    )
    audit.record(by, "recognition.review.shares_set", season)
    return setting


@transaction.atomic
def draw_sample(season: RecognitionRound, hamlet: Place, *, seed: str = "", by: Actor) -> ReviewSample:
    """Draw from the dossiers that wait; again only after errors, or for those nominated since. Nobody chooses the seed on a screen."""
    by.must(Permission.DOSSIER_REVIEW, at=hamlet)
    season = lock_open_round(season)
    if hamlet.parent_id != season.place_id:
        raise Refused("Ấp này không thuộc xã của đợt.")
    stands = samples_of(season, [hamlet.pk])[hamlet.pk]
    if reasons := review_rules.draw_reasons(stands.facts):
        raise Refused(reasons)
    population, why = stands.waiting, ReviewSample.Why.FIRST
    if stands.facts.draws and stands.facts.last_wrong:
        population, why = stands.unseen, ReviewSample.Why.RAISED
    elif stands.facts.draws:
        population, why = stands.later, ReviewSample.Why.LATER
    shares = shares_of(season)
    carried_share = stands.carried_share(population)
    share = review_rules.share_of(shares, carried_share, after_errors=why == ReviewSample.Why.RAISED)
    size = review_rules.sample_size(shares, share, len(population))
    sample = ReviewSample.objects.create(
        round=season,
        hamlet=hamlet,
        number=stands.facts.draws + 1,
        why=why,
        seed=seed or secrets.token_hex(8),
        population=sorted(population),
        carried_share=carried_share,
        share=share,
        drawn_by=by.described,
    )
    SampledDossier.objects.bulk_create(
        [
            SampledDossier(sample=sample, dossier_id=key, position=position)
            for position, key in enumerate(review_rules.drawn(sample.seed, sample.population, size), start=1)
        ]
    )
    audit.record(by, "recognition.sample.drawn", season, count=size)
    return sample


@transaction.atomic
def record_check(
    checked: SampledDossier,
    *,
    result: str,
    found: str = "",
    visited_by: str,
    visited_on: dt.date | None,
    by: Actor,
) -> SampledDossier:
    """What the visit found; corrected the same way until the dossier has gone on."""
    checked = SampledDossier.objects.select_related("dossier__round", "dossier__hamlet", "sample").get(
        pk=checked.pk
    )
    by.must(Permission.DOSSIER_REVIEW, at=checked.dossier.hamlet)
    dossier = lock_dossier(checked.dossier)
    if dossier.state not in CHECKED_STATES:
        raise Refused(
            f"Hồ sơ đang ở bước “{dossier.get_state_display()}”, kết quả phúc tra không sửa được nữa."
        )
    reasons = review_rules.check_reasons(
        result=result,
        found=clean(found),
        visited_by=clean(visited_by),
        visited_on=visited_on,
        today=today(),
        drawn_on=timezone.localdate(checked.sample.drawn_at),
    )
    if result == SampledDossier.Result.WRONG and dossier.state == DossierState.ACCEPTED:
        reasons.append(Reason("Xã đã đồng ý hồ sơ này. Bỏ đồng ý trước rồi ghi phúc tra sai.", "result"))
    if reasons:
        raise Refused(reasons)
    checked.result = SampledDossier.Result(result)
    checked.found = clean(found)[:300] if result == SampledDossier.Result.WRONG else ""
    checked.visited_by = clean(visited_by)[:120]
    checked.visited_on = visited_on
    checked.recorded_by = by.described
    checked.recorded_at = timezone.now()
    checked.save()
    audit.record(by, f"recognition.check.{result}", dossier)
    return checked


@transaction.atomic
def return_list(season: RecognitionRound, hamlet: Place, *, why: str, by: Actor) -> int:
    """Give a hamlet its whole waiting list back: what a sample with errors may lead to. Those accepted already stay accepted."""
    by.must(Permission.DOSSIER_REVIEW, at=hamlet)
    season = lock_open_round(season)
    dossiers = list(
        lock_dossiers(season.dossiers.filter(hamlet=hamlet, state=DossierState.NOMINATED)).values()
    )
    reasons = []
    if not dossiers:
        reasons.append(Reason("Ấp không có hồ sơ nào chờ xã xét."))
    if not clean(why):
        reasons.append(Reason("Trả lại danh sách của ấp thì ghi lý do.", "why"))
    if reasons:
        raise Refused(reasons)
    for dossier in dossiers:
        dossier.return_reason = clean(why)[:300]
    move_all(dossiers, DossierState.RETURNED, by=by, why=clean(why))
    audit.record(by, "recognition.hamlet.returned", season, count=len(dossiers))
    messages.dossiers_returned(season, hamlet, count=len(dossiers))
    return len(dossiers)
