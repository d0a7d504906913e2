"""400 households of one ấp, scored in 2025 and waiting in 2026: filled into an empty database for `bench_entry_keys`."""

import sys

import django

django.setup()

from hoctap.criteria.models import Title  # noqa: E402
from hoctap.recognition import actions  # noqa: E402
from hoctap.recognition.actions import TypedRow  # noqa: E402
from tests.world import make_household, make_world  # noqa: E402

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]  # fmt: skip
MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Quốc", "Kim"]
GIVEN = ["An", "Bình", "Cúc", "Dũng", "Giàu", "Hoa", "Khánh", "Lan", "Mai", "Năm", "Oanh", "Phúc", "Quý", "Sang", "Tâm", "Vinh"]  # fmt: skip


def fill(households: int) -> None:
    world = make_world()
    for number in range(households):
        household = make_household(
            world.hamlet,
            f"{FAMILY[number % 14]} {MIDDLE[number % 8]} {GIVEN[number % 16]}",
            listed_year=2024,
        )
        household.group_name = f"Tổ {number * 10 // households + 1}"
        household.save()
    by = world.actor(world.lan)
    for year in (2025, 2026):
        season = actions.open_round(
            world.commune,
            year=year,
            title=Title.LEARNING_FAMILY,
            edition=world.edition,
            before_on=None,
            by=by,
        )
        if year == 2025:
            rows = [TypedRow(dossier.pk, 1, True, "90", "86") for dossier in season.dossiers.all()]
            actions.save_list(season, world.hamlet, rows, by=by)
    sys.stdout.write(f"/recognition/rounds/{season.pk}/list/{world.hamlet.pk}/")


if __name__ == "__main__":
    fill(int(sys.argv[1]))
