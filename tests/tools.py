"""Help for tests that need a program of the machine."""

import os
import shutil

import pytest


def require_program(name: str) -> str:
    """Its path; without it the test is skipped by name, on the build machine (`CI=true`) it fails."""
    path = shutil.which(name)
    if path is not None:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed on the build machine")
    pytest.skip(f"{name} is not installed")
