"""The names behind a figure of workers."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Read
from hoctap.learning.models import LearnerOutcome
from tests.learning.club_hands import YESTERDAY, learner, taught, worker
from tests.learning.outcome_examples import shown, trained
from tests.world import World


@pytest.mark.requirement("S4-12")
def test_each_figure_opens_to_its_names_and_who_looked_is_noted(world: World, director: User, client: Client):
    bền = worker(world.hamlet, "Lê Văn Bền")
    sewing = trained(taught(world.hamlet, title="Lớp may"))
    learner(sewing, bền)
    dropped = learner(sewing, full_name="Ngô Bỏ Dở")
    LearnerOutcome.objects.create(attendance=dropped, has_finished=False, as_of=YESTERDAY, recorded_by="x")
    learner(shown(taught(world.hamlet, code="crops", title="Lớp lúa")), full_name="Trần Lúa")
    learner(taught(world.hamlet, code="crops"), full_name="Cụ Già", birth_year=1930)
    client.force_login(director)

    def names(kind: str) -> set[str]:
        page = client.get(f"/vocational/workers/{world.commune.pk}/?kind={kind}&year={YESTERDAY.year}").text
        return {one for one in ("Lê Văn Bền", "Ngô Bỏ Dở", "Trần Lúa", "Cụ Già") if one in page}

    assert names("learning") == {"Lê Văn Bền", "Ngô Bỏ Dở", "Trần Lúa"}
    assert names("trained") == {"Lê Văn Bền"}
    assert names("technology") == {"Trần Lúa"}
    assert (
        str(bền.pk) in Read.objects.latest("id").subjects
        or Read.objects.filter(subjects__contains=[str(bền.pk)]).exists()
    )
    assert client.get(f"/vocational/workers/{world.commune.pk}/?kind=x").status_code == 404


def test_names_taken_in_another_commune_are_counted_and_not_read(
    world: World, director: User, client: Client
):
    learner(taught(world.other_hamlet, code="crops"), full_name="Xa Nhà", hamlet=world.hamlet)
    client.force_login(director)
    page = client.get(f"/vocational/workers/{world.commune.pk}/?year={YESTERDAY.year}").text
    assert "1 người nữa học ở xã khác" in page
    assert "Xa Nhà" not in page


def test_a_hamlets_head_a_reader_and_a_neighbour_find_no_names(world: World, client: Client):
    learner(taught(world.hamlet, code="crops"), full_name="Kín Đáo")
    for user, status in ((world.hung, 404), (world.oanh, 404), (world.minh, 403), (world.bich, 403)):
        client.force_login(user)
        answer = client.get(f"/vocational/workers/{world.commune.pk}/")
        assert answer.status_code == status
        assert "Kín Đáo" not in answer.text
