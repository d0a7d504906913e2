"""Files that rows of plans name: evidence sent with a task that is done."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.plans.models import TaskEntry


def _every() -> Iterator[FileUse]:
    rows = TaskEntry.objects.exclude(sha256="").values_list("sha256", "size", "instance__place_id")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


TASK_FILES = FileUses(
    "Minh chứng của việc trong kế hoạch",
    _every,
    lambda sha256: TaskEntry.objects.filter(sha256=sha256).exists(),
)
