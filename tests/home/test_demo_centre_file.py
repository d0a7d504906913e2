"""The file of a centre in the demonstration is made by the real actions."""

from hoctap.centres.board.queries import boards_of
from hoctap.centres.models import Speaker, TeacherRequest, Trainee
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.home import demo_centre_file
from tests.world import World


def test_a_board_with_a_vacant_post_speakers_and_a_request(world: World):
    by = system_job("dữ liệu trình diễn")
    centre = demo_centre_file.add(world.commune, by)
    (board,) = boards_of([centre], today())
    assert board.director is not None
    assert board.problems == ["khuyết 1 phó giám đốc"]
    assert Speaker.objects.filter(place=world.commune).count() == 2
    assert TeacherRequest.objects.get().state == "asked"
    assert Trainee.objects.filter(is_finished=True).count() == 1
