import json
import os
import subprocess
import sys
from pathlib import Path

from tests.intake import documents

ROOT = Path(__file__).resolve().parents[2]


def hoctap(*words: str) -> subprocess.CompletedProcess[str]:
    """Without a database: the address leads nowhere."""
    return subprocess.run(
        [sys.executable, "-m", "hoctap", "intake", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        timeout=60,
        check=False,
    )


def test_a_file_is_read_without_a_database(tmp_path: Path):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(documents.plan_docx())
    done = hoctap("read", str(file), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"metadata", "targets", "tasks", "recipients", "signer"} <= set(found)
    assert [one["value"] for one in found["targets"]][:2] == [80, 95]
    assert "lines" not in found["targets"][0]
    text = tmp_path / "ke-hoach.txt"
    text.write_text(documents.plan_text(), encoding="utf-8")
    by_line = json.loads(hoctap("read", str(text), "--json").stdout)
    first = by_line["targets"][0]["lines"][0]
    assert "80%" in documents.plan_text().split("\n")[first - 1]
    lines = hoctap("read", str(file), "--lines").stdout.splitlines()
    assert lines[0].split("\t") == ["1", "1", "ỦY BAN NHÂN DÂN"]
    assert "nhiệm vụ" in hoctap("read", str(file)).stdout


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path):
    poem = tmp_path / "tho.txt"
    poem.write_text("Chiều xuống chậm trên dòng sông, bà ngồi bên hiên nhà. " * 30, encoding="utf-8")
    done = hoctap("read", str(poem), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "giống một bài viết" in done.stderr
    assert hoctap("read", str(poem), "--json", "--anyway").returncode == 0
    assert "Không mở được tệp" in hoctap("read", str(tmp_path / "khong-co.txt")).stderr
