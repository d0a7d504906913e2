from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.people.models import DuplicateCandidate
from tests.world import World, make_household


def test_it_notes_the_pairs_of_a_commune_and_merges_nothing(world: World):
    for name in ("Lê Văn Á", "Lê Văn A"):
        make_household(world.hamlet, name, birth_year=1968)
    out = StringIO()
    call_command("duplicates", "--place", "30055", stdout=out)
    assert "Xã Tân Kiều: thêm 1 cặp cần xem." in out.getvalue()
    pair = DuplicateCandidate.objects.get()
    assert not pair.person_a.merged_into
    assert not pair.person_b.merged_into


def test_a_code_nobody_knows_is_refused_in_a_sentence(world: World):
    with pytest.raises(CommandError):
        call_command("duplicates", "--place", "99999")
