"""Answers are taken: from outside, at the door, off paper; one that was entered wrongly is taken back with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.surveys.answering import rules
from hoctap.surveys.answering.models import Channel, PaperBatch, Response
from hoctap.surveys.answering.queries import taking_reasons
from hoctap.surveys.answering.rules import Read, Sending
from hoctap.surveys.campaigns.models import Campaign, CampaignLink, CampaignPartner, CampaignState
from hoctap.surveys.design.models import FormVersion, VersionState

MOST_ROWS = 30
"""Sheets that are sent at once."""


@transaction.atomic
def take_answers(
    link: CampaignLink,
    version: FormVersion,
    sent: rules.Sent,
    *,
    hamlet: Place | None,
    sending: Sending,
    by: Actor,
) -> Response | None:
    """From outside, by whoever holds the address. None: a machine sent it, nothing was kept.

    Neither who nor from where is written down, so the trail has no row of it either: it would tie a moment to a session.
    """
    if by.held_link != link.pk:
        raise Forbidden("Chỉ trả lời được qua đường dẫn của đợt khảo sát.")
    campaign = _shared(link.campaign_id)
    reasons = taking_reasons(campaign, Channel.WEB)
    if link.stopped_at is not None:
        reasons = reasons or [Reason("Đường dẫn này đã thôi dùng.")]
    if reasons:
        raise Refused(reasons)
    if rules.is_trapped(sending):
        return None
    read = rules.read_answers(version.design.placed, sent)
    reasons = (
        _foreign(campaign, version, hamlet, link.partner) + rules.sending_blockers(sending) + read.reasons()
    )
    if reasons:
        raise Refused(reasons)
    return _keep(campaign, version, read, hamlet=hamlet, partner=link.partner, channel=Channel.WEB)


@transaction.atomic
def take_at_the_door(
    campaign: Campaign,
    version: FormVersion,
    sent: rules.Sent,
    *,
    hamlet: Place,
    partner: CampaignPartner | None = None,
    by: Actor,
) -> Response:
    by.must(Permission.NEED_ENTER, at=hamlet)
    campaign = _running(campaign, Channel.DOOR)
    read = rules.read_answers(version.design.placed, sent)
    if reasons := _foreign(campaign, version, hamlet, partner) + read.reasons():
        raise Refused(reasons)
    response = _keep(
        campaign,
        version,
        read,
        hamlet=hamlet,
        partner=partner,
        channel=Channel.DOOR,
        taken_by=by.described[:300],
    )
    audit.record(by, "surveys.response.taken", response)
    return response


@transaction.atomic
def begin_batch(
    campaign: Campaign, hamlet: Place, label: str, *, partner: CampaignPartner | None = None, by: Actor
) -> PaperBatch:
    by.must(Permission.NEED_ENTER, at=hamlet)
    campaign = _running(campaign, Channel.PAPER)
    label = clean(label)[:100]
    reasons = _foreign(campaign, campaign.version, hamlet, partner)
    if not label:
        reasons.append(Reason("Hãy ghi tên tập phiếu, ví dụ: Tập 1, Tổ 3.", field="label"))
    elif campaign.batches.filter(hamlet=hamlet, label=label).exists():
        reasons.append(Reason(f"{hamlet.title} đã có tập “{label}”. Hãy mở tập ấy nhập tiếp.", field="label"))
    if reasons:
        raise Refused(reasons)
    batch = PaperBatch.objects.create(
        campaign=campaign, hamlet=hamlet, partner=partner, label=label, recorded_by=by.described[:300]
    )
    audit.record(by, "surveys.batch.begun", batch)
    return batch


@transaction.atomic
def enter_sheets(
    batch: PaperBatch, version: FormVersion, rows: Sequence[Mapping[str, str]], *, by: Actor
) -> list[Response]:
    """All or none. `rows`: what was typed, by question; an empty row is no sheet. Reasons name the row (`row-0`)."""
    batch = PaperBatch.objects.select_related("campaign", "hamlet", "partner").get(pk=batch.pk)
    by.must(Permission.NEED_ENTER, at=batch)
    campaign = _running(batch.campaign, Channel.PAPER)
    reasons = _foreign(campaign, version, batch.hamlet, batch.partner)
    if len(rows) > MOST_ROWS:
        reasons.append(Reason(f"Mỗi lần nhập nhiều nhất {MOST_ROWS} phiếu."))
    design = version.design
    numbers = {item.name: number for number, item in enumerate(design.asked, start=1)}
    reads: list[Read] = []
    for number, cells in enumerate(rows, start=1):
        if not any(clean(text) for text in cells.values()):
            continue
        read = rules.read_row(design, cells)
        reasons += [
            Reason(
                f"Phiếu {number}, câu {numbers[name]}: {text[:1].lower()}{text[1:]}",
                field=f"row-{number - 1}-{name}",
            )
            for name, text in read.errors.items()
        ]
        reads.append(read)
    if not reads and not reasons:
        reasons.append(Reason("Chưa ghi phiếu nào."))
    if reasons:
        raise Refused(reasons)
    responses = [
        _response(
            campaign,
            version,
            read,
            hamlet=batch.hamlet,
            partner=batch.partner,
            channel=Channel.PAPER,
            batch=batch,
            taken_by=by.described[:300],
        )
        for read in reads
    ]
    Response.objects.bulk_create(responses)
    audit.record(by, "surveys.batch.entered", batch, count=len(responses))
    return responses


@transaction.atomic
def withdraw_response(response: Response, *, why: str, by: Actor) -> None:
    rows = Response.objects.select_for_update(of=("self",)).select_related("campaign__commune", "hamlet")
    row = rows.get(pk=response.pk)
    by.must(Permission.NEED_ENTER, at=row)
    reasons = []
    if row.removed_at is not None:
        reasons.append(Reason("Phiếu này đã bỏ."))
    if row.campaign.state == CampaignState.CLOSED:
        reasons.append(Reason("Đợt đã kết thúc, nhu cầu đã lập từ các phiếu, không bỏ được nữa."))
    if not clean(why):
        reasons.append(Reason("Hãy ghi lý do bỏ phiếu, ví dụ: nhập hai lần.", field="why"))
    if reasons:
        raise Refused(reasons)
    row.removed_at, row.removed_by, row.removed_why = timezone.now(), by.described[:300], clean(why)[:200]
    row.save(update_fields=["removed_at", "removed_by", "removed_why"])
    audit.record(by, "surveys.response.withdrawn", row, fields=["removed_why"])


def _shared(campaign_id: UUID) -> Campaign:
    """Locked as a foreign key would: answers do not wait for one another, and whoever closes the campaign waits for them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {Campaign._meta.db_table} WHERE id = %s FOR SHARE", [campaign_id])
    return Campaign.objects.select_related("commune").get(pk=campaign_id)


def _running(campaign: Campaign, channel: str) -> Campaign:
    row = _shared(campaign.pk)
    if reasons := taking_reasons(row, channel):
        raise Refused(reasons)
    return row


def _foreign(
    campaign: Campaign, version: FormVersion | None, hamlet: Place | None, partner: CampaignPartner | None
) -> list[Reason]:
    """What does not belong to the campaign."""
    reasons = []
    if version is None or version.form_id != campaign.form_id or version.state != VersionState.PUBLISHED:
        reasons.append(Reason("Mẫu phiếu này không phải của đợt. Hãy mở lại trang."))
    if hamlet is not None and hamlet.parent_id != campaign.commune_id:
        reasons.append(Reason("Ấp, khóm này không thuộc xã của đợt khảo sát.", field="hamlet"))
    if partner is not None and partner.campaign_id != campaign.pk:
        reasons.append(Reason("Đơn vị này không phối hợp trong đợt.", field="partner"))
    return reasons


def _response(campaign: Campaign, version: FormVersion, read: Read, **values: Any) -> Response:
    terms = rules.terms_of(read.answers)
    return Response(
        campaign=campaign,
        version=version,
        answers=read.answers,
        topics=list(terms.topics),
        age=terms.age,
        sex=terms.sex,
        occupation=terms.occupation,
        memberships=list(terms.memberships),
        **values,
    )


def _keep(campaign: Campaign, version: FormVersion, read: Read, **values: Any) -> Response:
    response = _response(campaign, version, read, **values)
    response.save()
    return response
