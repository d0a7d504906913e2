"""An identity number in a list is found nowhere after the import: no dump, no log, no job, no file. Other columns neither."""

import logging
import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from hoctap.core import postgres_programs
from hoctap.people import actions
from hoctap.people.actions import imports
from hoctap.people.models import Household, ImportRun
from hoctap.people.tasks import work_on_import
from tests.people.sheets import sheet
from tests.world import make_world

PLANTED = "087194001234"
HEADERS = [
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Ấp",
    "Số CCCD",
    "Dân tộc",
    "Tôn giáo",
    "Hộ nghèo",
    "Điện thoại",
    "Địa chỉ",
    "Ghi chú",
    "Cột lạ",
]
# In its own column, where a phone or an address should be, in notes, in a column nobody knows, and where it makes the row faulty.
ROWS = [
    ["Nguyễn Văn Một", 1970, "Ấp 1", PLANTED, "Khơ-me-riêng", "Đạo-riêng", "nghèo-riêng", "0912345678", "12 đường tỉnh", f"CCCD {PLANTED}", PLANTED],
    ["Trần Thị Hai", 1965, "Ấp 1", int(PLANTED), "Khơ-me-riêng", "", "", PLANTED, "", "", ""],
    ["Lê Văn Ba", 1950, f"Ấp 9 {PLANTED}", PLANTED, "", "", "", "", f"số {PLANTED}", "", ""],
    [f"Phạm Văn {PLANTED}", f"{PLANTED}", "Ấp 1", "", "", "", "", "", "", "", ""],
    ["Võ Thị Tư", 1980, "Ấp 2", PLANTED, "", "", "", "", f"nhà {PLANTED[:3]} {PLANTED[3:6]} {PLANTED[6:9]} {PLANTED[9:]}", "", ""],
]  # fmt: skip
SECRETS = (PLANTED, PLANTED[1:], "087 194 001 234", "Khơ-me-riêng", "Đạo-riêng", "nghèo-riêng")


def dump() -> str:
    """Every table of the test database, and what pg_dump writes where it is at hand."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as copy:
                texts += [bytes(piece).decode() for piece in copy]
    values = connection.settings_dict
    for program in pg_dumps():
        address = {
            "PGPASSWORD": str(values["PASSWORD"]),
            "PGHOST": str(values["HOST"]),
            "PGPORT": str(values["PORT"]),
        }
        command = [str(program), "-U", str(values["USER"]), str(values["NAME"])]
        done = subprocess.run(
            command, env={**os.environ, **address}, capture_output=True, check=True, timeout=120
        )
        texts.append(done.stdout.decode())
    return "\n".join(texts)


def pg_dumps() -> list[Path]:
    """The one that fits the server; a small PostgreSQL may come without."""
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]
    known = [one for one in postgres_programs.system_programs() if one.major >= major]
    return [path for one in known for path in one.folder.rglob("pg_dump")][:1]


def everything(log: pytest.LogCaptureFixture) -> str:
    files = [
        file.read_bytes().decode("utf-8", "replace")
        for file in Path(django_settings.MEDIA_ROOT).rglob("*")
        if file.is_file()
    ]
    return "\n".join([dump(), log.text, *files])


def test_a_planted_number_is_found_nowhere_while_the_list_waits_nor_after(
    transactional_db: None, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 1)
    world = make_world()
    client.force_login(world.lan)
    file = sheet(ROWS, HEADERS)
    run = actions.preview_import(world.commune, 2024, "ho.xlsx", file, by=world.actor(world.lan), jobs=True)
    work_on_import(str(run.pk))
    kept = everything(caplog)
    assert "Nguyễn Văn Một" in kept  # the dump is whole: the rows that wait are in it
    for secret in SECRETS:
        assert secret not in kept
    page = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    for words in ("Số CCCD", "Dân tộc", "Tôn giáo", "Hộ nghèo", "Không giữ"):
        assert words in page
    pages = page + client.get(reverse("import_mapping", args=[run.pk])).content.decode()
    assert not [secret for secret in SECRETS if secret in pages]
    client.post(reverse("import_apply", args=[run.pk]), {"leave_faulty": "on"})
    work_on_import(str(run.pk))
    assert ImportRun.objects.get().state == ImportRun.State.APPLIED
    assert Household.objects.filter(head__full_name="Nguyễn Văn Một").exists()
    after = everything(caplog)
    for secret in SECRETS:
        assert secret not in after
