"""Tesseract on one page: words with places and how sure it is. The picture is one that this system drew, never a foreign file."""

import csv
import io
import os
import resource
import shutil
import subprocess
import unicodedata
from functools import lru_cache

from hoctap.intake.reading.layout import Word
from hoctap.intake.reading.spacing import apart

LANGUAGE = "vie"
SECONDS_PER_PAGE = 90
_MEMORY = 2 * 1024 * 1024 * 1024
_NO_PROGRAM = (
    "Máy chủ chưa cài chương trình nhận dạng chữ (Tesseract với tiếng Việt) nên chưa đọc được bản quét và ảnh chụp. "
    "Người quản trị cài bằng: apt install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd. Trong khi chờ, hãy gửi bản Word hoặc PDF có chữ."
)


class OcrToolMissing(RuntimeError):
    """Tesseract or its Vietnamese data is not installed; says the cure."""

    def __init__(self) -> None:
        super().__init__(_NO_PROGRAM)


class OcrFailed(RuntimeError):
    """Tesseract took too long or could not read the picture."""


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(told.stdout.split("\n")[1:])


def is_there() -> bool:
    return LANGUAGE in languages()


def words_on(png: bytes, *, one_block: bool = False, seconds: float = SECONDS_PER_PAGE) -> list[Word]:
    """The words of a page, in no order that matters. `one_block`: the picture is one column of text."""
    if not is_there():
        raise OcrToolMissing
    told = _tesseract(
        png,
        ["-l", LANGUAGE, "--psm", "6" if one_block else "3", "tsv"],
        seconds,
    )
    words = []
    for row in csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = unicodedata.normalize("NFC", (row.get("text") or "").strip())
        if row["level"] != "5" or not text:
            continue
        left, top, width = float(row["left"]), float(row["top"]), float(row["width"])
        parts = apart(text)
        letter = width / sum(map(len, parts))
        for part in parts:
            right = left + letter * len(part)
            words.append(
                Word(part, left, top, right, top + float(row["height"]), max(0.0, float(row["conf"]) / 100))
            )
            left = right
    return words


def quarter_turns(png: bytes, *, seconds: float = SECONDS_PER_PAGE) -> int:
    """By how many quarters the page must be turned to the left to stand upright; 0 where that cannot be told."""
    if "osd" not in languages():
        return 0
    try:
        told = _tesseract(png, ["--psm", "0"], seconds)
    except OcrFailed:
        return 0  # too few letters to tell
    for line in told.splitlines():
        if line.startswith("Orientation in degrees:"):
            return int(line.rpartition(":")[2]) // 90 % 4
    return 0


def _tesseract(png: bytes, words: list[str], seconds: float) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise OcrToolMissing

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    environment = {"PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", "300", *words],
            input=png,
            capture_output=True,
            timeout=seconds,
            env=environment,
            preexec_fn=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise OcrFailed(
            "Nhận dạng chữ quá lâu nên đã dừng. Hãy quét lại trang này rõ hơn, hoặc gửi bản Word, PDF có chữ."
        ) from expired
    if done.returncode != 0:
        raise OcrFailed("Không nhận dạng được chữ trên trang này. Hãy quét hoặc chụp lại trang này.")
    return done.stdout.decode("utf-8", "replace")
