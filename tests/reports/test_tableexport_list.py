"""One's own files, at one price."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.criteria.models import Title
from hoctap.reports.tables import actions
from hoctap.reports.tables.lists import DossierList
from tests.world import World


def test_one_sees_ones_own_files(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    url = reverse("tableexport_list")
    assert "Chưa có tệp nào" in client.get(url).text

    def ask(part: str) -> None:
        wanted = DossierList(two_seasons.commune, 2024, Title.LEARNING_FAMILY, part)
        actions.ask_for_dossiers(wanted, by=two_seasons.actor(two_seasons.lan))

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "Danh sách" in client.get(url).text or "Hộ" in client.get(url).text
        return len(captured)

    ask("registered")
    before = cost()
    ask("numerator")
    ask("denominator")
    assert cost() == before
    client.force_login(two_seasons.minh)
    assert "Chưa có tệp nào" in client.get(url).text
