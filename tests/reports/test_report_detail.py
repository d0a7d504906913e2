import datetime as dt
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from hoctap.papers.kinds import paper_kinds
from tests.reports.test_prepare_report import prepare
from tests.world import World


def test_frozen_figures_stand_beside_those_of_now(season: World, client: Client):
    report = prepare(season)
    client.force_login(season.minh)
    url = reverse("report_detail", args=[report.pk])
    unchanged = client.get(url).text
    assert "vẫn đúng như báo cáo" in unchanged
    assert ">nay " not in unchanged
    dossier = season.hamlet.dossiers.get(state="registered")
    dossier.state, dossier.decided_on, dossier.frozen_score = (
        "recognised",
        dt.date(2024, 12, 20),
        {"total": "90"},
    )
    dossier.hamlet_total = Decimal(90)
    dossier.save()
    changed = client.get(url).text
    assert "Báo cáo này giữ nguyên" in changed
    assert ">nay 4<" in changed
    assert reverse("report_new") not in changed


def test_versions_lead_to_each_other_and_the_paper_leads_back(season: World, client: Client):
    first, second = prepare(season), prepare(season)
    client.force_login(season.lan)
    body = client.get(reverse("report_detail", args=[second.pk])).text
    assert "Bản 2 (đang xem)" in body
    assert reverse("report_detail", args=[first.pk]) in body
    assert reverse("paper_detail", args=[second.paper_id]) in body
    about_url = paper_kinds["results_report"].about_url
    assert about_url is not None
    assert about_url(second.paper) == reverse("report_detail", args=[second.pk])


def test_an_outsider_gets_no_page_of_it(season: World, client: Client):
    report = prepare(season)
    client.force_login(season.oanh)
    answer = client.get(reverse("report_detail", args=[report.pk]))
    assert answer.status_code == 404
    assert "Tân Kiều" not in answer.text
