"""Where one person meets himself in a programme: the director who is also Phó Chủ tịch does not approve his own; then the Chủ tịch does."""

from hoctap.accounts.duties.registry import DutyRule
from hoctap.accounts.duties.rules import Conflict
from hoctap.accounts.models import RoleAssignment
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.learning.models import Programme

SUBMITTER = "programme_not_approved_by_who_submitted"
DIRECTOR = "programme_not_approved_by_the_director"

RULES = (
    DutyRule(
        SUBMITTER,
        "Phê duyệt chương trình năm của trung tâm",
        "Người trình chương trình không phê duyệt chương trình ấy.",
        "Phê duyệt là lần xem lại của UBND xã; tự xem lại việc mình trình thì không còn là xem lại.",
        is_on=True,
    ),
    DutyRule(
        DIRECTOR,
        "Phê duyệt chương trình năm của trung tâm",
        "Giám đốc, phó giám đốc trung tâm không phê duyệt chương trình của chính trung tâm mình.",
        "Ở nhiều xã Phó Chủ tịch là giám đốc trung tâm; khi ấy Chủ tịch phê duyệt.",
        is_on=True,
    ),
)


def conflicts_of(programme: Programme, by: Actor) -> list[Conflict]:
    if by.user_id is None:
        return []
    found = []
    if programme.submitted_by_id_of == by.user_id:
        found.append(Conflict(SUBMITTER, f"{by.name} đã trình chương trình này."))
    if _directs(programme, by):
        found.append(Conflict(DIRECTOR, f"{by.name} là lãnh đạo của {programme.centre.name}."))
    return found


def _directs(programme: Programme, by: Actor) -> bool:
    """In any of his positions of today, whichever he signed in with."""
    day = today()
    roles = RoleAssignment.objects.filter(
        capacity__user=by.user_id,
        capacity__starts_on__lte=day,
        role=Role.CENTRE_DIRECTOR.value,
        place__in=programme.place_path,
    )
    return roles.exclude(capacity__ends_on__lte=day).exists()
