"""Names of bodies (cơ quan, đơn vị, tổ chức) in running text, and one spelling for their many abbreviations."""

import re
from dataclasses import dataclass

from hoctap.intake.extraction.text import Text, fold, squeeze
from hoctap.intake.extraction.vocabulary import alternatives, any_of, words

_WEAK = frozenset(words("weak_heads"))
_PLURALS = r"(?:(?:tat ca |toan the )?(?:cac|nhung|mot so|tung|moi|toan bo)\s+)"
_HEAD = re.compile(rf"({_PLURALS})?({any_of('body_heads')})\b")
VERBS = any_of("verbs")
# Verbs whose letters without accents are also everyday parts of names: told by what stands there.
_SHORT_VERBS = re.compile(
    r"(cử|mở|đưa|lập|chọn|cần|phải|sẽ|đã|được|cũng|đăng|họp|giao|lấy|là|gửi|trình|ký|xét|nêu|có(?! liên quan| chức| thẩm| trụ))\s"
)
_STOP_VERBS = alternatives(tuple(verb for verb in words("verbs") if verb not in words("names_not_acts")))
_STOP = re.compile(rf"\s+(?=(?:{_STOP_VERBS})\b|(?:{any_of('ends_of_names')})\s|va (?:{VERBS})\b)")
_UNIT = any_of("parts_of_names")
_LIST = re.compile(r"(\s*[,;/]\s*(?:va\s+)?|\s+va\s+|\s*&\s*|\s*[-–]\s*)")


def acts_at(text: Text, at: int) -> bool:
    """Whether a verb of a duty stands at key position `at`."""
    gap = re.compile(r"[\s,:-]*").match(text.key, at)
    start = gap.end() if gap else at
    return bool(re.compile(VERBS).match(text.key, start) or _SHORT_VERBS.match(text.raw, text.spots[start]))


@dataclass(frozen=True)
class Found:
    names: list[str]
    start: int
    end: int


def bodies_at(text: Text, at: int = 0, *, heading: bool = False, shorten: bool = True) -> Found | None:
    """The bodies that `text` names at key position `at`, as written; None where none is. In a heading the whole text is the name."""
    key = text.key
    lead = re.compile(
        r"[\s\"'(]*(?:de nghi|giao|yeu cau|kien nghi|doi voi|phan cong|giao cho|uy quyen cho)?(?:\s+cho)?\s*"
    ).match(key, at)
    start = lead.end() if lead else at
    names: list[str] = []
    pos = start
    while True:
        match = _HEAD.match(key, pos)
        if not match or not _is_body(text, match, listed=bool(names)):
            break
        end = _name_end(text, pos, match.end(), heading=heading)
        name = text.said(pos, end).strip(" ,;:.-–")
        name = short(name) if shorten else name
        if not name:
            break
        names.append(name)
        pos = end
        joint = _LIST.match(key, pos)
        if not joint or "-" in joint.group(0) or "–" in joint.group(0):
            break
        pos = joint.end()
    if not names:
        return None
    end = pos
    while end > start and key[end - 1] in " ,;":
        end -= 1
    tail = re.search(r"\s+va$", key[start:end])
    if tail:
        end = start + tail.start()
    return Found(names, start, end)


_SPELT = {
    "so": ("sở",),
    "phong": ("phòng",),
    "ban": ("ban",),
    "hoi": ("hội",),
    "bo": ("bộ",),
    "doan": ("đoàn",),
    "vien": ("viện",),
    "cuc": ("cục",),
    "vu": ("vụ",),
    "truong": ("trường",),
    "tram": ("trạm",),
    "dai": ("đài",),
    "xa": ("xã",),
    "huyen": ("huyện",),
    "quan": ("quận",),
    "to": ("tổ",),
    "quy": ("quỹ",),
    "doi": ("đội",),
    "kho": ("kho",),
    "co so": ("cơ sở",),
    "to chuc": ("tổ chức",),
    "can bo": ("cán bộ",),
    "nganh": ("ngành",),
}


def short(name: str) -> str:
    """The usual short form in lists of bodies: "Ủy ban nhân dân các xã" → "UBND các xã"."""
    match = re.match(r"(.*?)\buy\s?ban\s+nh[a-z]n\s+d[a-z]n\b", fold(name))
    return squeeze(f"{name[: match.end(1)]}UBND{name[match.end() :]}") if match else name


def _is_body(text: Text, match: re.Match[str], *, listed: bool) -> bool:
    head = match.group(2)
    at = text.spots[match.start(2)]
    raw = text.raw[at : at + len(match.group(2)) + 1]
    spelt = _SPELT.get(head)
    if spelt and not text.mended and not any(raw.lower().startswith(word) for word in spelt):
        return False
    after = text.key[match.end() :]
    if (
        head == "to chuc"
        and match.group(1) is None
        and not re.match(r"\s+(chinh tri|xa hoi|doan the)", after)
    ):
        return listed and bool(re.match(r"\s*[,;]", after))
    if head == "xa" and re.match(r"\s+h[oô]i?\b", after):
        return False
    if head in ("can bo", "to", "doi", "quy") and re.match(
        r"\s+(ngũ|chức|trọng|chế|định)\b", text.raw[text.spots[match.end()] :], re.IGNORECASE
    ):
        return False
    if head == "cong chuc" and re.match(
        r"\s+(van hoa|tu phap|phu trach|ke toan|dia chinh|van phong|cap xa)", after
    ):
        return True
    if head in _WEAK and match.group(1) is None and not raw[:1].isupper():
        names_on = match.end() + 1 < len(text.key) and text.raw[text.spots[match.end() + 1]].isupper()
        return names_on or (
            listed
            and head in ("don vi", "co quan", "to chuc", "doan the", "dia phuong", "nganh", "doanh nghiep")
        )
    return True


def _name_end(text: Text, start: int, at: int, *, heading: bool) -> int:
    """Where the name that began at `start` (its head ends at `at`) ends."""
    key = text.key
    pos = at
    while pos < len(key):
        char = key[pos]
        if char in ".;:" and not (
            char == "." and re.match(r"[.]\s?[a-z]", key[pos:]) and key[pos - 1] in "pt" and pos - start < 40
        ):
            return pos
        if char in "(":
            close = key.find(")", pos)
            inner = key[pos + 1 : close] if close > 0 else ""
            if 0 < len(inner) <= 40 and not re.search(r"\d{2}", inner):
                pos = close + 1
                continue
            return pos
        if char == ",":
            rest = key[pos + 1 :].lstrip()
            skip = len(key) - len(rest)
            if (
                (named := re.match(rf"{_UNIT}\s+(?=\w)", rest))
                and _capital(text, skip + named.end())
                and _HEAD.match(rest)
            ):
                return pos
            if (re.match(rf"{_UNIT}\b", rest) and not _capital(text, skip)) or re.match(
                rf"{_UNIT}\b(?=\s*(,|va|$|;|\.))", rest
            ):
                # "xã, thị trấn"; "ban, ngành": one name goes on.
                if (
                    _HEAD.match(key, skip)
                    and _capital(text, skip)
                    and not re.match(r"(thi tran|phuong|xa|thanh pho)\b", rest)
                ):
                    return pos
                if not re.match(r"(cac|nhung)\b", rest):
                    pos = skip
                    continue
            if re.match(r"\w+\s(\w+\s)?va\s", rest) and _capital(text, skip) and not _HEAD.match(rest):
                pos = skip
                continue
            return pos
        if char.isspace():
            if _STOP.match(key, pos) and not _in_name(text, pos) and not _only_alike(text, pos):
                return pos
            if _SHORT_VERBS.match(text.raw, text.spots[pos] + 1):
                return pos
            rest = key[pos:].lstrip()
            skip = len(key) - len(rest)
            if re.match(r"va\s", rest):
                after = skip + 3
                head = _HEAD.match(key, after)
                if (
                    head
                    and (head.group(1) or _is_body(text, head, listed=False))
                    and not re.match(r"(xa|huyen|thanh pho|quan)\b(?!.{0,3}\w)", key[after:])
                ):
                    return pos
                if (
                    not head
                    and not _capital(text, after)
                    and not heading
                    and not re.match(rf"{_UNIT}\b|dao tao|du lich|the thao|xa hoi|gia dinh", key[after:])
                ) and re.match(VERBS, key[after:]):
                    return pos
            pos = skip
            continue
        if char == "-" and key[pos - 1 : pos] == " ":
            rest = key[pos + 1 :].lstrip()
            skip = len(key) - len(rest)
            if not _capital(text, skip) and not heading and re.match(VERBS, rest):
                return pos - 1
        pos += 1
    return len(key)


def _capital(text: Text, at: int) -> bool:
    return at < len(text.key) and text.raw[text.spots[at]].isupper()


def _in_name(text: Text, at: int) -> bool:
    """A verb with a capital letter inside a name is part of it: "Ban Tổ chức", "Phòng Giáo dục"."""
    rest = text.key[at:].lstrip()
    skip = len(text.key) - len(rest)
    if re.match(r"va\s", rest):
        skip += 3
    return _capital(text, skip)


def _only_alike(text: Text, at: int) -> bool:
    """Words that are a preposition only without their accents: "tư" in "tư pháp", "bằng" in "công bằng"."""
    rest = text.raw[text.spots[at] :].lstrip().lower()
    return bool(
        re.match(
            r"(tư|tứ|tự|hàng hoá|hàng hóa|mỗi trường|môi trường|mới|theo dõi|để|đề án|trọng|tài|tại chỗ|khí|chợ|ngoại|gốm|cụng)\s?",
            rest,
        )
    ) and not re.match(r"(để|tự tổ)\s", rest)


def is_body_heading(text: Text) -> Found | None:
    """The bodies of a heading that is nothing but their names ("1. Phòng Giáo dục và Đào tạo", "7. UBND các xã, thị trấn")."""
    found = bodies_at(text, heading=True)
    if found is None:
        return None
    rest = text.key[found.end :].strip(" .:;,-–/")
    rest = re.sub(
        r"^\(.*\)$|^(tren dia ban|co lien quan|cac cap|thuoc (?:tinh|huyen|xa))\b.{0,40}$", "", rest
    )
    return found if len(rest) <= 3 else None


def named_before_colon(text: Text, at: int) -> Found | None:
    """The bodies before the colon of "Chi hội các cơ quan, doanh nghiệp, trường THPT: …", whatever list they are."""
    match = re.compile(r"[^:.;]{3,160}(?=:)").match(text.key, at)
    if match is None or (first := bodies_at(text, at)) is None:
        return None
    if first.end >= match.end() or re.search(rf"\b{VERBS}\b", text.key[first.end : match.end()]):
        return first if first.end >= match.end() else None
    return Found([text.said(first.start, match.end()).strip(" ,;")], first.start, match.end())


_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "ubnd": ("uy ban", "nhan dan"),
    "hdnd": ("hoi dong", "nhan dan"),
    "mttq": ("mat tran", "to quoc"),
    "ubmttq": ("uy ban", "mat tran", "to quoc"),
    "ub": ("uy ban",),
    "gd&dt": ("giao duc", "dao tao"),
    "gddt": ("giao duc", "dao tao"),
    "gd-dt": ("giao duc", "dao tao"),
    "vh&tt": ("van hoa", "thong tin"),
    "vhtt": ("van hoa", "thong tin"),
    "vhttdl": ("van hoa", "the thao", "du lich"),
    "vhttvdl": ("van hoa", "the thao", "du lich"),
    "tt&tt": ("thong tin", "truyen thong"),
    "tttt": ("thong tin", "truyen thong"),
    "ldtb&xh": ("lao dong", "thuong binh", "xa hoi"),
    "ldtbxh": ("lao dong", "thuong binh", "xa hoi"),
    "ld-tb&xh": ("lao dong", "thuong binh", "xa hoi"),
    "kh&dt": ("ke hoach", "dau tu"),
    "khdt": ("ke hoach", "dau tu"),
    "kh-dt": ("ke hoach", "dau tu"),
    "tc-kh": ("tai chinh", "ke hoach"),
    "tckh": ("tai chinh", "ke hoach"),
    "nn&ptnt": ("nong nghiep", "phat trien", "nong thon"),
    "kh&cn": ("khoa hoc", "cong nghe"),
    "khcn": ("khoa hoc", "cong nghe"),
    "tn&mt": ("tai nguyen", "moi truong"),
    "tnmt": ("tai nguyen", "moi truong"),
    "kt-ht": ("kinh te", "ha tang"),
    "kt&ht": ("kinh te", "ha tang"),
    "vh-xh": ("van hoa", "xa hoi"),
    "vhxh": ("van hoa", "xa hoi"),
    "ct-xh": ("chinh tri", "xa hoi"),
    "lhpn": ("lien hiep", "phu nu"),
    "tncs": ("thanh nien", "cong san"),
    "tthtcd": ("trung tam", "hoc tap", "cong dong"),
    "htcd": ("hoc tap", "cong dong"),
    "gdtx": ("giao duc", "thuong xuyen"),
    "gdnn": ("giao duc", "nghe nghiep"),
    "kh-cgc": ("khuyen hoc", "cuu giao chuc"),
    "pcgd": ("pho cap", "giao duc"),
    "xmc": ("xoa mu chu",),
    "mn": ("mam non",),
    "thcs": ("trung hoc", "co so"),
    "bcd": ("ban chi dao",),
    "pct": ("pho chu tich",),
    "ct": ("chu tich",),
    "vp": ("van phong",),
    "tp": ("thanh pho",),
    "tx": ("thi xa",),
}


def expand(name: str) -> str:
    """A body's name folded, abbreviations written out, "và" left out: spellings of one body come out the same."""
    words = re.findall(r"[a-z0-9&/-]+", fold(name))
    spelt = " ".join(" ".join(_ABBREVIATIONS.get(word, (word,))) for word in words if word != "va")
    return squeeze(re.sub(r"[^a-z0-9]+", " ", spelt))
