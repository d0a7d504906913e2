"""The first page anybody sees."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scripts import house
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, large_targets, look_at, sign_in
from tests.journeys.installation import Installation

if not any(screen.route == "/login/" for screen in house.screens()):
    pytest.skip("there is no page to sign in yet", allow_module_level=True)
