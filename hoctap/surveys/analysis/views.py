"""What a campaign's answers and meetings add up to, on a page and as a workbook."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core import files
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.sheets import table_workbook
from hoctap.surveys.analysis import queries
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.campaigns.views import find_campaign


@require_GET
@requires(Permission.CENTRE_READ)
def campaign_analysis(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    analysis = _analysis(request, campaign)
    values = {
        "analysis": analysis,
        "campaign": campaign,
        "ways": [(key, words) for key, (words, _, _) in queries.BY.items()],
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/campaign_analysis.html", values)


@require_GET
@requires(Permission.CENTRE_READ)
def campaign_analysis_sheet(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    table = _analysis(request, campaign).table
    shown = [
        [row.label, _shown(row.total.people), *(_shown(cell.people) for cell in row.cells)]
        for row in table.rows
    ]
    sizes = ["Số người trả lời", None, *(_shown(cell.people) for cell in table.sizes)]
    content = table_workbook(
        f"Theo {table.words}",
        ["Chuyên đề", "Tất cả", *table.heads],
        [sizes, *shown],
        [40, 10, *(14 for _ in table.heads)],
        wrapped=(1,),
    )
    return download(content, files.XLSX, f"{campaign.title} {campaign.year}, theo {table.words}.xlsx")


def _analysis(request: Request, campaign: Campaign) -> queries.Analysis:
    by = request.GET.get("by", "age")
    may_see_few = request.actor.may(Permission.NEED_ENTER, at=campaign)
    return queries.analysis_of(campaign, by if by in queries.BY else "age", may_see_few=may_see_few)


def _shown(people: int | None) -> int | str:
    return "ẩn" if people is None else people
