"""What one who answered sees."""

from django.test import Client

from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands


def test_it_thanks_and_offers_the_form_to_the_next_of_the_house(campaign: Campaign, client: Client):
    token = hands.token_of(campaign)
    page = client.get(f"/s/{token}/thanks/").content.decode()
    assert "Đã nhận câu trả lời" in page
    assert f'href="/s/{token}/"' in page
    assert client.get("/s/khong-co/thanks/").status_code == 404
