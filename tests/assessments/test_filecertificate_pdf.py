"""The sheet itself, for whoever may read the file."""

import datetime as dt

from django.urls import reverse

from hoctap.assessments import actions, following_contents
from hoctap.assessments.models import FileCertificate
from hoctap.recognition.certificates import tokens
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


def test_the_code_is_the_same_whenever_it_is_printed(world: World):
    bench = hands.district_of_2024(world)
    one, officer = hands.recognised(bench), sign_in(bench.officer)
    typed = {"dated_on": "2025-03-25", "signer_title": "TRƯỞNG PHÒNG", "signer_name": "Đặng Văn Thành"}
    officer.post(reverse("filecertificate_new", args=[one.pk]), {**typed, "with_qr": "on"})
    made = FileCertificate.objects.get()
    token = tokens.token_of(made.pk)
    assert (made.check_base, made.token_hash) == ("http://testserver", tokens.kept_hash(token))
    codes = {following_contents.sheet(made)["certificates"][0]["code"] for _ in range(2)}
    assert len(codes) == 1
    assert codes.pop().startswith("<svg ")
    assert not made.content["certificates"][0]["code"], "the database holds no code"
    plain = FileCertificate(content=made.content)
    assert following_contents.sheet(plain)["certificates"][0]["code"] == ""
