from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "hoctap.core"

    def ready(self) -> None:
        from hoctap.core.database_rights import grant_app_rights

        # Infrastructure, not domain logic: rights follow the schema. The signal is sent only for apps with models.
        post_migrate.connect(grant_app_rights, sender=apps.get_app_config("audit"), dispatch_uid="app_rights")
