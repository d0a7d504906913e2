"""So many open materials put into an empty database: the addresses of some of them, one a line."""

import sys

import django

django.setup()

from hoctap.materials.models import Listing  # noqa: E402
from tests.materials import hands  # noqa: E402
from tests.world import make_world  # noqa: E402


def fill(materials: int) -> str:
    world = make_world()
    by, reviewer, chair = (world.actor(one) for one in (world.lan, world.admin, world.minh))
    for number in range(1, materials + 1):
        hands.published(
            world.commune,
            by,
            reviewer,
            chair,
            title=f"Kỹ thuật trồng sen {number}",
            summary="Cách chọn giống, đào ao, bón phân, phòng trừ rầy nâu. " * 20,
        )
    shown = Listing.objects.values_list("material", flat=True)[:10]
    return "\n".join(f"/public/materials/{pk}/" for pk in shown)


if __name__ == "__main__":
    sys.stdout.write(fill(int(sys.argv[1])))
