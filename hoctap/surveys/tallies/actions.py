"""The count of a meeting is written down, or taken back with a reason."""

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.counting import residents
from hoctap.places.models import Place
from hoctap.surveys.answering.queries import taking_reasons
from hoctap.surveys.campaigns.models import Campaign, CampaignPartner, CampaignState
from hoctap.surveys.tallies import rules
from hoctap.surveys.tallies.models import Tally, TallyLine
from hoctap.surveys.tallies.rules import TallyDetails


@transaction.atomic
def record_tally(
    campaign: Campaign,
    hamlet: Place,
    details: TallyDetails,
    *,
    partner: CampaignPartner | None = None,
    by: Actor,
) -> Tally:
    by.must(Permission.NEED_ENTER, at=hamlet)
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("commune").get(pk=campaign.pk)
    reasons = taking_reasons(campaign, "tally")
    if hamlet.parent_id != campaign.commune_id:
        reasons.append(Reason("Ấp, khóm này không thuộc xã của đợt khảo sát.", field="hamlet"))
    if partner is not None and partner.campaign_id != campaign.pk:
        reasons.append(Reason("Đơn vị này không phối hợp trong đợt.", field="partner"))
    if not reasons:
        reasons = rules.tally_blockers(
            details,
            opens_on=campaign.opens_on,
            today=today(),
            residents=residents(hamlet, campaign.year).count() or None,
        )
        standing = campaign.tallies.filter(
            hamlet=hamlet, held_on=details.held_on, partner=partner, removed_at__isnull=True
        )
        if standing.exists():
            reasons.append(
                Reason(
                    "Cuộc họp này đã ghi rồi. Ghi sai thì bỏ lần ghi trước, có lý do, rồi ghi lại.",
                    field="held_on",
                )
            )
        topics = {str(one.pk): one for one in Topic.objects.offered_at(campaign.commune)}
        if any(line.topic and line.topic not in topics for line in details.lines):
            reasons.append(Reason("Có chuyên đề không còn trong danh mục. Hãy tải lại trang rồi ghi lại."))
    if reasons:
        raise Refused(reasons)
    tally = Tally.objects.create(
        campaign=campaign,
        hamlet=hamlet,
        partner=partner,
        held_on=details.held_on,
        present=details.present,
        households=details.households,
        note=clean(details.note)[:200],
        recorded_by=by.described[:300],
    )
    TallyLine.objects.bulk_create(
        TallyLine(
            tally=tally,
            topic=topics[line.topic] if line.topic else None,
            text="" if line.topic else clean(line.text)[:200],
            hands=line.hands,
        )
        for line in details.lines
    )
    audit.record(by, "surveys.tally.recorded", tally, count=len(details.lines))
    return tally


@transaction.atomic
def withdraw_tally(tally: Tally, *, why: str, by: Actor) -> None:
    row = Tally.objects.select_for_update(of=("self",)).select_related("campaign", "hamlet").get(pk=tally.pk)
    by.must(Permission.NEED_ENTER, at=row)
    reasons = []
    if row.removed_at is not None:
        reasons.append(Reason("Lần ghi này đã bỏ."))
    if row.campaign.state == CampaignState.CLOSED:
        reasons.append(Reason("Đợt đã kết thúc, nhu cầu đã lập từ cuộc họp này, không bỏ được nữa."))
    if not clean(why):
        reasons.append(Reason("Hãy ghi lý do bỏ.", field="why"))
    if reasons:
        raise Refused(reasons)
    row.removed_at, row.removed_by, row.removed_why = timezone.now(), by.described[:300], clean(why)[:200]
    row.save(update_fields=["removed_at", "removed_by", "removed_why"])
    audit.record(by, "surveys.tally.withdrawn", row, fields=["removed_why"])
