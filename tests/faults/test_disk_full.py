"""The disk is full: what cannot be kept is refused in words, nothing is half saved, and all goes on when there is room."""

import io
import json
import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
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


def test_the_database_has_no_room_and_people_are_told_to_wait(tmp_path: Path):
    with machine(tmp_path / "data") as own:
        known = json.loads(own.run("tests.faults.seeding").stdout.splitlines()[-1])
        with small_disk(own.data.parent / "small", "12m") as small:
            owner = own.data.stat()
            os.chown(small, owner.st_uid, owner.st_gid)
            small.chmod(0o700)
            as_keeper(own, f"CREATE TABLESPACE small LOCATION '{small}'")
            own.start_server("--no-jobs")
            lan = Browser(own.port)
            lan.sign_in("lan", PASSWORD)
            form = lan.get("/households/new/").form()
            as_keeper(own, "ALTER TABLE people_household SET TABLESPACE small")
            as_keeper(own, "CREATE TABLE filling (words text) TABLESPACE small")
            with pytest.raises(AssertionError, match=r"No space|space left|could not extend"):
                as_keeper(
                    own,
                    "INSERT INTO filling SELECT repeat(md5(i::text), 20) FROM generate_series(1, 100000) i",
                )
            households = own.ask("SELECT count(*) FROM people_household")
            answers = []
            for name in ("An", "Ba", "Ca", "Da", "Ga", "Ha", "Ka", "La", "Ma", "Na") * 30:
                typed = {
                    "hamlet": known["hamlet"],
                    "full_name": f"Kha {name}",
                    "birth_year": "1968",
                    "year": "2024",
                }
                answers.append(lan.post("/households/new/", form.fields | typed))
                if answers[-1].status != 302:
                    break
            last = answers[-1]
            assert last.status == 503, last.text[-300:]
            assert "chờ một phút" in last.text
            now = own.ask("SELECT count(*) FROM people_household")
            assert int(str(now[0][0])) == int(str(households[0][0])) + len(answers) - 1
            as_keeper(own, "DROP TABLE filling")
            assert lan.post("/households/new/", form.fields | typed).status == 302
            assert own.run("hoctap", "recompute", "--check", check=False).returncode == 0
            own.stop_server()
            as_keeper(own, "ALTER TABLE people_household SET TABLESPACE pg_default")
            as_keeper(own, "DROP TABLESPACE small")


def as_keeper(own: Machine, sql: str) -> None:
    """As the superuser of this test's own cluster."""
    words = json.loads((own.data.parent / "secrets.json").read_text())
    url = own.environment["DATABASE_OWNER_URL"].replace("hoctap_owner", "postgres", 1)
    url = url.replace(words["hoctap_owner"], words["postgres"])
    try:
        with psycopg.connect(url, autocommit=True) as keeper:
            keeper.execute(sql.encode())
    except psycopg.Error as failure:
        raise AssertionError(str(failure)) from failure
