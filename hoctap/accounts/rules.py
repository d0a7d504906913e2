"""Who may sign in under which name, which role is meant for which level of place."""

import re
import secrets
from collections.abc import Iterable

from hoctap.core.permissions import Role
from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents

# Letters and digits that nobody mixes up on paper: no 0 o, 1 l i, 2 z, 5 s, u v.
_READABLE = "abcdefghjkmnpqrtwxy346789"

ROLE_LEVELS: dict[Role, tuple[str, ...]] = {
    Role.COMMUNE_ADMIN: ("commune",),
    Role.ASSOCIATION_OFFICER: ("commune",),
    Role.CHAIR: ("commune",),
    Role.CENTRE_DIRECTOR: ("commune",),
    Role.LIBRARIAN: ("province", "district", "commune", "hamlet"),
    Role.HAMLET_HEAD: ("hamlet", "group"),
    Role.SUPERVISOR: ("province", "district"),
    Role.REPORT_GATHERER: ("province", "district"),
    Role.EDUCATION_OFFICER: ("province", "district"),
    Role.EDUCATION_HEAD: ("province", "district"),
    Role.SYSTEM_ADMIN: ("province", "district"),
}
_LEVEL_WORDS = {
    ("commune",): "ở cấp xã",
    ("hamlet", "group"): "ở một ấp, khóm hoặc Tổ",
    ("province", "district"): "ở cấp tỉnh hoặc cấp huyện",
    ("province", "district", "commune", "hamlet"): "ở tỉnh, huyện, xã hoặc một ấp, khóm",
}


def role_blockers(role: Role, level: str, place_name: str) -> list[Reason]:
    """A role is meant for some levels of place only."""
    if level in ROLE_LEVELS[role]:
        return []
    where = _LEVEL_WORDS[ROLE_LEVELS[role]]
    return [
        Reason(
            f"Vai trò “{role.label}” chỉ giao {where}; {place_name} không phải. Hãy chọn nơi khác.",
            field="place",
        )
    ]


def last_admin_blockers(place_name: str, others: int) -> list[Reason]:
    """`others` are the people besides this one who can still give accounts at the place."""
    if others:
        return []
    return [
        Reason(
            f"Đây là người quản trị cuối cùng của {place_name}. "
            f"Hãy giao vai trò “{Role.COMMUNE_ADMIN.label}” cho người khác trước."
        )
    ]


def login_blockers(login: str, phone: str, taken: Iterable[str]) -> list[Reason]:
    """`login` and `phone` as they would be kept; `taken` are the names and numbers in use."""
    reasons = []
    used = set(taken)
    if not login:
        return [Reason("Hãy ghi số điện thoại hoặc tên đăng nhập.", field="phone")]
    if login != phone and not re.fullmatch(r"[a-z][a-z0-9._-]{2,59}", login):
        reasons.append(
            Reason(
                "Tên đăng nhập bắt đầu bằng chữ cái, có từ 3 đến 60 chữ cái không dấu, chữ số, "
                "dấu chấm hoặc gạch nối.",
                field="login",
            )
        )
    if phone and phone in used:
        reasons.append(Reason(f"Số điện thoại {phone} đã thuộc một tài khoản khác.", field="phone"))
    elif login in used:
        reasons.append(Reason(f"Tên đăng nhập {login} đã có người dùng. Hãy chọn tên khác.", field="login"))
    return reasons


def suggested_login(full_name: str) -> str:
    """'Nguyễn Thị Lan' signs in as 'lannt'."""
    words = [re.sub(r"[^a-z]", "", word) for word in without_accents(clean(full_name)).split(" ")]
    words = [word for word in words if word]
    if not words:
        return ""
    return words[-1] + "".join(word[0] for word in words[:-1])


def one_time_password() -> str:
    """Two groups of five that can be read from paper: 46 bits, replaced at the first sign-in."""
    groups = ["".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(2)]
    return "-".join(groups)
