"""Set-up runs on whatever Python is there and looks for one that is new enough."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "setup.py"


@pytest.fixture(scope="module")
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def machine(setup: ModuleType, **known: tuple[int, int]):
    """A machine with these interpreters, each with venv; what is not named does not run."""
    return lambda path: setup.Interpreter(path, known[path], True) if path in known else None


def test_the_version_we_develop_on_is_liked_best(setup: ModuleType) -> None:
    ask = machine(setup, old=(3, 11), next=(3, 14), ours=(3, 13), least=(3, 12))
    assert setup.best(["old", "next", "ours", "least"], ask, uv_there=False).path == "ours"


def test_a_stand_in_that_does_not_run_is_passed_over(setup: ModuleType) -> None:
    ask = machine(setup, real=(3, 12))
    assert setup.best(["shim", "real"], ask, uv_there=False).path == "real"


def test_an_old_or_an_unknown_python_is_not_taken(setup: ModuleType) -> None:
    ask = machine(setup, old=(3, 11), future=(3, 19))
    assert setup.best(["old", "future"], ask, uv_there=True) is None


def test_a_python_without_venv_serves_only_where_uv_makes_the_environment(setup: ModuleType) -> None:
    def bare(path: str) -> object:
        return setup.Interpreter(path, (3, 13), False)

    assert setup.best(["bare"], bare, uv_there=False) is None
    assert setup.best(["bare"], bare, uv_there=True).path == "bare"


def test_each_way_is_tried_only_when_the_cheaper_ones_gave_nothing(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def way(name: str, paths: list[str]):
        return lambda: tried.append(name) or paths

    monkeypatch.setattr(setup, "interpreters_here", way("here", ["old"]))
    monkeypatch.setattr(setup, "interpreters_of_uv", way("uv", ["good"]))
    monkeypatch.setattr(setup, "interpreters_of_apt", way("apt", ["other"]))
    monkeypatch.setattr(setup, "probe", machine(setup, old=(3, 9), good=(3, 13), other=(3, 13)))
    assert setup.find_interpreter().path == "good"
    assert tried == ["here", "uv"]


def test_a_machine_without_any_stops_with_one_sentence_and_the_cure(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("interpreters_here", "interpreters_of_uv", "interpreters_of_apt"):
        monkeypatch.setattr(setup, name, lambda: [])
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    with pytest.raises(setup.SetupError) as refusal:
        setup.python_packages("base")
    said = str(refusal.value)
    assert "3.12" in said
    assert "apt install" in said
    assert "\n" not in said


def test_the_probe_asks_the_program_itself(setup: ModuleType, tmp_path: Path) -> None:
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n")
    broken.chmod(0o755)
    assert setup.probe(str(broken)) is None
    assert setup.probe(sys.executable).version == sys.version_info[:2]


def test_set_up_is_written_for_python_3_8() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_wrong_word_shows_how_it_is_used() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "everything"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "setup.py run" in done.stderr


def test_a_changed_lock_is_noticed(setup: ModuleType) -> None:
    one = setup.fingerprint([ROOT / "requirements" / "base.lock"])
    two = setup.fingerprint([ROOT / "requirements" / "dev.lock"])
    assert one != two
    assert one == setup.fingerprint([ROOT / "requirements" / "base.lock"])


@pytest.mark.parametrize("name", ["base", "dev", "tools", "node", "postgres"])
def test_every_package_is_locked_with_its_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    entries = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert entries
    assert all(line.endswith("\\") for line in entries)
    assert "://" not in text
