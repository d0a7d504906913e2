"""The targets that README, CI and people rely on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "soak", "lock", "docs", "stop"])
def test_each_target_is_there_and_explained(target: str) -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert any(line.split()[:1] == [target] and len(line.split()) > 2 for line in said.splitlines())


def test_ci_does_what_the_readme_tells_everybody() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make --no-print-directory check test" in script.read_text()
    assert "bash .ci/run" in (ROOT / "README.md").read_text()
