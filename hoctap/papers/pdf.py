"""DOCX to PDF by LibreOffice, in a child process of its own.

The file may come from outside, so the child has a private profile (macros off, no linked content from
elsewhere), a limit on time and on what it writes, and is ended with everything it started.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_LARGEST_OUTPUT = 200 * 1024 * 1024
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class PdfToolMissing(RuntimeError):
    """LibreOffice is not installed: a paper can be had as DOCX only."""


class PdfFailed(RuntimeError):
    """LibreOffice ran and gave no PDF, or took too long."""


def find_program() -> str | None:
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


@cache
def font_in_place_of(name: str) -> str:
    """The font that this machine draws for a name: its own if it is installed, empty where nobody can tell."""
    program = shutil.which("fc-match")
    if program is None:
        return ""
    answer = subprocess.run(
        [program, "--format=%{family[0]}", name], capture_output=True, timeout=20, check=False, text=True
    )
    return answer.stdout.strip()


def docx_to_pdf(docx: bytes, timeout: float = 120) -> bytes:
    """The PDF of a paper. Raises `PdfToolMissing` or `PdfFailed`."""
    return converted(docx, suffix="docx", to="pdf", how="pdf:writer_pdf_Export", timeout=timeout)


def converted(content: bytes, *, suffix: str, to: str, how: str, timeout: float = 120) -> bytes:
    """A text file as another kind of file; `how` names LibreOffice's filter. Raises `PdfToolMissing` or `PdfFailed`."""
    program = find_program()
    if program is None:
        raise PdfToolMissing(
            "Máy chủ chưa cài LibreOffice (soffice) nên chưa xuất được PDF; hãy tải tệp DOCX."
        )
    with tempfile.TemporaryDirectory(prefix="hoctap-pdf-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = folder / f"paper.{suffix}"
        source.write_bytes(content)
        _run(
            [program, "--headless", "--norestore", "--nologo", "--nodefault",
             f"-env:UserInstallation={profile.as_uri()}", "--convert-to", how,
             "--outdir", str(folder), str(source)],
            home=folder,
            timeout=timeout,
        )  # fmt: skip
        result = folder / f"paper.{to}"
        if not result.exists() or not result.stat().st_size:
            raise PdfFailed(f"LibreOffice không tạo được {to.upper()} từ tệp này.")
        return result.read_bytes()


def _run(command: list[str], *, home: Path, timeout: float) -> None:
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
        start_new_session=True,
    )
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))
    try:
        process.wait(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise PdfFailed(f"LibreOffice chạy quá {timeout:g} giây và đã bị dừng.") from None
    finally:
        # The program's wrapper leaves its worker behind when it alone is ended.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
