"""The travelling library in a year, and which schools it reached."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.mobile.actions import add_stop, record_mobile_trip
from tests.libraries.shelf_hands import library_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/mobile/?year=2026"
ON = dt.date(2026, 3, 5)


@pytest.mark.requirement("S3-54")
def test_pupils_loans_and_the_schools_reached(world: World, librarian: User, by: Actor):
    first = library_at(world.commune, "Thư viện Trường Tiểu học 1", "school")
    library_at(world.commune, "Thư viện Trường THCS", "school")
    trip = record_mobile_trip(world.commune, on=ON, vehicle="Ánh sáng tri thức", route="UBND – trường", by=by)
    add_stop(trip, library=first, pupils=120, read_here=200, lent=45, by=by)
    add_stop(trip, name="Chợ Tân Kiều", others=30, read_here=12, by=by)
    client = sign_in(librarian)
    page = shown(client.get(HERE))
    assert "1 / 2 thư viện trường học" in page
    assert "Chưa đến: Thư viện Trường THCS" in page
    for number in ("150", "120", "257"):
        assert f">{number}<" in page
    sheet = client.get(reverse("mobile_sheet"), {"year": "2026"})
    cells = [cell.text for row in Document(io.BytesIO(sheet.content)).tables[0].rows for cell in row.cells]
    for words in ("Lượt người", "Lượt tài nguyên", "150", "257", "Ghi chú (chưa kiểm chứng)"):
        assert words in cells
    assert "Ánh sáng" not in shown(sign_in(world.oanh).get(HERE))
    before = queries_of(client, HERE)
    other = record_mobile_trip(world.commune, on=dt.date(2026, 4, 5), vehicle="Xe B", by=by)
    add_stop(other, name="Điểm", pupils=1, by=by)
    assert queries_of(client, HERE) == before
