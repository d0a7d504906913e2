"""OAI-PMH 2.0: others harvest what is public here, in unqualified Dublin Core, and are told what was withdrawn.

http://www.openarchives.org/OAI/openarchivesprotocol.html. Deleted records are kept for good ("persistent"). A resumption token is signed
and holds where the list goes on; nothing is remembered on the server.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

from django.core import signing
from django.db.models import Min, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from hoctap.centres.models import Topic
from hoctap.materials.models import (
    Listing,
    Material,
    MaterialKind,
    MaterialPart,
    MaterialVersion,
    PartKind,
)
from hoctap.materials.open.feeds import written, xml_text

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_ID = "http://www.openarchives.org/OAI/2.0/oai-identifier"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
for prefix, space in (("", OAI), ("oai_dc", OAI_DC), ("dc", DC), ("xsi", XSI), ("oai-identifier", OAI_ID)):
    ET.register_namespace(prefix, space)

AT_ONCE = 50
TOKEN_LIVES = 7 * 24 * 3600
PREFIX = "oai_dc"
SALT = "materials.oai"
_DAY, _SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LIST = ({"metadataPrefix"}, {"from", "until", "set"}, "resumptionToken")
# Verb → what must be asked with, what may, what stands alone.
ARGUMENTS: dict[str, tuple[set[str], set[str], str]] = {
    "Identify": (set(), set(), ""),
    "ListMetadataFormats": (set(), {"identifier"}, ""),
    "ListSets": (set(), set(), "resumptionToken"),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
    "GetRecord": ({"identifier", "metadataPrefix"}, set(), ""),
}


class OaiError(Exception):
    def __init__(self, code: str, words: str) -> None:
        self.code = code
        super().__init__(words)


@dataclass(frozen=True)
class Asking:
    """Where the repository stands, and as what."""

    base_url: str
    host: str
    absolute: Callable[[str], str]


@dataclass(frozen=True)
class Walk:
    """Which records, and after which."""

    since: str = ""
    until: str = ""
    part: str = ""
    after_at: str = ""
    after_id: str = ""
    cursor: int = 0


def answer(query: Mapping[str, list[str]], at: Asking) -> bytes:
    root = ET.Element(
        f"{{{OAI}}}OAI-PMH",
        {f"{{{XSI}}}schemaLocation": f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"},
    )
    _add(root, "responseDate", _moment(timezone.now()))
    try:
        asked = _checked(query)
        body = _VERBS[asked["verb"]](asked, at)
    except OaiError as error:
        # What was not understood is not repeated.
        told = {} if error.code in ("badVerb", "badArgument") else _single(query)
        _add(root, "request", at.base_url, told)
        _add(root, "error", str(error), {"code": error.code})
    else:
        _add(root, "request", at.base_url, asked)
        root.append(body)
    return written(root)


def _checked(query: Mapping[str, list[str]]) -> dict[str, str]:
    verbs = query.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise OaiError("badVerb", "Unknown, missing or repeated verb.")
    asked = _single(query)
    if any(len(values) != 1 for values in query.values()):
        raise OaiError("badArgument", "An argument is repeated.")
    if any("\0" in value for value in asked.values()):
        raise OaiError("badArgument", "An argument holds a letter that XML does not know.")
    must, may, alone = ARGUMENTS[asked["verb"]]
    given = set(asked) - {"verb"}
    if alone and alone in given:
        if given != {alone}:
            raise OaiError("badArgument", f"{alone} is an exclusive argument.")
        return asked
    if strange := given - must - may:
        raise OaiError("badArgument", f"Illegal argument: {', '.join(sorted(strange))[:100]}.")
    if missing := must - given:
        raise OaiError("badArgument", f"Missing argument: {', '.join(sorted(missing))}.")
    return asked


def _single(query: Mapping[str, list[str]]) -> dict[str, str]:
    return {xml_text(name): xml_text(values[0]) for name, values in query.items() if values}


# ── the six verbs ───────────────────────────────────────────────────────────────────────────────────


def _identify(_asked: dict[str, str], at: Asking) -> ET.Element:
    body = ET.Element(f"{{{OAI}}}Identify")
    earliest = Material.objects.filter(told_at__isnull=False).aggregate(first=Min("changed_at"))["first"]
    _add(body, "repositoryName", f"Học liệu mở – {at.host}")
    _add(body, "baseURL", at.base_url)
    _add(body, "protocolVersion", "2.0")
    _add(body, "adminEmail", f"hoc-lieu@{at.host}")
    _add(body, "earliestDatestamp", _moment(earliest or timezone.now()))
    _add(body, "deletedRecord", "persistent")
    _add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    described = ET.SubElement(_add(body, "description"), f"{{{OAI_ID}}}oai-identifier")
    for tag, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", at.host),
        ("delimiter", ":"),
        ("sampleIdentifier", f"oai:{at.host}:0190a5c2-0000-7000-8000-000000000000"),
    ):
        ET.SubElement(described, f"{{{OAI_ID}}}{tag}").text = text
    return body


def _list_formats(asked: dict[str, str], at: Asking) -> ET.Element:
    if "identifier" in asked:
        _record_of(asked["identifier"], at)
    body = ET.Element(f"{{{OAI}}}ListMetadataFormats")
    one = _add(body, "metadataFormat")
    _add(one, "metadataPrefix", PREFIX)
    _add(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    _add(one, "metadataNamespace", OAI_DC)
    return body


def _list_sets(asked: dict[str, str], _at: Asking) -> ET.Element:
    if "resumptionToken" in asked:
        raise OaiError("badResumptionToken", "The list of sets is given whole.")
    body = ET.Element(f"{{{OAI}}}ListSets")
    sets = [(f"kind:{one.value}", one.label) for one in MaterialKind]
    shipped = Topic.objects.filter(place__isnull=True, dropped_on__isnull=True).order_by("sort_key")
    for spec, name in [
        ("kind", "Loại"),
        *sets,
        ("topic", "Chuyên đề"),
        *((f"topic:{t.code}", t.name) for t in shipped),
    ]:
        one = _add(body, "set")
        _add(one, "setSpec", spec)
        _add(one, "setName", name)
    return body


def _list_identifiers(asked: dict[str, str], at: Asking) -> ET.Element:
    return _listed(asked, at, "ListIdentifiers", lambda body, row: _header(body, row, at))


def _list_records(asked: dict[str, str], at: Asking) -> ET.Element:
    return _listed(asked, at, "ListRecords", lambda body, row: _record(body, row, at))


def _get_record(asked: dict[str, str], at: Asking) -> ET.Element:
    _must_be_dc(asked["metadataPrefix"])
    body = ET.Element(f"{{{OAI}}}GetRecord")
    _record(body, _record_of(asked["identifier"], at), at)
    return body


_VERBS: dict[str, Callable[[dict[str, str], Asking], ET.Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
    "GetRecord": _get_record,
}


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────


def _listed(
    asked: dict[str, str], at: Asking, verb: str, put: Callable[[ET.Element, Material], None]
) -> ET.Element:
    walk = _resumed(asked["resumptionToken"], verb) if "resumptionToken" in asked else _begun(asked)
    rows = list(_rows_of(walk)[: AT_ONCE + 1])
    if not rows and not walk.cursor:
        raise OaiError("noRecordsMatch", "Nothing matches.")
    body = ET.Element(f"{{{OAI}}}{verb}")
    shown = rows[:AT_ONCE]
    for row in shown:
        put(body, row)
    if len(rows) > AT_ONCE:
        assert shown[-1].changed_at is not None
        onward = replace(
            walk,
            after_at=shown[-1].changed_at.isoformat(),
            after_id=str(shown[-1].pk),
            cursor=walk.cursor + len(shown),
        )
        token = signing.dumps([verb, *onward.__dict__.values()], salt=SALT, compress=True)
        _add(body, "resumptionToken", token, {"cursor": str(walk.cursor)})
    elif walk.cursor:
        _add(body, "resumptionToken", "", {"cursor": str(walk.cursor)})
    return body


def _resumed(token: str, verb: str) -> Walk:
    try:
        of_verb, *values = signing.loads(token, salt=SALT, max_age=TOKEN_LIVES)
        if of_verb != verb:
            raise ValueError
        return Walk(*values)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise OaiError("badResumptionToken", "The token is wrong or too old.") from error


def _begun(asked: dict[str, str]) -> Walk:
    _must_be_dc(asked["metadataPrefix"])
    since, until = asked.get("from", ""), asked.get("until", "")
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until differ in granularity.")
    first, last = _time(since, is_end=False), _time(until, is_end=True)
    if first and last and first > last:
        raise OaiError("badArgument", "from is later than until.")
    return Walk(
        since=first.isoformat() if first else "",
        until=last.isoformat() if last else "",
        part=asked.get("set", ""),
    )


def _time(text: str, *, is_end: bool) -> dt.datetime | None:
    if not text:
        return None
    try:
        if _SECOND.fullmatch(text):
            return dt.datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            clock = dt.time(23, 59, 59) if is_end else dt.time()
            return dt.datetime.combine(dt.date.fromisoformat(text), clock, dt.UTC)
    except ValueError:
        pass
    raise OaiError("badArgument", "A date is written like 2026-01-31 or 2026-01-31T00:00:00Z.")


def _rows_of(walk: Walk) -> Any:
    rows = _told()
    if walk.since:
        rows = rows.filter(changed_at__gte=walk.since)
    if walk.until:
        rows = rows.filter(changed_at__lte=walk.until)
    if walk.part:
        rows = rows.filter(_in_set(walk.part))
    if walk.after_id:
        rows = rows.filter(
            Q(changed_at__gt=walk.after_at) | Q(changed_at=walk.after_at, pk__gt=walk.after_id)
        )
    return rows.order_by("changed_at", "pk")


def _in_set(spec: str) -> Q:
    head, _, name = spec.partition(":")
    if head == "kind":
        return Q(current__kind=name) if name else Q()
    if head == "topic":
        shipped = Q(current__topic__code=name, current__topic__place__isnull=True)
        above = Q(current__topic__parent__code=name, current__topic__parent__place__isnull=True)
        return shipped | above if name else Q()
    raise OaiError("noRecordsMatch", "There is no such set.")


def _told() -> Any:
    """Every material that was public once, with its version shown last."""
    rows = Material.objects.filter(told_at__isnull=False, current__isnull=False)
    return (
        rows.select_related("place", "current__topic__parent", "listing")
        .defer("listing__body", "listing__plain_body", "listing__words")
        .prefetch_related(Prefetch("current__parts", MaterialPart.objects.defer("content")))
    )


# ── one record ──────────────────────────────────────────────────────────────────────────────────────


def _record_of(identifier: str, at: Asking) -> Material:
    start = f"oai:{at.host}:"
    try:
        pk = UUID(identifier.removeprefix(start)) if identifier.startswith(start) else None
    except ValueError:
        pk = None
    row = _told().filter(pk=pk).first() if pk else None
    if row is None:
        raise OaiError("idDoesNotExist", "There is no such record.")
    found: Material = row
    return found


def _is_there(row: Material) -> bool:
    listing: Listing | None = getattr(row, "listing", None)
    return listing is not None and listing.is_public


def _header(body: ET.Element, row: Material, at: Asking) -> None:
    header = _add(body, "header", None, {} if _is_there(row) else {"status": "deleted"})
    assert row.current is not None
    assert row.changed_at is not None
    _add(header, "identifier", f"oai:{at.host}:{row.pk}")
    _add(header, "datestamp", _moment(row.changed_at))
    _add(header, "setSpec", f"kind:{row.current.kind}")
    for topic in (row.current.topic, row.current.topic.parent):
        if topic is not None and topic.place_id is None:
            _add(header, "setSpec", f"topic:{topic.code}")


def _record(body: ET.Element, row: Material, at: Asking) -> None:
    record = _add(body, "record")
    _header(record, row, at)
    if not _is_there(row):
        return
    assert row.current is not None
    dublin = ET.SubElement(
        _add(record, "metadata"),
        f"{{{OAI_DC}}}dc",
        {f"{{{XSI}}}schemaLocation": f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"},
    )
    for tag, text in _dublin_core(row.current, row.place.title, at):
        ET.SubElement(dublin, f"{{{DC}}}{tag}").text = xml_text(text)


def _dublin_core(version: MaterialVersion, publisher: str, at: Asking) -> Iterable[tuple[str, str]]:
    yield "title", version.title
    yield "creator", version.author
    yield "subject", version.topic.name
    yield "description", version.summary
    yield "publisher", publisher
    if version.contributor_name and version.is_credited:
        yield "contributor", version.contributor_name
    if version.published_at is not None:
        yield "date", timezone.localdate(version.published_at).isoformat()
    parts = list(version.parts.all())
    yield "type", "Sound" if parts and all(part.kind == PartKind.AUDIO for part in parts) else "Text"
    for media_type in sorted({part.media_type for part in parts if part.media_type}):
        yield "format", media_type
    yield "identifier", at.absolute(reverse("openmaterial_detail", args=[version.material_id]))
    yield "language", version.language
    yield "rights", version.terms.label
    if version.terms.url:
        yield "rights", version.terms.url


def _must_be_dc(prefix: str) -> None:
    if prefix != PREFIX:
        raise OaiError("cannotDisseminateFormat", "Only oai_dc is given.")


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(
    parent: ET.Element, tag: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> ET.Element:
    made = ET.SubElement(parent, f"{{{OAI}}}{tag}", dict(attributes or {}))
    made.text = xml_text(text) if text else text
    return made
