"""The sheet itself, for whoever may read the file."""

import datetime as dt

from django.urls import reverse

from hoctap.assessments import actions
from tests.assessments import hands
from tests.recognition.hands import sign_in
from tests.world import World


def test_the_sheet_is_made_for_whoever_reads_the_file(world: World):
    bench = hands.district_of_2024(world)
    first = actions.give_certificate(
        hands.recognised(bench),
        dated_on=dt.date(2025, 3, 25),
        signer_title="TRƯỞNG PHÒNG",
        signer_name="Đặng Văn Thành",
        by=bench.by(bench.officer),
    )
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    made = officer.get(reverse("filecertificate_pdf", args=[first.pk]))
    assert made.status_code == 200
    assert made.getvalue().startswith(b"%PDF")
    assert lan.get(reverse("filecertificate_pdf", args=[first.pk])).status_code == 200
    assert sign_in(world.oanh).get(reverse("filecertificate_pdf", args=[first.pk])).status_code == 404
