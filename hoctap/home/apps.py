from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class HomeConfig(AppConfig):
    name = "hoctap.home"

    def ready(self) -> None:
        nav_items.register("home", NavItem("Việc của tôi", "home", "", 0))
