"""How long names of those who gave books are kept."""

from hoctap.core.registries import RetentionKind

GIVERS = RetentionKind(
    label="Người tặng sách, người giữ tủ sách",
    holds="họ tên ghi bằng chữ ở bản sách được tặng, ở tủ sách đang hoạt động",
    basis="Giữ cùng sổ đăng ký sách; tên người giữ xóa khi tủ sách thôi hoạt động. Thời hạn đề xuất, chưa kiểm chứng (Luật 91/2025/QH15).",
)
STAYS = (
    "Sổ sách của thư viện ghi tên người tặng bằng chữ, không gắn với sổ hộ: "
    "người tặng yêu cầu thì xóa ở trang Sách nhập trong năm, số sách tặng vẫn giữ."
)
