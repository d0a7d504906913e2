from pathlib import Path

import pytest

from tests.faults.machine import PutAway, put_away


@pytest.fixture(scope="session")
def seeded(shared_folder: Path) -> PutAway:
    """One machine with people in it, made once in a run; each test takes a copy."""
    return put_away(shared_folder / "machine")
