"""For each address its object and its owner; for each public action its arguments and its owner.

`tests/test_access.py` walks through all of them; an address or an action without an example fails by its name. To add one:

    @url_example("dossier_detail")
    def _(season: Season) -> Visit:
        return Visit(kwargs={"pk": season.dossiers[0].pk}, owner=season.officer)

    @action_example("recognition.open_round")
    def _(season: Season) -> Call:
        return Call(season.commune, kwargs={"year": 2025}, owner=season.officer)

The outsider is found by the test: the person of the same role in the next commune. `season` is Tân Kiều's, see
tests/season.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hoctap.accounts.models import User
from tests.season import Season

# Public functions of an `actions.py` that are a part of another action's change: called in its transaction, after that
# action asked for the right.
PARTS_OF_A_CHANGE = {"audit.record"}


@dataclass(frozen=True)
class Visit:
    owner: User | None
    """None: the page is open to everybody."""
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    post: Mapping[str, Any] | None = None
    """Given: the visit is a POST with this form."""
    own_page: bool = False
    """The address shows each person his own (a list, the home page): the outsider gets a page, with nothing of the owner's."""


@dataclass(frozen=True, init=False)
class Call:
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    owner: User | None
    """None: nobody but the command line or a job may."""
    own_matter: str
    """Not empty: the action is about the actor himself, and this says why it asks for no place."""

    def __init__(
        self, *args: Any, kwargs: Mapping[str, Any] | None = None, owner: User | None, own_matter: str = ""
    ):
        for name, value in [
            ("args", args),
            ("kwargs", kwargs or {}),
            ("owner", owner),
            ("own_matter", own_matter),
        ]:
            object.__setattr__(self, name, value)


url_examples: dict[str, Callable[[Season], Visit]] = {}
action_examples: dict[str, Callable[[Season], Call]] = {}


def url_example[Example: Callable[[Season], Visit]](name: str) -> Callable[[Example], Example]:
    return _register(url_examples, name)


def action_example[Example: Callable[[Season], Call]](key: str) -> Callable[[Example], Example]:
    return _register(action_examples, key)


def _register[Example](examples: dict[str, Example], name: str) -> Callable[[Example], Example]:
    def keep(example: Example) -> Example:
        assert name not in examples, f"{name} has two examples"
        examples[name] = example
        return example

    return keep


# ---------------------------------------------------------------- addresses, in the order of the apps


# ---------------------------------------------------------------- actions, in the order of the apps
