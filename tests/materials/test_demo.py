"""The materials of the demonstration go through the real steps."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.home import demo_materials
from hoctap.materials.models import Handout, Listing, MaterialVersion, TopicPack
from hoctap.papers.pdf import PdfToolMissing
from tests.centres.hands import centre_at, topic
from tests.world import World


def test_four_are_open_and_one_waits(world: World, client: Client, monkeypatch: pytest.MonkeyPatch):
    def missing(_document: bytes) -> bytes:
        raise PdfToolMissing

    monkeypatch.setattr(demo_materials, "docx_to_pdf", missing)
    topic()
    demo_materials.add(centre_at(world.commune))
    assert Listing.objects.filter(is_public=True).count() == 4
    assert MaterialVersion.objects.get(state="proposed").licence == "internal"
    assert Handout.objects.get().copies == 60
    assert TopicPack.objects.exclude(sha256="").count() == 1
    page = client.get(reverse("openmaterial_list"), {"q": "dat mat khau"}).text
    assert "Dùng điện thoại thông minh an toàn" in page
    assert client.get(reverse("openmaterial_list"), {"q": "sao dot ngo"}).status_code == 200
