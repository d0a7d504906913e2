"""Every file of the messy set goes through all checks: nothing breaks, and what is not entered is told with its row and its cure."""

import pytest

from hoctap.core.actor import system_job
from hoctap.people import actions
from hoctap.people.importing import telling
from hoctap.people.importing.planning import Choices
from hoctap.people.models import HouseholdMember
from hoctap.places.actions import add_hamlets
from tests.people.messy import MESSY, MessyFile
from tests.world import World

# One names no hamlet at all, in the other each household has two heads or none: a person is asked about every row.
NOBODY_YET = ("pcgd_xmc.xlsx", "chu_ho_danh_dau.xlsx")


@pytest.mark.parametrize("file", MESSY, ids=lambda file: file.name)
def test_each_row_of_a_messy_list_is_entered_or_told(world: World, file: MessyFile):
    content, by = file.build(), system_job("thử")
    looked = actions.import_at_once(
        world.commune, 2026, file.name, content, by=by, choices=Choices(), dry_run=True
    )
    add_hamlets(world.commune, list(looked.plan.listed.unknown_hamlets), by=by)
    done = actions.import_at_once(
        world.commune, 2026, file.name, content, by=by, choices=Choices(leave_faulty=True)
    )
    plan = done.plan
    assert bool(plan.listed.households) != (file.name in NOBODY_YET)
    faults = list(telling.faulty_rows(plan))
    assert all(one["reason"] and one["cure"] and one["row"] > 0 for one in faults)
    told = {(one["sheet"], one["row"]) for one in faults} | {
        (one["sheet"], one["row"]) for one in telling.repeated_rows(plan)
    }
    entered = {(one.sheet, one.row) for home in plan.listed.households for one in home.people}
    assert len(told | entered) == plan.listed.rows
    assert not told & entered
    assert done.written is not None
    assert done.written.persons == HouseholdMember.objects.count() == len(entered)
