"""A photo of a book's back, or of its label, read in the child process."""

import json

from hoctap.core import files, isolation
from hoctap.core.refusals import Reason, Refused

MAX_BYTES = 15 * 1024 * 1024


def codes_of(content: bytes) -> list[str]:
    """ISBN first where there is one. The photo is not kept."""
    files.checked(content, allowed=set(files.IMAGE_TYPES))
    try:
        found: list[str] = json.loads(
            isolation.run("hoctap.libraries.catalogue.codes_child:read_codes", content, seconds=20)
        )
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(f"Ảnh không đọc được: {failure.reason}", field="file")]) from failure
    if not found:
        raise Refused(
            [
                Reason(
                    "Không thấy mã vạch nào trong ảnh. Chụp lại gần hơn, thẳng, đủ sáng; hoặc gõ số dưới mã vạch.",
                    field="file",
                )
            ]
        )
    return sorted(found, key=lambda one: not one.startswith(("978", "979")))
