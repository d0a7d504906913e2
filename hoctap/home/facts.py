"""How backups, encryption and the look at files stand, for the drafts on data protection."""

from django.conf import settings

from hoctap.core.registries import Fact
from hoctap.home.backing_up import known_recipient
from hoctap.home.backup_queries import watch


def backup() -> Fact:
    told = watch()
    where = "hằng đêm" if settings.BACKUP_DIR else "chưa đặt lịch"
    return Fact(
        "Sao lưu và thử khôi phục", f"{where}. {told.text}", bool(settings.BACKUP_DIR) and not told.is_late
    )


def encryption() -> Fact:
    """Of the database itself nothing is known here: that is the disk's affair."""
    https = bool(settings.SESSION_COOKIE_SECURE)
    words = ["đường truyền mã hóa (HTTPS)" if https else "đường truyền chưa mã hóa"]
    sealed = bool(known_recipient())
    words.append("bản sao lưu mã hóa (age)" if sealed else "bản sao lưu chưa có khóa mã hóa")
    note = "Mã hóa đĩa của máy chủ: hệ thống không biết, ghi tay."
    return Fact("Mã hóa dữ liệu, bản sao lưu", "; ".join(words), https and sealed, note)


def antivirus() -> Fact:
    on = bool(settings.CLAMAV)
    return Fact("Quét mã độc tệp gửi lên", "có (ClamAV)" if on else "chưa nối chương trình quét", on)
