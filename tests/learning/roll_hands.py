"""People at a session, for tests."""

from collections.abc import Sequence

from hoctap.accounts.models import User
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.rules import Face
from hoctap.learning.models import Attendance, Session
from hoctap.people.models import Household, Person
from hoctap.places.models import Place
from tests.learning.hands import activity_at
from tests.world import World, make_household


def session_at(place: Place, **kwargs: object) -> Session:
    return activity_at(place, **kwargs).sessions.get()  # type: ignore[arg-type]


def heads_of(hamlet: Place, *names: str) -> list[Person]:
    return [make_household(hamlet, name).head for name in names]


def tick(world: World, session: Session, people: Sequence[Person | Household], who: User) -> int:
    pks = [one.head_id if isinstance(one, Household) else one.pk for one in people]
    return actions.take_roll(session, pks, by=world.actor(who))


def write(world: World, session: Session, name: str, who: User, **told: object) -> Attendance:
    return actions.take_face(session, Face(name, **told), by=world.actor(who))  # type: ignore[arg-type]


def there(session: Session) -> list[str]:
    return [row.full_name for row in session.attendances.standing().order_by("name_key")]
