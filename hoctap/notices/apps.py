from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class NoticesConfig(AppConfig):
    name = "hoctap.notices"

    def ready(self) -> None:
        from hoctap.notices.queries import unread_count

        nav_items.register("notices", NavItem("Thông báo", "notice_list", "", 90, count=unread_count))
