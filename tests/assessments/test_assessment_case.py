"""The folder to upload: papers and files of evidence under the codes of the list."""

import datetime as dt
import io
import zipfile

from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core import files
from hoctap.papers.casefiles import rules as case_rules
from hoctap.papers.casefiles.models import CaseFile
from hoctap.papers.casefiles.tasks import build_case
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_the_folder_holds_the_papers_and_the_files_of_evidence_in_the_order_of_the_list(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    hands.filled(bench, one)
    actions.attach_evidence(
        one, "X1.2", kind="file", text="Kế hoạch số 15/KH-UBND", content=hands.PDF, by=bench.lan
    )
    hands.met(bench, one)
    actions.close_self_assessment(one, by=bench.lan)
    actions.make_papers(one, by=bench.lan)
    one.refresh_from_db()
    assert one.letter is not None
    hands.signed(one.letter, number=4, on=dt.date(2025, 2, 10), by=bench.lan, copy=hands.PDF)
    lan = sign_in(world.lan)
    here = reverse("assessment_case", args=[one.pk])
    page = shown(lan.get(here))
    name = "minh-chung/X1.2-02-KE-HOACH-SO-15-KH-UBND.pdf"
    assert name in page
    assert "Biên bản họp tự đánh giá" in page  # missing: not signed
    assert queries_of(lan, here) <= 40
    assert lan.post(here).status_code == 302
    case = CaseFile.objects.get()
    build_case(str(case.pk))
    case.refresh_from_db()
    assert case.state == "done", case.failed
    with zipfile.ZipFile(io.BytesIO(files.read(case.zip_sha256))) as packed:
        names = packed.namelist()
        assert names[0] == "00-MUC-LUC.pdf"
        assert names[-1] == name
        # The list of evidence goes along as it is printed; the report waits for its signature.
        assert [one.split("-", 1)[1] for one in names[1:-1]] == [
            "BAN-TONG-HOP-KET-QUA-TU-DANH-GIA-TAN-KIEU.pdf",
            "04-TTR-UBND.pdf",
            "BANG-KE-MINH-CHUNG-TAN-KIEU.pdf",
        ]
        assert packed.read(name) == hands.PDF
    assert sign_in(world.oanh).get(here).status_code in (403, 404)


def test_a_folder_that_is_too_heavy_names_its_largest_file():
    big = case_rules.MOST_ATTACHED
    reasons = case_rules.asking_reasons(papers=1, attached=[("a.pdf", big), ("b.pdf", 1)])
    assert "Tệp lớn nhất là a.pdf (300,0 MB)" in reasons[0].text
    assert not case_rules.asking_reasons(papers=1, attached=[("a.pdf", big)])
    assert case_rules.attachment_name("m", "Đ1/2", 3, "Ảnh lớp học: 12/2024", ".jpg") == (
        "m/Đ1-2-03-ANH-LOP-HOC-12-2024.jpg"
    )
