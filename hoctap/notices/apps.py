from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items, retention_kinds


class NoticesConfig(AppConfig):
    name = "hoctap.notices"

    def ready(self) -> None:
        from hoctap.notices.queries import unread_count
        from hoctap.notices.retention import READ_NOTICES

        nav_items.register("notices", NavItem("Thông báo", "notice_list", "", 90, count=unread_count))
        retention_kinds.register("read_notices", READ_NOTICES)
