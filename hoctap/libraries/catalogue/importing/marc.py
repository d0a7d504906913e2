"""MARC21 as Koha and others write it, to entries. Runs in the child process.

Records are cut at their own end mark, never by the length that one says of itself: a damaged record spoils itself alone.
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from hoctap.core.text import clean
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.importing.entries import (
    CopyEntry,
    Entry,
    Fault,
    day_in,
    encoded,
    judged,
    money_in,
)
from hoctap.libraries.catalogue.rules import TitleDetails
from hoctap.people.reading import legacy

MOST_RECORDS = 100_000
LONGEST_RECORD = 99_999
_END = b"\x1d"
# Escapes of MARC-8 name a set of letters; any other is what is left of a letter.
_NO_ESCAPE = re.compile(rb"\x1b(?![(),$gbps-])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CURES = {
    "RecordLengthInvalid": "độ dài ở đầu biểu ghi không phải số",
    "TruncatedRecord": "biểu ghi ngắn hơn độ dài ghi ở đầu",
    "BaseAddressNotFound": "đầu biểu ghi không nói dữ liệu bắt đầu ở đâu",
    "BaseAddressInvalid": "đầu biểu ghi nói sai chỗ bắt đầu dữ liệu",
    "RecordDirectoryInvalid": "bảng trường của biểu ghi hỏng",
    "RecordLeaderInvalid": "đầu biểu ghi thiếu chữ",
    "NoFieldsFound": "biểu ghi không có trường nào",
    "UnicodeDecodeError": "chữ không phải UTF-8 như đầu biểu ghi nói",
    "BadMarc8": "chữ theo bảng mã lạ",
}
_AGAIN = "Hãy xuất lại riêng biểu ghi này từ phần mềm cũ (MARC21, UTF-8), hoặc gõ tay."


class BadMarc8(Exception):
    """Bytes that are neither MARC-8 nor what this country wrote before Unicode."""


def read_marc(data: bytes) -> Iterator[bytes]:
    """Lines of `entries.encoded`, the year of today before the file in its first line."""
    this_year, content = split_year(data)
    if _END not in content:
        raise ValueError(
            "Đây không phải tệp MARC21 (.mrc): không thấy dấu hết biểu ghi. Hãy xuất lại, chọn MARC21 hoặc MARCXML."
        )
    if content.count(_END) > MOST_RECORDS:
        raise ValueError(f"Tệp có hơn {MOST_RECORDS} biểu ghi. Hãy chia làm nhiều tệp.")
    return (encoded(found) for found in _records(content, this_year))


def split_year(data: bytes) -> tuple[int, bytes]:
    line, _, content = data.partition(b"\n")
    return int(line), content


def _records(content: bytes, this_year: int) -> Iterator[Entry | Fault]:
    pieces = content.split(_END)
    rest = pieces.pop().strip(b"\r\n\t \0\x1a")
    number = 0
    for number, piece in enumerate(pieces, start=1):
        yield _record(number, piece.lstrip(b"\r\n\t \0\xef\xbb\xbf"), this_year)
    if rest:
        yield Fault(number + 1, f"Tệp bị cắt giữa chừng: biểu ghi cuối không trọn. {_AGAIN}", _guess(rest))


def _record(number: int, piece: bytes, this_year: int) -> Entry | Fault:
    if len(piece) < 25:
        return Fault(number, f"Biểu ghi rỗng hoặc chỉ còn một mẩu. {_AGAIN}", _guess(piece))
    if len(piece) > LONGEST_RECORD:
        return Fault(number, f"Biểu ghi dài quá mức của MARC21. {_AGAIN}", _guess(piece))
    whole = piece + _END
    try:
        if int(whole[:5]) != len(whole):
            raise _named("TruncatedRecord")
        record = _parsed(whole)
    except Exception as error:
        return _unread(number, type(error).__name__, _guess(piece))
    return entry_from(number, record, this_year)


def _unread(number: int, what: str, name: str) -> Fault:
    return Fault(number, f"Không đọc được: {_CURES.get(what, 'biểu ghi hỏng')}. {_AGAIN}", name)


def _named(name: str) -> Exception:
    import pymarc.exceptions as known

    made: Exception = getattr(known, name)()
    return made


def _parsed(whole: bytes) -> Any:
    from pymarc import Record

    # Koha and others write UTF-8 and forget to say so; in MARC-8 a Vietnamese letter is never valid UTF-8.
    says_utf8 = whole[9:10] == b"a"
    is_utf8 = not says_utf8 and not whole.isascii() and _is_utf8(whole)
    if not says_utf8 and _NO_ESCAPE.search(whole):
        raise BadMarc8
    record = Record(whole, force_utf8=is_utf8, hide_utf8_warnings=True)
    if says_utf8 or is_utf8 or whole.isascii():
        return record
    # CDS/ISIS wrote the bytes of a font; as MARC-8 they are other letters.
    typed = Record(whole, file_encoding="latin-1")
    encoding = legacy.proposal(_texts(typed))
    if not encoding:
        return record
    _turn(typed, encoding)
    return typed if _likely(typed) > _likely(record) else record


def _texts(record: Any) -> list[str]:
    return [one.value for field in record.fields for one in field.subfields if one.value]


def _turn(record: Any, encoding: str) -> None:
    for field in record.fields:
        field.subfields = [
            one._replace(value=legacy.decode_cell(one.value, encoding)) if one.value else one
            for one in field.subfields
        ]


def _likely(record: Any) -> float:
    return legacy.syllable_share(" ".join(_texts(record)))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess(piece: bytes) -> str:
    """What may be the title, out of a record that cannot be read."""
    text = piece.decode("utf-8", "replace")
    found = re.search(r"\x1fa([^\x1e\x1f\ufffd]{3,120})", text)
    return clean("".join(one for one in found[1] if one.isprintable()))[:120] if found else ""


# ------------------------------------------------------------------------------------------------ fields


def entry_from(number: int, record: Any, this_year: int) -> Entry | Fault:
    fields: dict[str, list[Any]] = {}
    for one in record.fields:
        fields.setdefault(one.tag, []).append(one)
    title = fields.get("245", [None])[0]
    if title is None and "200" in fields and (name := _told(fields["200"][0], "a")):
        return Fault(
            number,
            "Biểu ghi theo UNIMARC (nhan đề ở trường 200), không phải MARC21. Hãy xuất lại theo MARC21, hoặc gõ tay.",
            name[:120],
        )
    if title is None or not (name := _told(title, "a")):
        return Fault(
            number, "Biểu ghi không có nhan đề (trường 245 $a). Ghi nhan đề rồi xuất lại, hoặc gõ tay."
        )
    rest = " ".join(filter(None, (_told(title, "b"), _told(title, "n"), _told(title, "p"))))
    if _has_loose_marks(f"{name}{rest}"):
        return _unread(number, "BadMarc8", _without_marks(name)[:120])
    name = _without_stop(name)
    authors = [
        _without_stop(_told(one, "a")) for tag in ("100", "110", "700", "710") for one in fields.get(tag, ())
    ]
    authors = list(dict.fromkeys(filter(None, authors))) or [_told(title, "c")]
    published = [one for tag in ("264", "260") for one in fields.get(tag, ())]
    fixed = _data(fields, "008")
    details = TitleDetails(
        name=name,
        kind=_kind(str(record.leader)),
        isbn=_isbn(fields.get("020", ())),
        rest=rest,
        authors="; ".join(filter(None, authors)),
        publisher=next((text for one in published if (text := _told(one, "b"))), ""),
        year=_year([*(_told(one, "c") for one in published), fixed[7:11]], this_year),
        edition=_first(fields, "250"),
        pages=_first(fields, "300"),
        language=_language(fixed, _first(fields, "041")),
        classification=_class(_first(fields, "082", bare=True)),
        subjects=tuple(_subjects(fields)),
        summary=_summary(fields),
    )
    return judged(number, details, tuple(_copies(fields)), this_year)


def _told(field: Any, code: str) -> str:
    """A subfield without the marks of ISBD at its end."""
    for one in field.subfields:
        if one.code == code:
            return _in_pairs(_clean(one.value).rstrip(" /:;,=").removesuffix(" .")) if one.value else ""
    return ""


def _in_pairs(text: str) -> str:
    """Without the brackets of what a cataloguer added himself; one that has lost its other half goes."""
    if text.startswith("[") and text.endswith("]") and text.count("[") == 1:
        return text[1:-1].strip()
    return text if text.count("[") == text.count("]") else text.replace("[", "").replace("]", "").strip()


def _without_stop(text: str) -> str:
    """Without the full stop of ISBD; that of an initial ("Willard B.") and three points stay."""
    return text[:-1].rstrip() if re.search(r"\w{2}\.$|\W\d+\.$", text) else text


def _class(text: str) -> str:
    """Without the marks where a library may cut the number of Dewey ("811/.5/4 s")."""
    return re.sub(r"(?<=[0-9])/(?=[.0-9])", "", text).removesuffix(" s")


def _has_loose_marks(text: str) -> bool:
    """Marks that stand on no letter: bytes of another code, read as if they were MARC-8."""
    return len(_without_marks(text)) * 3 < len(text) * 2


def _without_marks(text: str) -> str:
    return "".join(one for one in text if not unicodedata.combining(one))


def _plain(field: Any, code: str) -> str:
    return next((_clean(one.value) for one in field.subfields if one.code == code and one.value), "")


def _clean(text: str) -> str:
    """Some catalogues mark what is not sorted ("\x98Le\x9c") with control characters."""
    return clean(_CONTROLS.sub("", text))


def _first(fields: dict[str, list[Any]], tag: str, *, bare: bool = False) -> str:
    rows = fields.get(tag)
    return (_plain(rows[0], "a") if bare else _told(rows[0], "a")) if rows else ""


def _data(fields: dict[str, list[Any]], tag: str) -> str:
    rows = fields.get(tag)
    return str(rows[0].data or "") if rows and rows[0].data is not None else ""


def _kind(leader: str) -> str:
    if leader[7:8] == "s":
        return "serial"
    return {"g": "audiovisual", "i": "audiovisual", "j": "audiovisual", "m": "electronic"}.get(
        leader[6:7], "book"
    )


def _isbn(fields: Iterable[Any]) -> str:
    """The first good number; where there is none, the first, so that what is wrong with it is told."""
    numbers = [match[0] for one in fields if (match := re.match(r"[0-9Xx\-– ]+", _plain(one, "a"), re.ASCII))]
    numbers = [one.strip() for one in numbers if one.strip(" -–")]
    return next((one for one in numbers if rules.read_isbn(one)[0]), numbers[0] if numbers else "")


def _year(texts: Iterable[str], this_year: int) -> int | None:
    for text in texts:
        for found in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text, re.ASCII):
            if rules.FIRST_YEAR <= int(found) <= this_year + 1:
                return int(found)
    return None


def _language(fixed: str, told: str) -> str:
    for text in (fixed[35:38], told[:3]):
        if re.fullmatch(r"[a-z]{3}", text, re.ASCII):
            return text
    return "und"


def _subjects(fields: dict[str, list[Any]]) -> Iterator[str]:
    for tag in ("600", "610", "650", "651", "653"):
        for field in fields.get(tag, ()):
            parts = [
                _clean(one.value).rstrip(" .,") for one in field.subfields if one.code in "axyz" and one.value
            ]
            if parts:
                yield " – ".join(parts)


def _summary(fields: dict[str, list[Any]]) -> str:
    text = " ".join(_plain(one, "a") for one in fields.get("520", ()))
    return text if len(text) <= rules.LONGEST_SUMMARY else f"{text[: rules.LONGEST_SUMMARY - 1]}…"


def _copies(fields: dict[str, list[Any]]) -> Iterator[CopyEntry]:
    """952 of Koha; else 852 and 876, where a barcode stands."""
    items = fields.get("952") or [
        one for tag in ("852", "876") for one in fields.get(tag, ()) if _plain(one, "p")
    ]
    for one in items:
        yield CopyEntry(
            rules.cleaned_code(_plain(one, "p")),
            money_in(_plain(one, "g")),
            day_in(_plain(one, "d")) if one.tag == "952" else "",
            _plain(one, "e")[:200] if one.tag == "952" else "",
        )


# ------------------------------------------------------------------------------------------------ MARCXML


def read_marcxml(data: bytes) -> Iterator[bytes]:
    """Record by record. A file that is no well-formed XML is refused with its line: nobody can tell where its next record begins."""
    from xml.sax import SAXException
    from xml.sax.handler import feature_namespaces

    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import create_parser
    from pymarc.exceptions import PymarcException
    from pymarc.marcxml import XmlHandler

    this_year, content = split_year(data)
    lines: list[bytes] = []

    class Handler(XmlHandler):
        spoilt = ""
        """What is wrong with the record that is being read."""

        def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
            try:
                super().endElementNS(name, qname)
            except PymarcException as error:
                self.spoilt, self._text = type(error).__name__, []

        def process_record(self, record: Any) -> None:
            number = len(lines) + 1
            if number > MOST_RECORDS:
                raise ValueError(f"Tệp có hơn {MOST_RECORDS} biểu ghi. Hãy chia làm nhiều tệp.")
            if encoding := legacy.proposal(_texts(record)):
                _turn(record, encoding)
            found = entry_from(number, record, this_year)
            if self.spoilt:
                name = found.name if isinstance(found, Fault) else found.details.name
                found, self.spoilt = _unread(number, self.spoilt, name), ""
            lines.append(encoded(found))

    handler = Handler()
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    parser.setFeature(feature_namespaces, 1)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as error:
        raise ValueError(
            "Tệp XML có khai báo DTD, thực thể nên không nhận. Hãy xuất lại MARCXML thường."
        ) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: None)()
        where = f", dòng {line}" if line else ""
        raise ValueError(
            f"Tệp XML hỏng ở biểu ghi số {len(lines) + 1}{where}. Hãy xuất lại; nếu chỉ hỏng một biểu ghi, xuất riêng các biểu ghi trước và sau nó."
        ) from error
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError(
            f"Biểu ghi số {len(lines) + 1} không đúng dạng MARCXML (thiếu tag hoặc code). Hãy xuất lại."
        ) from error
    if not lines:
        raise ValueError("Tệp XML không có biểu ghi MARC nào (thẻ record). Hãy xuất lại, chọn MARCXML.")
    return iter(lines)
