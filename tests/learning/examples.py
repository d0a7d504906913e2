"""Each address and action of a centre's programme and activities with its object and owner."""

from hoctap.learning.headcounts import actions as headcounts
from hoctap.learning.headcounts.rules import Heads
from tests.examples import Call, action_example
from tests.learning.hands import activity_at
from tests.season import Season


@action_example("learning.record_headcount")
def _(season: Season) -> Call:
    session = activity_at(season.hamlet).sessions.get()
    return Call(session, [Heads(12, "m"), Heads(15, "f")], owner=season.head)


@action_example("learning.drop_headcount")
def _(season: Season) -> Call:
    session = activity_at(season.hamlet).sessions.get()
    headcounts.record_headcount(session, [Heads(12)], by=season.by(season.head))
    return Call(session, owner=season.head)
