"""The disk is full: what cannot be kept is refused in words, nothing is half saved, and all goes on when there is room."""

import io
import json
import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.faults.browser import Answer, Browser
from tests.faults.machine import Machine, machine
from tests.world import PASSWORD


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of a few megabytes; only root may make one."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        pytest.skip("a small tmpfs needs root")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no tmpfs here: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def picture(seed: int) -> bytes:
    """About a megabyte that cannot be made smaller."""
    chance = random.Random(seed)
    out = io.BytesIO()
    Image.frombytes("RGB", (900, 700), chance.randbytes(900 * 700 * 3)).save(out, "JPEG", quality=92)
    return out.getvalue()


def hand_in(lan: Browser, dossier: str, seed: int) -> Answer:
    address = f"/recognition/dossiers/{dossier}/"
    form = lan.get(address).form(f"{address}evidence/")
    fields = form.fields | {"kind": "file", "text": f"Ảnh {seed}"}
    return lan.post(form.action, fields, {"file": ("anh.jpg", picture(seed))})


def rows(own: Machine) -> int:
    return int(str(own.ask("SELECT count(*) FROM evidence_evidence WHERE text LIKE 'Ảnh %'")[0][0]))


def test_a_photo_for_which_there_is_no_room_is_refused_and_taken_when_there_is(tmp_path: Path):
    with machine(tmp_path / "data") as own, small_disk(tmp_path / "data" / "files", "4m") as files:
        known = json.loads(own.run("tests.faults.seeding").stdout.splitlines()[-1])
        own.start_server("--no-jobs")
        lan = Browser(own.port)
        lan.sign_in("lan", PASSWORD)
        dossier = known["dossiers"][0]
        taken = 0
        while (answer := hand_in(lan, dossier, taken)).status == 302:
            taken += 1
            assert taken < 20
        assert answer.status == 422
        assert "hết chỗ lưu tệp" in answer.text
        assert rows(own) == taken, "no row without its file"
        assert not [path for path in files.rglob("*") if path.name.startswith(".dang-ghi")], (
            "nothing half written"
        )
        assert lan.get("/households/?year=2024").status == 200, "whoever only reads notices nothing"
        told = own.run("hoctap", "doctor", check=False)
        assert "MB" in told.stdout + told.stderr
        subprocess.run(["mount", "-o", "remount,size=40m", str(files)], check=True)
        assert hand_in(lan, dossier, taken).status == 302
        assert rows(own) == taken + 1
