"""The register of an authority as a paper to be signed in, for whoever judges there."""

import datetime as dt

from django.urls import reverse

from hoctap.assessments import actions, following_contents, queries
from tests.assessments import hands
from tests.recognition.hands import sign_in
from tests.world import World


def test_the_book_is_printed_by_its_issuer_alone(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    for why in ("", "in sai tên"):
        row = actions.give_certificate(
            one,
            dated_on=dt.date(2025, 3, 25),
            signer_title="TRƯỞNG PHÒNG",
            signer_name="Đặng Văn Thành",
            why=why,
            by=bench.by(bench.officer),
        )
    here = reverse("filecertificate_book")
    asked = {"issuer": str(row.issuer_id), "year": 2025}
    made = sign_in(bench.officer).get(here, asked)
    assert made.status_code == 200
    assert made.getvalue().startswith(b"%PDF")
    assert sign_in(bench.officer).get(here, {**asked, "year": 2020}).status_code == 404
    assert sign_in(bench.officer).get(here, {"issuer": "x"}).status_code == 404
    assert sign_in(world.lan).get(here, asked).status_code in (403, 404)
    rows = list(queries.certificate_book(bench.by(bench.officer), 2025, row.issuer_id).rows)
    book = following_contents.book(rows, on=dt.date(2025, 4, 1))
    assert [line["is_valid"] for line in book["lines"]] == [False, True]
    assert "Hết hiệu lực 25/03/2025: in sai tên." in book["lines"][0]["note"]
    assert "thay số 0001/2025-HS" in book["lines"][1]["note"]
    assert "1 giấy không còn hiệu lực" in book["closing"]
