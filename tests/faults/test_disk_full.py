"""The disk is full: what cannot be kept is refused in words, nothing is half saved, and all goes on when there is room."""

import io
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image

from tests.faults.browser import Answer, Browser, Form
from tests.faults.machine import Machine, PutAway, machine
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
        told = f"no tmpfs here: {made.stderr.strip()}"
        assert os.environ.get("CI") != "true", told  # where root runs CI nothing is left out
        pytest.skip(told)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def make_larger(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


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


def test_a_photo_for_which_there_is_no_room_is_refused_and_taken_when_there_is(
    tmp_path: Path, seeded: PutAway
):
    data, known = tmp_path / "data", seeded.known
    with small_disk(data / "files", "4m") as files, machine(data, seeded) as own:
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
        make_larger(files, "40m")
        assert hand_in(lan, dossier, taken).status == 302
        assert rows(own) == taken + 1


@contextmanager
def database_on_small_disk(own: Machine, room: int) -> Iterator[Path]:
    """All that PostgreSQL keeps, tables and journal, as on a server with one disk, with so many megabytes free."""
    own.stop_database()
    was, owner = own.data.with_name("data.was"), own.data.stat()
    own.data.rename(was)
    told = subprocess.run(["du", "-sm", str(was)], capture_output=True, text=True, check=True).stdout
    with small_disk(own.data, f"{int(told.split()[0]) + room}m") as disk:
        os.chown(disk, owner.st_uid, owner.st_gid)
        disk.chmod(0o700)
        subprocess.run(["cp", "-a", f"{was}/.", str(disk)], check=True)
        own.start_database()
        try:
            yield disk
        finally:
            own.stop_server()
            with suppress(AssertionError):
                own.stop_database()


def fill(disk: Path) -> Path:
    """The last byte is taken, as by somebody's films."""
    filler = disk / "filler"
    with filler.open("wb") as out:
        with suppress(OSError):
            while True:
                out.write(bytes(1 << 20))
                out.flush()
        with suppress(OSError):
            while True:
                out.write(bytes(4096))
                out.flush()
    assert shutil.disk_usage(disk).free == 0
    return filler


def test_the_database_has_no_room_and_nothing_is_lost_or_half_saved(tmp_path: Path, seeded: PutAway):
    known = seeded.known
    with machine(tmp_path / "data", seeded) as own, database_on_small_disk(own, room=64) as disk:
        own.start_server("--no-jobs")
        lan = Browser(own.port)
        lan.sign_in("lan", PASSWORD)
        server = own.server_processes()
        form = lan.get("/households/new/").form()
        filler = fill(disk)

        # The tables cannot grow: what still fits in their last pages is kept, then it is said in words.
        kept = []
        while (answer := add(lan, form, known, name := a_name(len(kept)))).status == 302:
            kept.append(name)
            assert len(kept) < 400
        assert answer.status == 503, answer.text[-500:]
        assert "hết chỗ lưu" in answer.text
        assert there(own) == sorted(kept), "the refused one is not there, and each acknowledged one is"
        filler.unlink()
        assert add(lan, form, known, name).status == 302, "the same form, sent again"
        kept.append(name)
        assert own.server_processes() == server, "nothing was started again"

        # The journal cannot grow: PostgreSQL stops at once, and cannot even begin again until there is room.
        filler = fill(disk)
        for _ in range(40):
            own.use_up_journal()
            if own.health() != 200:
                break
        assert "PANIC" in (own.data.parent / "log").read_text(errors="replace")
        answer = add(lan, form, known, a_name(len(kept)))
        assert answer.status == 503
        assert "gửi lại" in answer.text
        filler.unlink()
        own.start_database()
        own.wait_until_healthy()
        assert there(own) == sorted(kept)
        assert add(lan, form, known, a_name(len(kept))).status == 302
        assert own.server_processes() == server, "nothing was started again"
        assert own.run("hoctap", "recompute", "--check", check=False).returncode == 0


def a_name(number: int) -> str:
    return f"Kha {chr(ord('A') + number // 26)}a {chr(ord('A') + number % 26)}a"


def add(lan: Browser, form: Form, known: dict[str, str], name: str) -> Answer:
    typed = {"hamlet": known["hamlet"], "full_name": name, "birth_year": "1968", "year": "2024"}
    return lan.post("/households/new/", form.fields | typed)


def there(own: Machine) -> list[str]:
    found = own.ask(
        "SELECT p.full_name FROM people_household h JOIN people_person p ON p.id = h.head_id"
        " WHERE p.full_name LIKE 'Kha %'"
    )
    return sorted(str(row[0]) for row in found)
