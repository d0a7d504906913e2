"""Open surveys by the form that comes with the program, put into an empty database: their addresses, one a line.

With a number: so many of them. With "count": how many answered.
"""

import sys

import django

django.setup()

from hoctap.surveys.design.queries import topics_for_form  # noqa: E402
from hoctap.surveys.design.rules import Design  # noqa: E402
from hoctap.surveys.design.shipped import first_form  # noqa: E402
from hoctap.surveys.models import Response  # noqa: E402
from tests.centres.hands import topic  # noqa: E402
from tests.season import make_director  # noqa: E402
from tests.surveys import hands  # noqa: E402
from tests.world import make_world  # noqa: E402


def fill(surveys: int) -> str:
    world = make_world()
    topic()
    by = world.actor(make_director("Đặng Thị Thu", "thu", world.commune))
    design: Design = first_form(topics_for_form(world.commune))
    version = hands.published(world.commune, by, title="Phiếu khảo sát nhu cầu học tập", content=design)
    campaigns = [
        hands.campaign_at(world.commune, by, version=version, title=f"Khảo sát {number}")
        for number in range(1, surveys + 1)
    ]
    return "\n".join(f"/s/{hands.token_of(campaign)}/" for campaign in campaigns)


if __name__ == "__main__":
    words = sys.argv[1:]
    counts = words == ["count"]
    sys.stdout.write(
        str(Response.objects.standing().count()) if counts else fill(int(words[0]) if words else 1)
    )
