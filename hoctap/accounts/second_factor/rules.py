"""Whom a second factor is asked of, and when one may be put away."""

from collections.abc import Iterable

from hoctap.core.permissions import Role
from hoctap.core.refusals import Reason

# They give rights away or sign with legal effect.
POWERFUL = frozenset(
    {Role.COMMUNE_ADMIN.value, Role.SYSTEM_ADMIN.value, Role.CHAIR.value, Role.EDUCATION_HEAD.value}
)
POLICIES = ("required", "offered", "off")


def policy_fault(policy: str) -> str:
    """Why the installation must not start with this setting; empty when it may. A slip of the pen would switch the policy off."""
    if policy in POLICIES:
        return ""
    return f"HOCTAP_SECOND_FACTOR phải là {', '.join(POLICIES)}; đang ghi “{policy}”."


def is_powerful(roles: Iterable[str]) -> bool:
    return not POWERFUL.isdisjoint(roles)


def is_owed(policy: str, *, powerful: bool, has_one: bool) -> bool:
    """Whether the person goes nowhere before a second factor is set up."""
    return policy == "required" and powerful and not has_one


def removal_blockers(policy: str, *, powerful: bool, others: int) -> list[Reason]:
    """`others` are the ways to prove oneself besides the one to be put away, recovery codes not counted."""
    if policy != "required" or not powerful or others:
        return []
    return [
        Reason(
            "Vai trò của ông/bà buộc phải có xác thực hai lớp, và đây là cách duy nhất đang có. "
            "Hãy thêm một cách khác trước khi bỏ cách này."
        )
    ]


def reset_blockers(*, is_self: bool, has_one: bool) -> list[Reason]:
    if is_self:
        return [
            Reason(
                "Không tự gỡ xác thực hai lớp của mình ở đây. Hãy vào trang Xác thực hai lớp, "
                "hoặc nhờ người quản trị khác gỡ tại chỗ."
            )
        ]
    if not has_one:
        return [Reason("Người này chưa đặt xác thực hai lớp nên không có gì để gỡ.")]
    return []
