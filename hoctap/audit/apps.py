from django.apps import AppConfig

from hoctap.core.registries import NavItem, RetentionKind, append_only_tables, nav_items, retention_kinds


class AuditConfig(AppConfig):
    name = "hoctap.audit"

    def ready(self) -> None:
        append_only_tables.register("audit_event", "audit_event")
        nav_items.register("audit", NavItem("Nhật ký", "event_list", "audit.read", 90))
        retention_kinds.register(
            "audit",
            RetentionKind(
                label="Nhật ký",
                holds="ai làm gì, lúc nào; chỉ mã số và tên ô đã sửa",
                basis="Giữ để kiểm tra về sau. Thời hạn lưu theo luật: chưa kiểm chứng.",
            ),
        )
