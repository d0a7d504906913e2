import json
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client

from hoctap.core import keys
from tests.world import World


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOCTAP_DATA", str(tmp_path))
    for name in ("HOCTAP_SECRET_KEY", "HOCTAP_HMAC_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "keys.json"


def test_a_new_key_signs_and_the_old_one_is_still_believed(at: Path):
    before = keys.load_keys()
    call_command("keys", "rotate")
    after = keys.load_keys()
    assert after.secret_key != before.secret_key
    assert after.old_secret_keys == (before.secret_key,)
    assert after.hmac_key == before.hmac_key
    assert at.stat().st_mode & 0o077 == 0
    signed = signing.dumps("x", key=before.secret_key)
    assert signing.loads(signed, key=after.secret_key, fallback_keys=list(after.old_secret_keys)) == "x"


def test_a_key_that_may_have_leaked_is_dropped_at_once(at: Path):
    before = keys.load_keys()
    call_command("keys", "rotate", at_once=True)
    assert before.secret_key not in keys.load_keys().old_secret_keys


def test_an_old_key_is_forgotten_in_time(at: Path):
    keys.load_keys()
    call_command("keys", "rotate")
    kept = json.loads(at.read_text())
    kept["old_secret_keys"][0]["until"] = "2026-01-01T00:00:00+00:00"
    at.write_text(json.dumps(kept))
    assert keys.load_keys().old_secret_keys == ()
    call_command("keys", "rotate")
    assert "2026-01-01" not in at.read_text()


def test_a_key_of_the_environment_is_changed_there(at: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOCTAP_SECRET_KEY", "given")
    with pytest.raises(CommandError, match="HOCTAP_SECRET_KEY"):
        call_command("keys", "rotate")


@pytest.mark.parametrize(("believed", "status"), [(True, 200), (False, 302)])
def test_somebody_signed_in_stays_so_as_long_as_the_old_key_is_believed(
    believed: bool, status: int, world: World, client: Client, settings: Any
):
    client.force_login(world.lan)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if believed else []
    settings.SECRET_KEY = "another key, long enough to be one"
    assert client.get("/").status_code == status
