"""The lists of the register: households of a year and persons of today, by place or by name, page by page.

A list without a search runs commune by commune, hamlet by hamlet, by given name. What is searched comes by how well the name answers
(`RANKS`), inside that by given name. Both stay fast with a million people because no road is left to the planner's luck:

- By place: first only the next hamlets after the key, as many as hold some thousand households by the kept counters (`_hamlets`). Almost
  every page is full by then. Where it is not, the filter takes so few that its own index finds them all.
- By name, where the actor's hamlets hold few households: all of their lines, which an index gives at once.
- By name in a province: each rank apart. What few carry comes from the index of words. For what many carry the next names are walked
  in the order of the alphabet until the page is full, which is soon; where a hundred thousand names do not fill it, the index of words does.
  The walk reads an index that holds all it asks of a line, and its length is a limit inside the query: nothing can make it longer.

Rights are part of each query: a line counts when its hamlet lies below a place where the actor may read the register.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast

from hoctap.core.actor import Actor
from hoctap.core.paging import Key, KeyPage, Walk, beyond, ordered_by, page_by_key
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.people.models import Household, HouseholdMember, Person, Residence
from hoctap.people.name_search import AskedFor, asked_for
from hoctap.people.register_lines import HouseholdLine, PersonLine
from hoctap.places.models import Level, Place

PAGE = 50
COUNTED_UP_TO = 1_000
# Households that are read in the order of the list before an index has to find the lines.
NEAR_HOUSEHOLDS = 1_500
# Lines that are walked in the order of names before the index of words has to find them: more than carry one given name, for
# inside it the families follow each other, and "nguyen" may begin only after most of them.
NEAR_NAMES = 100_000
# Lines that the index of words gives sooner than any walk.
FEW = 20_000
# Households of a scope that is read whole: a large commune.
WHOLE_SCOPE = 15_000

# How well a name answers: the name as typed; the same without accents; all the words as typed; all the words without accents.
AS_TYPED, SAME_LETTERS, WORDS_AS_TYPED, WORDS = RANKS = range(4)

_BY_PLACE = (
    "hamlet__parent__sort_key",
    "hamlet__parent_id",
    "hamlet__sort_key",
    "hamlet_id",
    "sort_key",
    "id",
)
_BY_NAME = ("rank", "sort_key", "id")
_NAMES = ("sort_key", "id")
_LINE = ("pk", "household_id", "hamlet_id", "sort_key")
_PLACE_NAMES = ("hamlet__kind", "hamlet__name", "hamlet__parent__kind", "hamlet__parent__name")


@dataclass(frozen=True)
class HouseholdFilter:
    year: int
    place: UUID | None = None
    """A commune or a hamlet."""
    search: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.place or self.search)


@dataclass(frozen=True)
class PersonFilter:
    year: int
    """This year: by its counters the households of a hamlet are estimated."""
    place: UUID | None = None
    search: str = ""
    born_from: int | None = None
    born_to: int | None = None
    sex: str = ""
    heads_only: bool = False

    @property
    def is_narrow(self) -> bool:
        return bool(self.place or self.search or self.takes_some)

    @property
    def takes_some(self) -> bool:
        return bool(self.born_from or self.born_to or self.sex or self.heads_only)


@dataclass(frozen=True)
class ListPage[Line]:
    page: KeyPage[Line]
    total: int | None
    """None: there are more than `more_than`, and counting them would cost more than reading the page."""
    more_than: int = 0


def list_households(actor: Actor, chosen: HouseholdFilter, walk: Walk) -> ListPage[HouseholdLine]:
    """Households that count in a year, each where it lived then."""
    lines = counted = Residence.objects.counted_in(chosen.year)
    shown = (
        *_LINE,
        *("household__head__full_name", "household__head__birth_year"),
        *(f"household__{name}" for name in ("group_name", "address", "members_count", "head_id")),
        *_PLACE_NAMES,
    )
    asked = asked_for(chosen.search)
    scope = _Scope(actor, chosen.place, chosen.year)
    if asked and asked.digits:
        households, persons = _with_number(asked.digits)
        headed = Household.objects.filter(_among("head_id", persons)).values_list("pk", flat=True)
        lines = lines.filter(_among("household_id", [*households, *headed]))
    wanted = _Wanted(lines, Residence.objects.all(), counted, HouseholdLine, shown, scope)
    return _seen(_by_name(wanted, asked, walk) if asked else _by_place(wanted, walk, counted=True))


def list_persons(actor: Actor, chosen: PersonFilter, walk: Walk) -> ListPage[PersonLine]:
    """Persons living in a household now, each once."""
    lines = HouseholdMember.objects.living_here()
    shown = (
        *_LINE,
        *("person__full_name", "birth_year", "sex", "is_head", "relation", "person_id"),
        "household__number",
        *_PLACE_NAMES,
    )
    asked = asked_for(chosen.search)
    if asked and asked.digits:
        households, persons = _with_number(asked.digits)
        lines = lines.filter(Q(_among("household_id", households)) | Q(_among("person_id", persons)))
    narrowed = Q()
    if chosen.born_from:
        narrowed &= Q(birth_year__gte=chosen.born_from)
    if chosen.born_to:
        narrowed &= Q(birth_year__lte=chosen.born_to)
    if chosen.sex:
        narrowed &= Q(sex=chosen.sex)
    if chosen.heads_only:
        narrowed &= Q(is_head=True)
    scope = _Scope(actor, chosen.place, chosen.year)
    of_names = HouseholdMember.objects.filter(narrowed)
    wanted = _Wanted(
        lines.filter(narrowed), HouseholdMember.objects.living_here(), of_names, PersonLine, shown, scope
    )
    if asked:
        return _seen(_by_name(wanted, asked, walk))
    return _seen(_by_place(wanted, walk, counted=False, takes_some=chosen.takes_some))


def _seen(listed: ListPage[Any]) -> ListPage[Any]:
    """Lines are read past the models: say whose they are."""
    saw(
        persons=[line.person_id for line in listed.page],
        households=[line.household_id for line in listed.page],
    )
    return listed


def _with_number(digits: str) -> tuple[list[UUID], list[UUID]]:
    """Households of this number and persons of this telephone, by their indexes; who may see which is asked of the lines."""
    households = Household.objects.filter(number=digits).exclude(number="").order_by()
    persons = Person.objects.filter(phone=digits).exclude(phone="").order_by()
    return list(households.values_list("pk", flat=True)), list(persons.values_list("pk", flat=True))


def is_key_by_place(key: Key) -> bool:
    """(hamlet, sort key, line)"""
    return len(key) == 3 and _is_uuid(key[0]) and _is_uuid(key[2])


def is_key_by_name(key: Key) -> bool:
    """(rank, sort key, line)"""
    return len(key) == 3 and key[0] in {str(rank) for rank in RANKS} and _is_uuid(key[2])


def is_key_of(search: str, key: Key) -> bool:
    return is_key_by_name(key) if asked_for(search) else is_key_by_place(key)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


# ---------------------------------------------------------------- where


@dataclass(frozen=True)
class _Scope:
    """The hamlets of a list: below a place where the actor may read, and below the chosen place."""

    actor: Actor
    place: UUID | None
    year: int

    def of(self, lines: QuerySet[Any]) -> QuerySet[Any]:
        if not self.actor.system_job:
            lines = lines.filter(hamlet__path__overlap=self.actor.places_with(Permission.HOUSEHOLD_READ))
        return lines.filter(hamlet__path__contains=[self.place]) if self.place else lines

    def holds(self) -> Q:
        """The same as a condition that leaves the lines in their order: the hamlets are found once, not joined to."""
        hamlets = Place.objects.filter(level=Level.HAMLET).order_by()
        if not self.actor.system_job:
            hamlets = hamlets.filter(path__overlap=self.actor.places_with(Permission.HOUSEHOLD_READ))
        if self.place:
            hamlets = hamlets.filter(path__contains=[self.place])
        return Q(_Holds(F("hamlet_id"), hamlets.values("pk")))


@dataclass(frozen=True)
class _Hamlets:
    """The next hamlets of a scope in the order of the list."""

    following: str
    """Their ids as an array of PostgreSQL, which one parameter carries, however many they are."""
    first: str
    end_here: bool
    """No others follow in the scope."""
    last: tuple[object, ...]
    """The order of the last of them."""
    whole: str | None
    """All hamlets of the scope; None where they hold more households than are read at once."""
    households: int
    """Of the whole scope, by the kept counters."""


_NEXT_HAMLETS = """
    WITH hamlets AS MATERIALIZED (
        SELECT hamlet.id, hamlet.sort_key, commune.id AS commune_id, commune.sort_key AS commune_key,
               coalesce(kept.households, 0) AS households,
               row_number() OVER (ORDER BY commune.sort_key {way}, commune.id {way}, hamlet.sort_key {way}, hamlet.id {way}) AS position
        FROM places_place AS hamlet
        JOIN places_place AS commune ON commune.id = hamlet.parent_id
        LEFT JOIN (
            SELECT place_id, sum(value) AS households FROM measures_summary
            WHERE counter = 'household.listed' AND year <= %(year)s GROUP BY place_id
        ) AS kept ON kept.place_id = hamlet.id
        WHERE hamlet.level = 'hamlet' AND (%(granted)s::uuid[] IS NULL OR hamlet.path && %(granted)s::uuid[])
          AND (%(place)s::uuid IS NULL OR hamlet.path @> ARRAY[%(place)s::uuid])
    ), scope AS MATERIALIZED (
        SELECT sum(households) AS households, count(*) AS hamlets,
               CASE WHEN sum(households) <= %(whole)s THEN array_agg(id)::text END AS whole
        FROM hamlets
    ), following AS (
        SELECT hamlets.*, row_number() OVER begun AS turn,
               sum(households) OVER begun - households - first_value(households) OVER begun AS between
        FROM hamlets WHERE position >= coalesce((SELECT position FROM hamlets WHERE id = %(start)s::uuid), 1)
        WINDOW begun AS (ORDER BY position)
    )
    SELECT following.id::text, commune_key, commune_id, sort_key, position = scope.hamlets, scope.households,
           CASE WHEN turn = 1 THEN scope.whole END
    FROM following CROSS JOIN scope WHERE between < %(enough)s ORDER BY position
"""


def _hamlets(scope: _Scope, walk: Walk, enough: int) -> _Hamlets:
    """From the hamlet of the key on, until those after it hold `enough` households."""
    values = {
        "year": scope.year,
        "granted": None if scope.actor.system_job else scope.actor.places_with(Permission.HOUSEHOLD_READ),
        "place": scope.place,
        "start": walk.key[0] if walk.key else None,
        "enough": enough,
        "whole": WHOLE_SCOPE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_HAMLETS.format(way="DESC" if walk.back else "ASC"), values)
        rows = cursor.fetchall()
    if not rows:
        return _Hamlets("{}", "", True, (), "{}", 0)
    hamlet, commune_key, commune, sort_key, is_last, households, _ = rows[-1]
    return _Hamlets(
        following="{" + ",".join(row[0] for row in rows) + "}",
        first=rows[0][0],
        end_here=is_last,
        last=(commune_key, commune, sort_key, hamlet),
        whole=rows[0][-1],
        households=int(households),
    )


# ---------------------------------------------------------------- lines


@dataclass(frozen=True)
class _Wanted:
    lines: QuerySet[Any]
    """Filtered by everything but place and name."""
    names: QuerySet[Any]
    """The same table as its index of names holds it."""
    of_names: QuerySet[Any]
    """What `lines` asks beyond `names`, of columns that this index holds."""
    line: Callable[..., Any]
    shown: tuple[str, ...]
    """The columns that make a line, in its order."""
    scope: _Scope


def _by_place(wanted: _Wanted, walk: Walk, *, counted: bool, takes_some: bool = False) -> ListPage[Any]:
    """`counted`: the kept counters count just these lines. `takes_some`: a filter leaves lines out."""
    seen: list[_Hamlets] = []

    def fetch(walk: Walk, limit: int) -> list[Any]:
        hamlets = _hamlets(wanted.scope, walk, NEAR_HOUSEHOLDS if takes_some else limit)
        seen.append(hamlets)
        near = wanted.lines.filter(_in_hamlets(hamlets.following))
        if walk.key and walk.key[0] == hamlets.first:
            rest_of_hamlet = beyond(("sort_key", "pk"), walk.key[1:], back=walk.back)
            near = near.filter(~Q(hamlet=walk.key[0]) | rest_of_hamlet)
        ids = _first(near, _BY_PLACE, walk.back, limit)
        if len(ids) < limit and not hamlets.end_here:
            far = wanted.scope.of(wanted.lines).filter(beyond(_BY_PLACE[:4], hamlets.last, back=walk.back))
            ids += _first(far, _BY_PLACE, walk.back, limit - len(ids))
        return _shown(wanted, ids)

    page = page_by_key(walk, PAGE, fetch, lambda line: (str(line.hamlet_id), line.sort_key, str(line.pk)))
    if counted:
        return ListPage(page, seen[-1].households)
    return _with_total(page, wanted.lines, seen[-1].whole)


def _by_name(wanted: _Wanted, asked: AskedFor, walk: Walk) -> ListPage[Any]:
    whole = _hamlets(wanted.scope, Walk(), 1).whole
    if asked.digits:
        # An index gives the few lines with this number, however large the scope.
        lines = wanted.scope.of(wanted.lines).annotate(rank=Value(AS_TYPED, IntegerField()))
    else:
        lines = wanted.lines.annotate(rank=_rank(asked))
        if whole is not None:
            lines = lines.filter(_in_hamlets(whole), _answers(asked.words))

    ranked = replace(wanted, lines=lines)

    def fetch(walk: Walk, limit: int) -> list[Any]:
        if whole is None and not asked.digits:
            return _shown(ranked, _found_in_a_province(ranked, asked, walk, limit))
        following = lines
        if walk.key:
            following = following.filter(beyond(_BY_NAME, _name_key(walk.key), back=walk.back))
        return _shown(ranked, _first(following, _BY_NAME, walk.back, limit))

    page = page_by_key(walk, PAGE, fetch, lambda line: (str(line.rank), line.sort_key, str(line.pk)))
    return _with_total(page, lines, whole)


def _found_in_a_province(wanted: _Wanted, asked: AskedFor, walk: Walk, limit: int) -> list[UUID]:
    """Rank by rank, nearest first. The two ranks of the same name are one step: few share a whole name."""
    steps = [
        (SAME_LETTERS, asked.name),
        (WORDS_AS_TYPED, f"{asked.exact} & !{asked.name}" if asked.exact else ""),
        (WORDS, f"{asked.words} & !{asked.name}" + (f" & !({asked.exact})" if asked.exact else "")),
    ]
    ids: list[UUID] = []
    begin = int(walk.key[0]) if walk.key else None
    for last_rank, query in reversed(steps) if walk.back else steps:
        is_behind = begin is not None and (
            last_rank > max(begin, SAME_LETTERS) if walk.back else last_rank < begin
        )
        if not query or is_behind or len(ids) == limit:
            continue
        key = walk.key if begin is not None and last_rank == max(begin, SAME_LETTERS) else None
        here = Walk(key, walk.back)
        if last_rank == SAME_LETTERS:
            found = wanted.scope.of(wanted.lines).filter(_answers(query))
            if key:
                found = found.filter(beyond(_BY_NAME, _name_key(key), back=walk.back))
            ids += _first(found, _BY_NAME, walk.back, limit - len(ids))
        else:
            ids += _in_order_of_names(wanted, query, here, limit - len(ids))
    return ids


def _in_order_of_names(wanted: _Wanted, query: str, walk: Walk, limit: int) -> list[UUID]:
    """One rank: by walking the next names of the alphabet where many are expected; else, or where they are far, by the index of words.

    Either road alone finds the same lines: the expectation decides only how soon.
    """
    condition = beyond(_NAMES, walk.key[1:], back=walk.back) if walk.key else Q()
    found = wanted.lines.filter(_answers(query))
    if _expected(found) > FEW:
        ids = _walked(wanted, condition, query, walk.back, limit)
        if len(ids) == limit:
            return ids
    # The order is that of the names; spelled so that no index seems to offer it and the matches alone are sorted.
    found = wanted.scope.of(found).filter(condition).annotate(name=_Spelled(F("sort_key")))
    return _first(found, ("name", "id"), walk.back, limit)


def _expected(lines: QuerySet[Any]) -> int:
    """How many lines PostgreSQL expects by the statistics that it keeps of words, years and sexes; nothing is read."""
    sql, values = lines.order_by().values_list("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])


def _walked(wanted: _Wanted, condition: Q, query: str, back: bool, limit: int) -> list[UUID]:
    """The first lines that answer among the next NEAR_NAMES: a query of the lines, read from a query of the names in their order.

    The ORM cannot read from a query, so its own table is replaced by it under its own name.
    """
    order = ordered_by(_NAMES, back=back)
    model = wanted.of_names.model
    held = next(index for index in model._meta.indexes if index.name.endswith("_name_walk"))
    columns = [model._meta.get_field(name).attname for name in (*held.fields, *held.include)]
    names = wanted.names.filter(condition).order_by(*order).values_list(*columns)[:NEAR_NAMES]
    found = wanted.of_names.filter(wanted.scope.holds(), _answers(query)).order_by(*order)
    names_sql, names_values = names.query.sql_with_params()
    sql, values = found.values_list("pk")[:limit].query.sql_with_params()
    table = connection.ops.quote_name(model._meta.db_table)
    before, whole_table, after = sql.partition(f" FROM {table} ")
    assert whole_table, sql
    with connection.cursor() as cursor:
        cursor.execute(f"{before} FROM ({names_sql}) AS {table} {after}", (*names_values, *values))
        return [row[0] for row in cursor.fetchall()]


def _first(lines: QuerySet[Any], order: Sequence[str], back: bool, limit: int) -> list[UUID]:
    """Ids only: what is shown is read for the lines of the page, not for all that are sorted."""
    return list(lines.order_by(*ordered_by(order, back=back)).values_list("pk", flat=True)[:limit])


def _shown(wanted: _Wanted, ids: list[UUID]) -> list[Any]:
    lines = wanted.lines.filter(_among("id", ids)).order_by()
    columns = wanted.shown + (("rank",) if "rank" in lines.query.annotations else ())
    by_id = {values[0]: wanted.line(*values) for values in lines.values_list(*columns)}
    return [by_id[pk] for pk in ids if pk in by_id]


def _rank(asked: AskedFor) -> Case:
    ranks = [When(sort_key=asked.sort_key, then=Value(AS_TYPED))] if asked.exact else []
    ranks.append(When(_answers(asked.name), then=Value(SAME_LETTERS)))
    if asked.exact:
        ranks.append(When(_answers(asked.exact), then=Value(WORDS_AS_TYPED)))
    return Case(*ranks, default=Value(WORDS), output_field=IntegerField())


class _Answers(Func):
    """`search_words @@ query`. The query is cast, not parsed: its words are the index's own."""

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " @@ "


class _Spelled(Func):
    output_field = CharField()
    template = "(%(expressions)s || '')"


class _Holds(Func):
    """`column IN (query)`, asked in a way that the planner does not turn into a join."""

    output_field = BooleanField()
    template = "(%(expressions)s) IS TRUE"
    arg_joiner = " IN "


class _Among(Func):
    """`column = ANY(array)`: one parameter, however many ids."""

    output_field = BooleanField()
    template = "%(expressions)s)"
    arg_joiner = " = ANY("


def _among(column: str, ids: Iterable[object]) -> _Among:
    return _Among(F(column), Cast(Value("{" + ",".join(map(str, ids)) + "}"), ArrayField(UUIDField())))


def _in_hamlets(ids: str) -> _Among:
    return _Among(F("hamlet_id"), Cast(Value(ids), ArrayField(UUIDField())))


def _answers(query: str) -> _Answers:
    return _Answers(F("search_words"), Cast(Value(query), SearchQueryField()))


def _name_key(key: Key) -> tuple[object, ...]:
    return (int(key[0]), *key[1:])


def _with_total(page: KeyPage[Any], lines: QuerySet[Any], whole: str | None) -> ListPage[Any]:
    if page.is_whole:
        return ListPage(page, len(page))
    if whole is None:
        return ListPage(page, None, PAGE)
    total = lines.filter(_in_hamlets(whole)).order_by()[: COUNTED_UP_TO + 1].count()
    return ListPage(page, None if total > COUNTED_UP_TO else total, COUNTED_UP_TO)
