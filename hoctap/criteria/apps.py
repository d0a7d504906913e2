from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.registries import set_up_steps


class CriteriaConfig(AppConfig):
    name = "hoctap.criteria"

    def ready(self) -> None:
        set_up_steps.register("criteria", _load_editions)


def _load_editions(place_id: UUID, year: int, by: Actor) -> str:
    from hoctap.criteria import actions

    loaded = actions.load_shipped_editions(by=by)
    return "; ".join(
        f"Bộ tiêu chí: {edition.name} ({edition.get_verification_display()})" for edition in loaded
    )
