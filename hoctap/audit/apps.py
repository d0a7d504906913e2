from django.apps import AppConfig

from hoctap.core.registries import NavItem, RetentionKind, append_only_tables, nav_items, retention_kinds


class AuditConfig(AppConfig):
    name = "hoctap.audit"

    def ready(self) -> None:
        from hoctap.audit import words
        from hoctap.audit.chain import head_of
        from hoctap.core.backup.comparing import snapshot_facts

        words.gather()
        snapshot_facts.register("audit_chain", head_of)
        for table in ("audit_event", "audit_read", "audit_seal"):
            append_only_tables.register(table, table)
        nav_items.register("audit", NavItem("Nhật ký", "event_list", "audit.read", 90, aside=True))
        retention_kinds.register(
            "audit",
            RetentionKind(
                label="Nhật ký",
                holds="ai làm gì, lúc nào; chỉ mã số và tên ô đã sửa",
                basis="Giữ để kiểm tra về sau. Thời hạn lưu theo luật: chưa kiểm chứng.",
            ),
        )
