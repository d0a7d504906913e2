"""How this installation protects data, as its settings and its database say; other apps tell about themselves."""

from typing import Any

from django.conf import settings
from django.db import connection

from hoctap.core import cluster
from hoctap.core.registries import Fact, append_only_tables


def encrypted_connection() -> Fact:
    on = bool(settings.SESSION_COOKIE_SECURE)
    return Fact(
        "Đường truyền mã hóa (HTTPS)",
        "bật" if on else "chưa bật: chỉ dùng trong máy chủ hoặc mạng riêng",
        on,
    )


def passwords() -> Fact:
    name = settings.PASSWORD_HASHERS[0].rpartition(".")[2].removesuffix("PasswordHasher")
    validators: Any = settings.AUTH_PASSWORD_VALIDATORS
    lengths = [one["OPTIONS"]["min_length"] for one in validators if "min_length" in one.get("OPTIONS", {})]
    least = next(iter(lengths), None)
    shortest = f", ngắn nhất {least} ký tự" if least else ""
    return Fact("Mật khẩu", f"chỉ giữ dạng băm một chiều ({name}){shortest}", True)


def guessing() -> Fact:
    limits = settings.ACCOUNT_RATE_LIMITS.get("login_failed", "")
    return Fact("Chống dò mật khẩu", f"giới hạn số lần sai ({limits})" if limits else "", bool(limits))


def trail() -> Fact:
    """Asked of the database itself, not of what the code means to do."""
    role = cluster.app_role_name()
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        if not cursor.fetchone()[0]:
            return Fact("Nhật ký chỉ thêm, không sửa, không xóa", "", None)
        cursor.execute(
            "SELECT bool_or(has_table_privilege(%s, name, 'UPDATE') OR has_table_privilege(%s, name, 'DELETE'))"
            " FROM unnest(%s::text[]) AS name",
            [role, role, list(append_only_tables)],
        )
        may_change = bool(cursor.fetchone()[0])
    words = (
        "cơ sở dữ liệu từ chối mọi lệnh sửa, xóa" if not may_change else "quyền trong cơ sở dữ liệu đang sai"
    )
    return Fact("Nhật ký chỉ thêm, không sửa, không xóa", words, not may_change)


def least_rights() -> Fact:
    return Fact(
        "Phân quyền",
        "theo vai trò và địa bàn; mỗi việc hỏi quyền tại đúng nơi; việc của xã khác coi như không có",
        True,
    )


def little_data() -> Fact:
    return Fact(
        "Giảm thiểu dữ liệu",
        "không giữ số căn cước, dân tộc, tôn giáo, khuyết tật, hộ nghèo, điểm học; tệp danh sách không lưu lại",
        True,
    )


FACTS = {
    "https": encrypted_connection,
    "passwords": passwords,
    "guessing": guessing,
    "audit": trail,
    "rights": least_rights,
    "minimal": little_data,
}
