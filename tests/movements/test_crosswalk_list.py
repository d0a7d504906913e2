"""Criteria of other dossiers beside our measures."""

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.crosswalk.actions import add_line, end_line
from hoctap.movements.crosswalk.models import CrosswalkLine
from hoctap.movements.crosswalk.rules import LineTyped
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/movements/crosswalk/"
LINE = LineTyped("rural", "5.2", "Tỷ lệ gia đình học tập", "learning_family.recognised", "QĐ của tỉnh (thử)")


def test_lines_of_ones_places_and_of_those_above(world: World, lan: Actor):
    add_line(world.commune, LINE, by=lan)
    for user, sees in ((world.lan, True), (world.bich, True), (world.hung, True), (world.oanh, False)):
        assert (LINE.wording in shown(sign_in(user).get(HERE))) is sees


def test_a_line_is_used_no_more_once(world: World, lan: Actor):
    line = add_line(world.commune, LINE, by=lan)
    end = reverse("crosswalk_end", args=[line.pk])
    assert sign_in(world.bich).post(end).status_code == 404, "sees it, keeps his own"
    assert sign_in(world.lan).post(end).status_code == 302
    assert LINE.wording not in shown(sign_in(world.lan).get(HERE))
    with pytest.raises(Refused, match="thôi dùng rồi"):
        end_line(line, by=lan)
    add_line(world.commune, LINE, by=lan)
    assert CrosswalkLine.objects.count() == 2


def test_nobody_adds_at_another_place(world: World):
    with pytest.raises(Forbidden):
        add_line(world.commune, LINE, by=world.actor(world.oanh))


def test_a_longer_table_takes_no_more_queries(world: World, lan: Actor):
    client = sign_in(world.lan)
    add_line(world.commune, LINE, by=lan)
    before = queries_of(client, HERE)
    for number in range(3):
        add_line(world.commune, LineTyped(LINE.dossier, f"6.{number}", "x", LINE.measure, "QĐ"), by=lan)
    assert queries_of(client, HERE) == before
