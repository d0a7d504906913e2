"""What was found about a signature, in words; and whether a PDF may be kept as the signed copy. No table, no clock."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

TRUST_WORDS = {
    "known": "Chuỗi chứng thư dẫn về cơ quan cấp chứng thư mà hệ thống này tin cậy.",
    "unknown": "Chưa rõ cơ quan cấp chứng thư: không có trong danh sách tin cậy của hệ thống này.",
    "no_roots": "Chưa kiểm được cơ quan cấp chứng thư: hệ thống này chưa có danh sách tin cậy. Nhờ người quản trị máy chủ thêm.",
    "self": "Chứng thư tự cấp: không có cơ quan nào xác nhận người ký.",
    "expired": "Chứng thư đã hết hạn, hoặc chưa có hiệu lực, vào lúc ký.",
    "revoked": "Chứng thư đã bị thu hồi.",
}
NOT_ASKED = "Hệ thống không hỏi ra ngoài xem chứng thư có bị thu hồi hay không."


@dataclass(frozen=True)
class CheckedSignature:
    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    valid_to: dt.datetime | None
    signed_at: dt.datetime | None
    is_time_proven: bool
    is_intact: bool
    covers_all: bool
    is_changed: bool
    trust: str
    why: str = ""

    @property
    def named(self) -> str:
        name = self.signer or "không ghi tên"
        return f"{name} ({self.organisation})" if self.organisation else name


def copy_reasons(signatures: Sequence[CheckedSignature]) -> list[Reason]:
    """A broken signature, a PDF changed after it, a revoked certificate: not the signed copy. An unknown chain is said, not refused."""
    reasons = []
    for one in signatures:
        if one.why:
            text = f"Chữ ký số của {one.named}: {one.why}. Hãy ký lại bằng phần mềm ký số theo chuẩn PAdES, hoặc gửi bản quét."
        elif not one.is_intact:
            text = (
                f"Chữ ký số của {one.named} không còn đúng: nội dung tệp khác với lúc ký. "
                "Hãy lấy lại tệp gốc từ người ký."
            )
        elif one.is_changed:
            text = f"Tệp đã bị sửa sau chữ ký số của {one.named}. Hãy lấy lại tệp ngay sau khi ký."
        elif one.trust == "revoked":
            text = f"Chứng thư của {one.named} đã bị thu hồi. Hãy ký lại bằng chứng thư còn hiệu lực."
        else:
            continue
        reasons.append(Reason(text, field="file"))
    return reasons
