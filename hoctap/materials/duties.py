"""Where one person meets himself in a material: who wrote or proposed it does not review it."""

from hoctap.accounts.duties.registry import DutyRule
from hoctap.accounts.duties.rules import Conflict
from hoctap.core.actor import Actor
from hoctap.materials.models import MaterialVersion

PROPOSER = "material_not_reviewed_by_who_proposed"

RULES = (
    DutyRule(
        PROPOSER,
        "Thẩm định học liệu",
        "Người soạn, người đề xuất học liệu không thẩm định học liệu ấy.",
        "Thẩm định là để người khác đọc lại trước khi mọi người đọc.",
        is_on=True,
    ),
)


def conflicts_of(version: MaterialVersion, by: Actor) -> list[Conflict]:
    if by.user_id is None or by.user_id not in (version.made_by_id_of, version.proposed_by_id_of):
        return []
    return [Conflict(PROPOSER, f"{by.name} đã soạn hoặc đề xuất học liệu này.")]
