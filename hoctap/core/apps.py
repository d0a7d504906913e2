from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "hoctap.core"

    def ready(self) -> None:
        from hoctap.core.database_rights import grant_app_rights

        # Infrastructure, not domain logic: rights follow the schema.
        post_migrate.connect(grant_app_rights, sender=self, dispatch_uid="app_rights")
