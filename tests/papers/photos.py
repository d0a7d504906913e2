"""Sheets as they come back: printed by LibreOffice, laid on a table, photographed askew by a phone, or scanned."""

import io
import subprocess
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from hoctap.core import files
from hoctap.papers.models import Paper, PaperVersion
from hoctap.papers.pdf import docx_to_pdf
from hoctap.papers.stamping import symbol_png
from tests.tools import require_program


def version_of(paper: Paper, number: int | None = None) -> PaperVersion:
    versions = paper.versions.order_by("-version")
    version = versions.first() if number is None else versions.filter(version=number).first()
    assert version is not None
    return version


def printed(paper: Paper) -> bytes:
    """The PDF of the last version, as it comes out of the printer."""
    return docx_to_pdf(files.read(version_of(paper).sha256))


def photographed(pdf: bytes, *, page: int = 1, degrees: float = 3, quality: int = 40) -> bytes:
    """A page on a dark table, turned, noisy, out of focus, pressed into a small JPEG."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(pdf)
        subprocess.run(
            [
                require_program("pdftoppm"),
                "-r",
                "200",
                "-png",
                "-f",
                str(page),
                "-l",
                str(page),
                "-singlefile",
                "a.pdf",
                "a",
            ],
            cwd=folder,
            check=True,
        )
        with Image.open(Path(folder) / "a.png") as opened:
            sheet = opened.convert("RGB")
    on_table = sheet.rotate(degrees, expand=True, fillcolor=(96, 84, 70), resample=Image.Resampling.BICUBIC)
    noise = Image.effect_noise(on_table.size, 80).convert("RGB")
    blurred = Image.blend(on_table, noise, 0.25).filter(ImageFilter.GaussianBlur(1))
    out = io.BytesIO()
    blurred.save(out, "JPEG", quality=quality)
    return out.getvalue()


def sheet_with(*codes: str, seed: int = 0) -> bytes:
    """A bare sheet of paper with the symbols of these codes at its foot; `seed` makes it another photo."""
    sheet = Image.new("L", (827, 1169), 255)
    sheet.paste(0, (80, 80, 80 + 40 * (seed + 1), 90))
    for place, code in enumerate(codes):
        with Image.open(io.BytesIO(symbol_png(code))) as symbol:
            sheet.paste(symbol, (560 - 240 * place, 960))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()


def upload(content: bytes, name: str = "to-giay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
