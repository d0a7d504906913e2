"""Outlines of communes from an office's own file: all of it or none, each mistake with the feature's name, drawn on the board."""

import datetime as dt
import json
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.models import PlaceOutline
from hoctap.places.outlines.actions import drop_outlines, load_outlines
from hoctap.places.outlines.reading import read, simplified
from tests.world import World

DAY = dt.date(2024, 6, 30)


def ring(lon: float = 105.87, lat: float = 10.57, size: float = 0.03, points: int = 400) -> list[list[float]]:
    around = [
        [lon + size * cos(2 * pi * one / points), lat + size * sin(2 * pi * one / points)]
        for one in range(points)
    ]
    return [*around, around[0]]


def feature(code: str, name: str = "", geometry: dict[str, Any] | None = None) -> dict[str, Any]:
    geometry = geometry or {"type": "Polygon", "coordinates": [ring()]}
    return {"type": "Feature", "properties": {"ma_xa": code, "ten_xa": name}, "geometry": geometry}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False).encode()


def refused(world: World, data: bytes, source: str = "Sở Nội vụ, 2024") -> list[str]:
    with pytest.raises(Refused) as refusal:
        load_outlines(world.commune, data, source=source, on=DAY, by=world.actor(world.lan))
    assert not PlaceOutline.objects.exists()
    return [reason.text for reason in refusal.value.reasons]


def test_an_outline_is_simplified_kept_with_its_source_and_replaced_by_the_next(world: World):
    by = world.actor(world.lan)
    done = load_outlines(
        world.commune, collection(feature("30055", "Xã Tân Kiều")), source=" Sở Nội vụ ", on=DAY, by=by
    )
    row = PlaceOutline.objects.get()
    assert (row.place, row.source, done.communes) == (world.commune, "Sở Nội vụ", 1)
    assert 8 < done.points < 60
    load_outlines(world.commune, collection(feature("30055")), source="Bản mới", on=DAY, by=by)
    assert PlaceOutline.objects.get().source == "Bản mới"
    assert Event.objects.filter(what="places.outlines.loaded").count() == 2


def test_each_wrong_feature_is_named_and_nothing_of_the_file_is_kept(world: World):
    metres = {
        "type": "Polygon",
        "coordinates": [[[585000, 1168000], [585100, 1168000], [585100, 1168100], [585000, 1168000]]],
    }
    turned = {"type": "Polygon", "coordinates": [[[lat, lon] for lon, lat in ring(points=8)]]}
    found = refused(
        world,
        collection(
            feature("30055", "Tân Kiều"),
            feature("99999", "Xã Lạ"),
            feature("", "Không Mã"),
            feature("30055", "Tân Kiều"),
            feature("30055", "Phương Thịnh"),
            feature("30055", "Tân Kiều", metres),
            feature("30055", "Tân Kiều", turned),
            feature("30055", "Tân Kiều", {"type": "Point", "coordinates": [105, 10]}),
            feature("30055", "Tân Kiều", {"type": "Polygon", "coordinates": [[[105, 10], [105, 11]]]}),
            feature("30055", "Tân Kiều", {"type": "Polygon", "coordinates": [[None, 3, "x", {}]]}),
            "không phải hình",
        ),
    )
    assert found[0] == "Hình 2 (Xã Lạ): không có xã nào của xã Tân Kiều mang mã 99999 vào ngày 30/06/2024."
    assert found[1].startswith("Hình 3 (Không Mã): không có mã xã")
    assert found[2] == "Hình 4 (Tân Kiều): mã 30055 có hai hình."
    assert "mã 30055 vào ngày 30/06/2024 là xã Tân Kiều; tệp có thể của thời kỳ khác" in found[3]
    assert "không phải mét theo VN-2000" in found[4]
    assert "kinh độ trước, vĩ độ sau" in found[5]
    assert "không phải hình vùng" in found[6]
    assert "ít hơn bốn điểm" in found[7]
    assert "hình hỏng" in found[8]
    assert "Hình 11" in found[9]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe khong phai chu", "UTF-8"),
        (b"PK\x03\x04 zip", "không phải GeoJSON đọc được"),
        (b'{"type": "Feature"}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "không có hình nào"),
        (b"[" * 200_000, "không phải GeoJSON đọc được"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(world: World, data: bytes, told: str):
    assert told in refused(world, data)[0]


def test_no_source_no_outline_and_too_large_is_too_large(world: World):
    assert "nguồn" in refused(world, collection(feature("30055")), source="  ")[0]
    assert "15 MB" in refused(world, b" " * (15 * 1024 * 1024 + 1))[0]


def test_a_code_means_the_place_of_its_day(world: World):
    world.commune.valid_to = dt.date(2024, 7, 1)
    world.commune.save()
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="mang mã 30055 vào ngày 01/07/2024"):
        load_outlines(world.commune, collection(feature("30055")), source="Sở", on=dt.date(2024, 7, 1), by=by)
    assert (
        load_outlines(world.commune, collection(feature("30055")), source="Sở", on=DAY, by=by).communes == 1
    )


def test_the_next_commune_may_not_and_its_outline_does_not_lie_in_ones_own_file(world: World):
    with pytest.raises(Forbidden):
        load_outlines(
            world.commune, collection(feature("30055")), source="Sở", on=DAY, by=world.actor(world.oanh)
        )
    assert "mang mã 30043" in refused(world, collection(feature("30043", "Hưng Thạnh")))[0]


def test_what_was_loaded_can_be_taken_away(world: World, client: Client):
    by = world.actor(world.lan)
    load_outlines(world.commune, collection(feature("30055")), source="Sở", on=DAY, by=by)
    with pytest.raises(Forbidden):
        drop_outlines(world.commune, by=world.actor(world.oanh))
    client.force_login(world.oanh)
    assert client.post(reverse("outline_drop", args=[world.commune.pk])).status_code == 404
    client.force_login(world.lan)
    client.post(reverse("outline_drop", args=[world.commune.pk]))
    assert not PlaceOutline.objects.exists()
    with pytest.raises(Refused, match="chưa có ranh giới"):
        drop_outlines(world.commune, by=by)


def test_the_page_takes_a_file_and_shows_what_is_wrong_with_it(world: World, client: Client):
    client.force_login(world.lan)

    def send(data: bytes) -> Any:
        file = SimpleUploadedFile("xa.geojson", data, "application/geo+json")
        values = {"place": str(world.commune.pk), "on": "30/06/2024", "source": "Sở Nội vụ", "file": file}
        return client.post(reverse("outline_list"), values)

    wrong = send(collection(feature("99999", "Xã Lạ")))
    assert wrong.status_code == 422
    assert "Hình 1 (Xã Lạ)" in wrong.text
    assert send(collection(feature("30055", "Tân Kiều"))).status_code == 302
    body = client.get(reverse("outline_list")).text
    assert "Xã Tân Kiều: 1 xã đã có ranh giới" in body
    client.force_login(world.oanh)
    assert "Xã Tân Kiều" not in client.get(reverse("outline_list")).text


def test_the_command_loads_a_file_and_says_what_is_wrong(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "xa.geojson"
    file.write_bytes(collection(feature("30055", "Tân Kiều"), feature("30043", "Hưng Thạnh")))
    words = ["places", "outlines", str(file), "--place", "872", "--source", "Sở Nội vụ", "--year", "2024"]
    call_command(*words)
    assert "Đã nạp ranh giới của 2 xã" in capsys.readouterr().out
    file.write_bytes(collection(feature("30099", "Xã Lạ")))
    with pytest.raises(CommandError, match="Hình 1 \\(Xã Lạ\\)"):
        call_command(*words)
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("places", "outlines", str(tmp_path / "khong-co"), *words[3:])


def test_simplifying_keeps_what_lies_further_out_than_the_tolerance_and_closes_the_ring():
    line = [(0.0, 0.0), (1.0, 0.0004), (2.0, 0.0), (2.0, 2.0), (1.0, 2.5), (0.0, 2.0), (0.0, 0.0)]
    assert simplified(line) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 2.5), (0.0, 2.0), (0.0, 0.0)]
    every = [(lon, lat) for lon, lat in ring(points=4000)]
    few = simplified(every)
    assert few[0] == few[-1]
    assert 10 < len(few) < 60


def test_small_islands_go_unless_the_place_is_nothing_else():
    small, main = ring(size=0.0002, points=12), ring(points=60)
    both = {"type": "MultiPolygon", "coordinates": [[main], [small]]}
    (row,) = json.loads(read(collection(feature("30055", geometry=both))))
    assert len(row["rings"]) == 1
    (row,) = json.loads(
        read(collection(feature("30055", geometry={"type": "Polygon", "coordinates": [small]})))
    )
    assert len(row["rings"]) == 1
