"""What the people of the soak find when they begin: run in a process of its own, against the database of the environment."""

import datetime as dt
import json

import django

django.setup()

from hoctap.papers.models import Paper  # noqa: E402
from hoctap.people import actions as people  # noqa: E402
from hoctap.recognition import actions as recognition  # noqa: E402
from hoctap.recognition.models import Dossier  # noqa: E402
from tests.season import walk  # noqa: E402
from tests.world import make_world  # noqa: E402

FAMILIES = ("Anh", "Bảo", "Chi", "Dân", "Em", "Giang", "Hiền", "Khôi", "Linh", "My")


def main() -> None:
    world = make_world()
    season = walk(world)
    officer = world.actor(world.lan)
    for name in FAMILIES:
        people.add_household(
            world.hamlet_2, full_name=f"Đoàn Thị {name}", birth_year=1970, year=2024, by=officer
        )
    recognition.register_all(season.round, world.hamlet_2, on=dt.date(2024, 3, 20), by=officer)
    dossiers = Dossier.objects.filter(
        household__hamlet=world.hamlet_2, household__head__full_name__contains="Đoàn"
    )
    open_papers = Paper.objects.filter(state="draft", place=world.commune)
    print(
        json.dumps(
            {
                "hamlet": str(world.hamlet.pk),
                "other_commune": str(world.other_commune.pk),
                "dossiers": [str(pk) for pk in dossiers.values_list("pk", flat=True)],
                "papers": [str(pk) for pk in open_papers.values_list("pk", flat=True)],
            }
        )
    )


main()
