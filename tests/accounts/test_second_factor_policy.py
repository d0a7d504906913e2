"""A wrong word in the setting must not quietly mean "off"."""

import os
import subprocess
import sys

import pytest

from hoctap.accounts.second_factor.rules import POLICIES, policy_fault


@pytest.mark.parametrize("policy", POLICIES)
def test_the_four_words_are_taken(policy: str):
    assert policy_fault(policy) == ""


@pytest.mark.parametrize("policy", ["", "Required", "requird", "yes"])
def test_another_word_is_named_with_the_cure(policy: str):
    assert "everyone, required, offered, off" in policy_fault(policy)


def test_nothing_starts_with_a_wrong_word():
    told = subprocess.run(
        [sys.executable, "-m", "hoctap", "check"],
        env=os.environ | {"HOCTAP_SECOND_FACTOR": "requird"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert "requird" in told.stderr
