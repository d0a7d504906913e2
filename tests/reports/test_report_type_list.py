from django.test import Client
from django.urls import reverse

from tests.world import World

URL = reverse("report_type_list")


def test_the_shipped_types_are_there(reporting: World, client: Client):
    client.force_login(reporting.lan)
    page = client.get(URL).text
    for name in (
        "Kết quả mô hình học tập (UBND xã)",
        "Báo cáo 6 tháng của Hội Khuyến học xã",
        "Tổng kết thực hiện kế hoạch",
    ):
        assert name in page


def test_who_reads_no_results_is_turned_away(client: Client, reporting: World):
    assert client.get(URL)["Location"].startswith("/login/")
