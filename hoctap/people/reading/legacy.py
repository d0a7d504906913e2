"""Vietnamese text of the time before Unicode, typed with the fonts TCVN3 (ABC) or VNI.

In such text the letters are Latin-1 characters that only the font draws as Vietnamese ("NguyÔn", "Nguyeãn"). The tables
are those of TCVN 5712:1993 (third table) and of VNI for Windows. Which encoding a column has is told by counting real
syllables before and after decoding; a person confirms it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ENCODINGS = ("TCVN3", "VNI")

_TCVN3 = dict(
    zip(
        "µ¶·¸¹" "¨»¼½¾Æ" "©ÇÈÉÊË" "®" "ÌÎÏÐÑ" "ªÒÓÔÕÖ" "×ØÜÝÞ" "ßáâãä" "«åæçèé" "¬êëìíî" "ïñòóô" "\xadõö÷øù" "úûüýþ" "¡¢£¤¥¦§",
        "àảãáạ" "ăằẳẵắặ" "âầẩẫấậ" "đ" "èẻẽéẹ" "êềểễếệ" "ìỉĩíị" "òỏõóọ" "ôồổỗốộ" "ơờởỡớợ" "ùủũúụ" "ưừửữứự" "ỳỷỹýỵ" "ĂÂÊÔƠƯĐ",
        strict=True,
    )
)  # fmt: skip
_TCVN3_TABLE = str.maketrans(_TCVN3)

# VNI: a plain vowel and a second character for its marks.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}
# Which marks a vowel takes: a hat on a, e, o; a breve on a only; the tones alone on all that have no own character.
_HATTED = "âàáåãä"
_BREVED = "êèéúüë"
_TONED = "øùûõï"


def _vni_table() -> dict[str, str]:
    table = {}
    hatted = _TONED + _HATTED
    takes = {
        "a": hatted + _BREVED,
        "e": hatted,
        "o": hatted,
        "u": _TONED,
        "y": "øùûõ",
        "ô": _TONED,
        "ö": _TONED,
    }
    for vowel, marks in takes.items():
        for mark in marks:
            base = _VNI_SINGLE.get(vowel, vowel)
            lower = unicodedata.normalize("NFC", base + _VNI_MARKS[mark])
            table[vowel + mark] = lower
            table[vowel.upper() + mark.upper()] = lower.upper()
            table[vowel.upper() + mark] = lower.upper()
            table[vowel + mark.upper()] = lower
    for typed, lower in _VNI_SINGLE.items():
        table[typed] = lower
        table[typed.upper()] = lower.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def decode(text: str, encoding: str) -> str:
    """Old text in Unicode. Text that cannot be old (it has letters only Unicode has) comes back as it is."""
    if text.isascii() or any(ord(char) > 0xFF and unicodedata.category(char)[0] == "L" for char in text):
        return text
    if encoding == "VNI":
        return _VNI_PATTERN.sub(lambda found: _VNI[found.group()], text)
    if encoding != "TCVN3":
        return text
    # The capital letters of this encoding are another font, not other characters.
    capitals = "".join(char for char in text if char.isascii() and char.isalpha())
    decoded = text.translate(_TCVN3_TABLE)
    return decoded.upper() if len(capitals) >= 3 and capitals.isupper() else decoded


def encode(text: str, encoding: str) -> str:
    """The other way, for tests and messy files. TCVN3 has no accented capitals with a tone: they become small letters."""
    composed = unicodedata.normalize("NFC", text)
    if encoding == "VNI":
        back = {}
        for typed, letter in _VNI.items():
            if letter not in back or (typed.isupper() or typed.islower()):
                back[letter] = typed
        return "".join(back.get(char, char) for char in composed)
    back = {letter: typed for typed, letter in _TCVN3.items()}
    return "".join(back.get(char, back.get(char.lower(), char)) for char in composed)


def proposal(texts: Iterable[str]) -> str:
    """The encoding in which a column is most probably typed: "", "TCVN3" or "VNI"."""
    suspects = [text for text in texts if not text.isascii() and _may_be_old(text)]
    if len(suspects) < 1:
        return ""
    now = _share(suspects)
    best, share = "", now
    for encoding in ENCODINGS:
        decoded = _share([decode(text, encoding) for text in suspects])
        if decoded > share:
            best, share = encoding, decoded
    return best if share >= 0.6 and share - now >= 0.25 else ""


def decode_cell(text: str, encoding: str) -> str:
    """`decode`, but a text that is right as it is and wrong when decoded stays: one column may be typed by two people."""
    if text.isascii():
        return text
    decoded = decode(text, encoding)
    if decoded != text and _share([text]) == 1 and _share([decoded]) < 1:
        return text
    return decoded


def syllable_share(text: str) -> float:
    """Which share of the words of a text that are not ASCII are syllables of Vietnamese."""
    return _share([text])


def _may_be_old(text: str) -> bool:
    return not any(ord(char) > 0xFF and unicodedata.category(char)[0] == "L" for char in text)


def _share(texts: list[str]) -> float:
    """Which share of the words that are not ASCII are syllables of Vietnamese."""
    words = [
        word
        for text in texts
        for word in _WORD.findall(unicodedata.normalize("NFC", text))
        if not word.isascii()
    ]
    return sum(is_syllable(word) for word in words) / len(words) if words else 0.0


_WORD = re.compile(r"[^\s\d.,;:!?()/\\\"'“”‘’\[\]+=*&%$#@<>_–-]+")
_ONSETS = "ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en "
    "eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu iê o "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on "
    "ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt ơng u ua uân uâng uât uây uc ue uê "
    "uêch uênh ui um un ung uô uôc uôi uôm uôn uông uôp uôt uơ up ut uu uy uya uych uyêt uyên uynh uyt uyu "
    "uyn uyp ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych ynh "
    "yt ym yn "
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_TONE_MARKS = dict.fromkeys(map(ord, (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)))


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Can this be a syllable of Vietnamese (its spelling, with at most one tone)? Names of other peoples cannot always."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    if sum(char in decomposed for char in (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", decomposed.translate(_TONE_MARKS))))
