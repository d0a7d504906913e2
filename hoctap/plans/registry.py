"""Where the apps above join in: ways in which a plan comes to be, beside typing it, and the document that a plan was read from."""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core.registries import Registry
from hoctap.plans.models import Plan


@dataclass(frozen=True)
class WayIn:
    label: str
    url_name: str


ways_in: Registry[WayIn] = Registry()
# The address of a page with the plan's own document, whose lines are `#line-12`; empty where there is none.
documents: Registry[Callable[[Plan], str]] = Registry()


def document_of(plan: Plan) -> str:
    return next((url for find in documents if (url := find(plan))), "")
