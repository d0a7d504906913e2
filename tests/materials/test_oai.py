"""OAI-PMH 2.0: what others harvest. The order of elements and the names are those of the protocol's schema."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.materials import actions
from hoctap.materials.models import Material
from hoctap.materials.open import oai
from tests.materials import hands
from tests.materials.conftest import Store

URL = reverse("openmaterial_oai")
NS = {"o": oai.OAI, "dc": oai.DC, "oai_dc": oai.OAI_DC}
PREFIX = {"metadataPrefix": "oai_dc"}


def asked(client: Client, **query: Any) -> ET.Element:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    # OAI-PMH.xsd: responseDate, request, then errors or the one body of the verb.
    names = [child.tag.removeprefix(f"{{{oai.OAI}}}") for child in root]
    assert root.tag == f"{{{oai.OAI}}}OAI-PMH"
    assert names[:2] == ["responseDate", "request"]
    assert len(names) == 3
    assert dt.datetime.strptime(root[0].text or "", "%Y-%m-%dT%H:%M:%SZ")
    assert (root[1].text or "").endswith(URL)
    assert root.attrib[f"{{{oai.XSI}}}schemaLocation"].split() == [
        oai.OAI,
        "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
    ]
    return root


def error_of(client: Client, **query: Any) -> str:
    root = asked(client, **query)
    error = root.find("o:error", NS)
    assert error is not None, ET.tostring(root)
    assert error.text
    repeated = root.find("o:request", NS)
    assert repeated is not None
    if error.attrib["code"] in ("badVerb", "badArgument"):
        assert repeated.attrib == {}
    return error.attrib["code"]


def identifier(material: Material) -> str:
    return f"oai:testserver:{material.pk}"


def ids(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.findall(".//o:header/o:identifier", NS)]


@pytest.mark.requirement("S1-63")
def test_identify_says_what_the_protocol_asks_in_its_order(store: Store, client: Client):
    store.published()
    root = asked(client, verb="Identify")
    assert [child.tag.partition("}")[2] for child in root[2]] == [
        *("repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp"),
        *("deletedRecord", "granularity", "description"),
    ]
    assert root.findtext("o:Identify/o:protocolVersion", namespaces=NS) == "2.0"
    assert root.findtext("o:Identify/o:deletedRecord", namespaces=NS) == "persistent"
    assert root.findtext("o:Identify/o:granularity", namespaces=NS) == "YYYY-MM-DDThh:mm:ssZ"
    request = root.find("o:request", NS)
    assert request is not None
    assert request.attrib == {"verb": "Identify"}


def test_formats_and_sets_are_listed(store: Store, client: Client):
    material = store.published()
    for more in ({}, {"identifier": identifier(material)}):
        root = asked(client, verb="ListMetadataFormats", **more)
        one = root.find("o:ListMetadataFormats/o:metadataFormat", NS)
        assert one is not None
        assert [(child.tag.partition("}")[2], child.text) for child in one] == [
            ("metadataPrefix", "oai_dc"),
            ("schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
            ("metadataNamespace", oai.OAI_DC),
        ]
    sets = asked(client, verb="ListSets").findall("o:ListSets/o:set", NS)
    specs = [one.findtext("o:setSpec", namespaces=NS) for one in sets]
    assert {"kind", "kind:local", "topic", "topic:crops"} <= set(specs)
    assert all([child.tag.partition("}")[2] for child in one] == ["setSpec", "setName"] for one in sets)


@pytest.mark.requirement("S1-63")
def test_a_record_is_given_in_dublin_core(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen"), **hands.AGREED, is_credited=True)
    root = asked(client, verb="GetRecord", identifier=identifier(material), **PREFIX)
    record = root.find("o:GetRecord/o:record", NS)
    assert record is not None
    assert [child.tag.partition("}")[2] for child in record] == ["header", "metadata"]
    header = record[0]
    assert [child.tag.partition("}")[2] for child in header][:2] == ["identifier", "datestamp"]
    assert {"kind:local", "topic:crops", "topic:production"} == {
        one.text for one in header.findall("o:setSpec", NS)
    }
    dublin = record.find("o:metadata/oai_dc:dc", NS)
    assert dublin is not None
    assert f"{{{oai.XSI}}}schemaLocation" in dublin.attrib
    assert all(child.tag.startswith(f"{{{oai.DC}}}") for child in dublin)
    told = {child.tag.partition("}")[2]: child.text for child in dublin}
    assert told["title"] == "Kỹ thuật trồng sen lấy ngó"
    assert told["creator"] == "Trạm Khuyến nông Tháp Mười"
    assert told["contributor"] == "Ông Sáu Lành"
    assert told["format"] == "application/pdf"
    assert told["language"] == "vi"
    assert told["rights"] == "https://creativecommons.org/licenses/by/4.0/deed.vi"
    assert (told["identifier"] or "").endswith(reverse("openmaterial_detail", args=[material.pk]))


def test_what_was_withdrawn_is_a_deleted_record_for_good(store: Store, client: Client):
    material = store.published()
    actions.withdraw_material(material, why="Sai", by=store.chair)
    for verb in ("ListRecords", "ListIdentifiers"):
        root = asked(client, verb=verb, **PREFIX)
        header = root.find(".//o:header", NS)
        assert header is not None
        assert header.attrib == {"status": "deleted"}
        assert root.find(".//o:metadata", NS) is None
    root = asked(client, verb="GetRecord", identifier=identifier(material), **PREFIX)
    assert root.find(".//o:metadata", NS) is None


def test_what_was_never_public_is_no_record(store: Store, client: Client):
    internal, waiting = store.published(licence="internal"), store.approved()
    assert error_of(client, verb="ListRecords", **PREFIX) == "noRecordsMatch"
    for one in (internal, waiting):
        assert error_of(client, verb="GetRecord", identifier=identifier(one), **PREFIX) == "idDoesNotExist"


def test_a_long_list_goes_on_by_tokens_until_an_empty_one(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(oai, "AT_ONCE", 3)
    made = [identifier(store.published(title=f"Sen {number}")) for number in range(7)]
    found: list[str] = []
    query: dict[str, str] = dict(PREFIX)
    cursors = []
    for _ in range(5):
        root = asked(client, verb="ListIdentifiers", **query)
        found += ids(root)
        token = root.find(".//o:resumptionToken", NS)
        assert token is not None
        assert list(root[2])[-1] is token
        cursors.append(token.attrib["cursor"])
        if not token.text:
            break
        query = {"resumptionToken": token.text}
    assert sorted(found) == sorted(made)
    assert cursors == ["0", "3", "6"]
    assert error_of(client, verb="ListRecords", **query) == "badResumptionToken", "it is of the other verb"
    assert error_of(client, verb="ListIdentifiers", **query, **PREFIX) == "badArgument"
    broken = {"resumptionToken": query["resumptionToken"][:-3] + "abc"}
    assert error_of(client, verb="ListIdentifiers", **broken) == "badResumptionToken"


def test_harvesting_by_days_and_sets(store: Store, client: Client):
    old, new = store.published(title="Cũ"), store.published(title="Mới", kind="guidance", of="livestock")
    Material.objects.filter(pk=old.pk).update(changed_at=dt.datetime(2025, 1, 5, 3, tzinfo=dt.UTC))
    Material.objects.filter(pk=new.pk).update(changed_at=dt.datetime(2025, 2, 1, 0, 0, 0, tzinfo=dt.UTC))

    def found(**query: str) -> list[str]:
        return ids(asked(client, verb="ListRecords", **PREFIX, **query))

    assert found(until="2025-01-05") == [identifier(old)]
    assert found(until="2025-01-31T23:59:59Z") == [identifier(old)]
    assert found(**{"from": "2025-02-01"}) == [identifier(new)]
    assert found(**{"from": "2025-01-05T03:00:00Z", "until": "2025-01-05T03:00:00Z"}) == [identifier(old)]
    assert found(set="kind:guidance") == [identifier(new)]
    assert found(set="topic:production") == [identifier(old), identifier(new)]
    assert found(set="topic:livestock") == [identifier(new)]
    assert error_of(client, verb="ListRecords", **PREFIX, set="khong") == "noRecordsMatch"
    assert error_of(client, verb="ListRecords", **PREFIX, until="2000-01-01") == "noRecordsMatch"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", **PREFIX, "from": "hôm qua"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "from": "2025-13-45"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "from": "2025-02-01", "until": "2025-01-01"}, "badArgument"),
        (
            {"verb": "ListRecords", **PREFIX, "from": "2025-02-01", "until": "2025-03-01T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "resumptionToken": "abc"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "abc"}, "badResumptionToken"),
        ({"verb": "GetRecord", **PREFIX}, "badArgument"),
        ({"verb": "GetRecord", **PREFIX, "identifier": "oai:testserver:1"}, "idDoesNotExist"),
        ({"verb": "GetRecord", **PREFIX, "identifier": "http://x"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:other:1"}, "idDoesNotExist"),
        (
            {"verb": "GetRecord", "identifier": "oai:testserver:1", "metadataPrefix": "x"},
            "cannotDisseminateFormat",
        ),
    ],
)
def test_what_is_asked_wrongly_gets_the_code_of_the_protocol(
    store: Store, client: Client, query: Any, code: str
):
    store.published()
    assert error_of(client, **query) == code


def test_letters_that_xml_does_not_know_break_nothing(store: Store, client: Client):
    assert error_of(client, verb="GetRecord", identifier="\x01<&>", **PREFIX) == "idDoesNotExist"


def test_it_is_asked_by_post_too(store: Store, client: Client):
    store.published()
    strict = Client(enforce_csrf_checks=True)
    root = ET.fromstring(strict.post(URL, {"verb": "ListIdentifiers", **PREFIX}).content)
    assert len(ids(root)) == 1


def test_many_records_take_as_many_queries_as_one(store: Store, client: Client):
    store.published()
    with CaptureQueriesContext(connection) as one:
        asked(client, verb="ListRecords", **PREFIX)
    for number in range(4):
        store.published(title=f"Sen {number}")
    with CaptureQueriesContext(connection) as many:
        asked(client, verb="ListRecords", **PREFIX)
    assert len(many) == len(one) <= 3
