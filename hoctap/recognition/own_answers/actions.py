"""Own links are given on paper, taken back, opened, and answered by. Who answers is the holder of the link, whoever that is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.tokens import kept_form, new_token
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.own_answers import rules
from hoctap.recognition.own_answers.models import PURPOSE, OwnLink
from hoctap.recognition.own_answers.queries import (
    answering_reasons,
    expires_at,
    hamlet_has_scored,
    may_have_links,
    season_facts,
)
from hoctap.recognition.points import parse_points, total_column, write_points
from hoctap.recognition.rows import lock_dossier, lock_open_round, record_moves, save_all
from hoctap.recognition.standing import state_while_open, way_of

MOST_SHEETS = 100
"""At one printing: a Tổ has 20 to 50 households."""


@dataclass(frozen=True)
class GivenOwnLink:
    """The token exists only here, to be printed; the database keeps what it is known again by."""

    link: OwnLink
    token: str


@transaction.atomic
def give_own_links(
    season: RecognitionRound, hamlet: Place, *, group: str = "", renew: bool = False, by: Actor
) -> list[GivenOwnLink]:
    """A link for each household (citizen) of the hamlet or Tổ that has none; with `renew` for all, and older sheets open no more.

    At most `MOST_SHEETS` at once: asked again, it gives the next ones.
    """
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = lock_open_round(season)
    _refuse_where_none_is_given(season)
    wanted = [
        dossier
        for dossier in may_have_links(season, hamlet, group).order_by("sort_key", "pk")
        if (renew or not dossier.has_link) and not hamlet_has_scored(dossier)  # type: ignore[attr-defined]
    ][:MOST_SHEETS]
    if not wanted:
        raise Refused(
            "Không còn tờ nào để in: các hộ, công dân ở đây đã có mã, hoặc Tổ, ấp đã chấm. Muốn in lại thì chọn in lại tất cả."
        )
    given = _give(wanted, by=by)
    audit.record(by, "recognition.own_links.given", season, count=len(given))
    return given


@transaction.atomic
def give_own_link(dossier: Dossier, *, by: Actor) -> GivenOwnLink:
    """A new link of one household (citizen); the one before it opens no more."""
    by.must(Permission.DOSSIER_ENTER, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    _refuse_where_none_is_given(dossier.round)
    if hamlet_has_scored(dossier):
        raise Refused("Tổ, ấp đã chấm hồ sơ này, không tự chấm nữa.")
    (given,) = _give([dossier], by=by)
    audit.record(by, "recognition.own_link.given", dossier)
    return given


@transaction.atomic
def revoke_own_link(link: OwnLink, *, by: Actor) -> None:
    """From now on it opens nothing. Again is no fault."""
    link = OwnLink.objects.select_for_update(of=("self",)).select_related("dossier__hamlet").get(pk=link.pk)
    by.must(Permission.DOSSIER_ENTER, at=link.dossier.hamlet)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(by, "recognition.own_link.revoked", link.dossier, fields=["revoked_at"])


@transaction.atomic
def note_own_opening(link: OwnLink, *, by: Actor) -> None:
    _must_hold(link, by)
    OwnLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=timezone.now())
    audit.record(by, "recognition.own_link.opened", link.dossier)


@transaction.atomic
def send_own_answers(link: OwnLink, points: Mapping[str, str], *, by: Actor) -> Dossier:
    """The whole first column of the dossier, from its own link. May be sent again until the hamlet has scored.

    It registers nobody: the wish to take part is the signed tờ đăng ký.
    """
    _must_hold(link, by)
    dossier = lock_dossier(link.dossier)
    link = OwnLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is not None:
        raise Refused([rules.NO_SUCH_LINK])
    if reasons := answering_reasons(link, dossier):
        raise Refused(reasons)
    edition = dossier.round.edition.frozen()
    wanted, reasons = parse_points(edition, points)
    for number, criterion in enumerate(edition.criteria, start=1):
        if wanted.get(criterion.code) is None and not _told_of(criterion.code, reasons):
            reasons.append(Reason(f"Câu {number} chưa trả lời.", f"points-{criterion.code}"))
    if reasons:
        raise Refused(reasons)
    before = dossier.state
    changed = write_points(dossier, "self", wanted, by=by)
    if changed:
        total_column(dossier, edition, "self")
        dossier.way = way_of(dossier)
        dossier.state = state_while_open(dossier)
        dossier.version += 1
        save_all([dossier])
        if dossier.state != before:
            record_moves([(dossier, before)], by=by)
    link.sent_at = timezone.now()
    link.sent_times += 1
    link.save(update_fields=["sent_at", "sent_times"])
    audit.record(by, "recognition.dossier.answered_by_link", dossier, fields=changed)
    return dossier


def _told_of(code: str, reasons: list[Reason]) -> bool:
    return any(reason.field == f"points-{code}" for reason in reasons)


def _must_hold(link: OwnLink, by: Actor) -> None:
    if by.held_link != link.pk:
        raise Forbidden("Chỉ người có đường dẫn riêng của hộ mới dùng được đường dẫn đó.")


def _refuse_where_none_is_given(season: RecognitionRound) -> None:
    if reasons := rules.giving_blockers(season_facts(season)):
        raise Refused(reasons)


def _give(dossiers: list[Dossier], *, by: Actor) -> list[GivenOwnLink]:
    now = timezone.now()
    OwnLink.objects.filter(dossier__in=dossiers, revoked_at__isnull=True).update(revoked_at=now)
    given = []
    for dossier in dossiers:
        token = new_token()
        link = OwnLink(
            dossier=dossier,
            token_hash=kept_form(token, PURPOSE),
            made_by=by.described,
            expires_at=expires_at(dossier.round),
        )
        given.append(GivenOwnLink(link, token))
    OwnLink.objects.bulk_create([one.link for one in given], batch_size=500)
    return given
