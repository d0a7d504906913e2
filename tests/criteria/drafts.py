"""Drafts of editions that tests write, and who writes them: Bích for the district, Lan for a local title of her commune."""

import datetime as dt
from typing import Any

from hoctap.criteria.drafting import actions
from hoctap.criteria.local_titles.actions import add_title
from hoctap.criteria.models import CriteriaEdition, LearningTitle, Title
from hoctap.places.models import Place
from tests.season import SCAN
from tests.world import World

READING = "Gia đình đọc sách"
ROWS = [
    {"code": "S1", "group": "1. Sách", "label": "Có tủ sách", "clause": "Mục 1", "max_points": "40"},
    {"code": "S2", "group": "1. Sách", "label": "Mượn sách thư viện", "clause": "Mục 2", "max_points": "20"},
    {
        "code": "S3",
        "group": "2. Đọc",
        "label": "Mỗi ngày đọc nửa giờ",
        "clause": "Mục 3",
        "max_points": "40",
        "needs_evidence": "có",
    },
]


def draft(
    world: World,
    *,
    place: Place | None = None,
    title: str = Title.LEARNING_FAMILY,
    who: Any = None,
    **other: Any,
) -> CriteriaEdition:
    usual: dict[str, Any] = {"name": "Bộ của huyện", "scoring": "points"}
    return actions.draft_edition(
        place or world.district, title, **(usual | other), by=world.actor(who or world.bich)
    )


def filled(
    world: World,
    edition: CriteriaEdition | None = None,
    who: Any = None,
    rows: Any = None,
    **header: Any,
) -> CriteriaEdition:
    """One that passes its check: 100 points in three lines, 70 to pass, from 2027 on."""
    edition = edition or draft(world)
    by = world.actor(who or world.bich)
    usual = {
        "instrument": "Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND huyện",
        "threshold": 70,
        "declared_total": 100,
        "valid_from": dt.date(2024, 2, 1),
    }
    edition = actions.keep_header(edition, usual | header, version=edition.version, by=by)
    return actions.keep_lines(edition, rows or ROWS, version=edition.version, by=by)


def publish(world: World, edition: CriteriaEdition, who: Any = None, **other: Any) -> CriteriaEdition:
    usual: dict[str, Any] = {
        "number": "12/QĐ-UBND",
        "dated_on": dt.date(2024, 1, 5),
        "copy": SCAN,
        "version": edition.version,
    }
    return actions.publish_edition(edition, **(usual | other), by=world.actor(who or world.bich))


def local_title(world: World, place: Place | None = None, who: Any = None, **other: Any) -> LearningTitle:
    usual: dict[str, Any] = {
        "name": READING,
        "subject_kind": "household",
        "instrument": "Kế hoạch số 5/KH-UBND của xã",
        "self_word": "Gia đình tự chấm",
    }
    return add_title(place or world.commune, **(usual | other), by=world.actor(who or world.lan))
