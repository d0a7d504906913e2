"""A PDF signed elsewhere: real signatures of an authority of the tests, whole, torn, changed and of unknown origin."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from hoctap.core import files
from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper, PdfSignature
from hoctap.papers.pades.checking import checked, has_signature, trusted_certificates
from hoctap.papers.sheets.reading import read_file
from tests.papers.signing_hands import identity, plain_pdf, signed_pdf
from tests.papers.test_draft_edit import drafted
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

ROOT = identity("Cơ quan cấp chứng thư thử", "Cơ quan thử", is_authority=True)
HEAD = identity("Nguyễn Thị Mai", "Hội Khuyến học xã Tân Kiều", issuer=ROOT)
CLERK = identity("Văn thư xã", "UBND xã Tân Kiều", issuer=ROOT)
STRANGER = identity("Người tự cấp")
LAPSED = identity("Trần Hết Hạn", issuer=ROOT, days=(-60, -1))
STAMPER = identity("Dấu thời gian thử", issuer=ROOT, stamps_time=True)
PDF = plain_pdf()


@pytest.fixture
def trusted(settings: Any, tmp_path: Path) -> Path:
    """The installation keeps the authority of the tests."""
    folder = tmp_path / "authorities"
    folder.mkdir()
    (folder / "root.pem").write_bytes(ROOT.pem)
    (folder / "readme.txt").write_text("not a certificate")
    settings.SIGNING_AUTHORITIES = folder
    return folder


def test_a_whole_signature_of_a_known_authority(trusted: Path):
    (one,) = checked(signed_pdf(PDF, HEAD, chain=(ROOT,)))
    assert (one.signer, one.organisation) == ("Nguyễn Thị Mai", "Hội Khuyến học xã Tân Kiều")
    assert (one.is_intact, one.covers_all, one.is_changed, one.trust) == (True, True, False, "known")
    assert one.issuer == "Cơ quan cấp chứng thư thử"
    assert one.signed_at is not None
    assert abs(one.signed_at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
    assert not one.is_time_proven


def test_a_time_stamp_of_a_known_authority_proves_the_time(trusted: Path):
    (one,) = checked(signed_pdf(PDF, HEAD, chain=(ROOT,), stamper=STAMPER))
    assert (one.trust, one.is_time_proven) == ("known", True)


def test_two_signatures_one_after_the_other(trusted: Path):
    once = signed_pdf(PDF, HEAD, chain=(ROOT,))
    first, second = checked(signed_pdf(once, CLERK, chain=(ROOT,), field="Signature2"))
    assert (first.signer, first.covers_all, first.is_changed) == ("Nguyễn Thị Mai", False, False)
    assert (second.signer, second.covers_all, second.is_changed) == ("Văn thư xã", True, False)


@pytest.mark.parametrize(
    ("who", "chain", "trust"),
    [(HEAD, (), "known"), (STRANGER, (), "self"), (LAPSED, (ROOT,), "expired")],
    ids=["chain not embedded", "self-made", "expired"],
)
def test_whom_the_installation_trusts_is_said(trusted: Path, who: Any, chain: Any, trust: str):
    (one,) = checked(signed_pdf(PDF, who, chain=chain))
    assert (one.is_intact, one.trust) == (True, trust)


def test_another_authority_is_unknown(trusted: Path):
    other = identity("Cơ quan khác", is_authority=True)
    (one,) = checked(signed_pdf(PDF, identity("Lê Lạ", issuer=other), chain=(other,)))
    assert one.trust == "unknown"


def test_without_any_authority_it_is_said_that_none_is_known(settings: Any, tmp_path: Path):
    settings.SIGNING_AUTHORITIES = tmp_path / "none"
    assert trusted_certificates() == []
    (one,) = checked(signed_pdf(PDF, HEAD, chain=(ROOT,)))
    assert one.trust == "no_roots"


def test_a_byte_changed_after_signing_is_refused(trusted: Path):
    signed = signed_pdf(plain_pdf(2), HEAD, chain=(ROOT,))
    place = signed.index(b"842")
    with pytest.raises(Refused, match="không còn đúng: nội dung tệp khác với lúc ký"):
        checked(signed[:place] + b"841" + signed[place + 3 :])


def _turned(signed: bytes) -> bytes:
    """As an editor does that keeps the old bytes: the signature itself still holds."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    reference = writer.root["/Pages"]["/Kids"].raw_get(0)
    reference.get_object()["/Rotate"] = NumberObject(90)
    writer.mark_update(reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_changed_after_signing_is_refused(trusted: Path):
    with pytest.raises(Refused, match="Tệp đã bị sửa sau chữ ký số của Nguyễn Thị Mai"):
        checked(_turned(signed_pdf(PDF, HEAD, chain=(ROOT,))))


def test_bytes_put_behind_a_signature_are_refused(trusted: Path):
    signed = signed_pdf(PDF, HEAD, chain=(ROOT,))
    with pytest.raises(Refused):
        checked(signed + b"\n% more\n" + signed[-400:])


def test_a_torn_signature_is_refused_in_words(trusted: Path):
    signed = signed_pdf(PDF, HEAD, chain=(ROOT,))
    found = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", signed)
    assert found is not None
    torn = signed[: found.start(1)] + b"00" * 200 + signed[found.start(1) + 400 :]
    with pytest.raises(Refused, match=r"Không đọc được chữ ký số|không kiểm được|không còn đúng"):
        checked(torn)


def test_a_pdf_that_only_looks_signed_and_one_that_is_locked(trusted: Path):
    assert checked(PDF) == []
    assert not has_signature(b"/ByteRange no pdf")
    with pytest.raises(Refused, match="Không đọc được chữ ký số"):
        checked(b"%PDF-1.7 /ByteRange nonsense")
    writer = copy_into_new_writer(IncrementalPdfFileWriter(io.BytesIO(PDF)).prev)
    assert isinstance(writer, PdfFileWriter)
    writer.encrypt("secret", "secret")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Refused, match="có mật khẩu"):
        checked(out.getvalue() + b"% /ByteRange")


# ── on the road of a paper ────────────────────────────────────────────────────────────────────────


def _printed(season: Season) -> Paper:
    paper = drafted(season)
    papers.mark_printed(paper, by=season.by(season.officer))
    return paper


def _sign(season: Season, paper: Paper, pdf: bytes) -> Any:
    form = {
        "number": "7",
        "dated_on": "2024-11-20",
        "signer": "Nguyễn Thị Mai",
        "file": SimpleUploadedFile("ky-so.pdf", pdf, content_type="application/pdf"),
    }
    return sign_in(season.officer).post(reverse("paper_sign", args=[paper.pk]), form, follow=True)


def test_the_signed_copy_shows_its_signatures_in_plain_words(met: Season, trusted: Path):
    paper = _printed(met)
    pdf = signed_pdf(PDF, HEAD, chain=(ROOT,))
    body = shown(_sign(met, paper, pdf))
    assert "Chữ ký số trên bản đã ký" in body
    assert "Nguyễn Thị Mai, Hội Khuyến học xã Tân Kiều" in body
    assert "Chữ ký đúng, nội dung không bị sửa. Bao trùm cả tệp." in body
    assert "mà hệ thống này tin cậy" in body
    assert "không hỏi ra ngoài" in body
    assert "(giờ do máy của người ký ghi)" in body
    paper.refresh_from_db()
    assert files.read(paper.signed_sha256) == pdf
    kept = PdfSignature.objects.get()
    assert (kept.paper, kept.position, kept.trust) == (paper, 1, "known")


def test_a_stranger_s_signature_is_taken_and_its_origin_is_not_hidden(met: Season, trusted: Path):
    body = shown(_sign(met, _printed(met), signed_pdf(PDF, STRANGER)))
    assert "Chứng thư tự cấp: không có cơ quan nào xác nhận người ký." in body


def test_a_changed_pdf_is_not_the_signed_copy(met: Season, trusted: Path):
    paper = _printed(met)
    answer = _sign(met, paper, _turned(signed_pdf(PDF, HEAD, chain=(ROOT,))))
    refused(answer, "Tệp đã bị sửa sau chữ ký số")
    paper.refresh_from_db()
    assert (paper.is_signed, paper.number, paper.signed_sha256) == (False, None, "")
    assert not PdfSignature.objects.exists()


def test_a_scan_without_signatures_is_taken_as_before(met: Season):
    body = shown(_sign(met, _printed(met), PDF))
    assert "Đã ghi nhận văn bản đã ký" in body
    assert "Chữ ký số trên bản đã ký" not in body


def test_a_signed_pdf_is_not_cut_into_pages_for_filing():
    (page,) = read_file("a.pdf", signed_pdf(PDF, HEAD, chain=(ROOT,)))
    assert "có chữ ký số" in page.reason


def test_more_signatures_ask_no_more_queries(met: Season, trusted: Path):
    one, two = _printed(met), _printed(met)
    once = signed_pdf(PDF, HEAD, chain=(ROOT,))
    by = met.by(met.officer)
    for number, (paper, pdf) in enumerate(
        ((one, once), (two, signed_pdf(once, CLERK, chain=(ROOT,), field="Signature2"))), 1
    ):
        papers.record_signature(
            paper, number=number, dated_on=dt.date(2024, 11, 20), signer="Mai", signed_copy=pdf, by=by
        )
    lan = sign_in(met.officer)
    counts = {queries_of(lan, reverse("paper_detail", args=[paper.pk])) for paper in (one, two)}
    assert len(counts) == 1
