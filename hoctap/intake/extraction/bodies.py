"""Names of bodies (cơ quan, đơn vị, tổ chức) in running text, and one spelling for their many abbreviations."""

import re
from dataclasses import dataclass

from hoctap.intake.extraction.text import Text, fold, squeeze

# What a body's name begins with; "các" and its like may stand before.
_HEADS = (
    r"uy ban(?: nhan dan| m\w{0,2}t tran)?",
    "ubnd",
    "ubmttq",
    "ub mttq",
    "mttq",
    r"m\w{0,2}t tran",
    "hdnd",
    "hoi dong(?: nhan dan)?",
    "thuong truc",
    "bo chi huy",
    "bo tu lenh",
    "bo doi bien phong",
    "bo phan",
    "bo",
    "so",
    "phong",
    "ban giam doc",
    "ban giam hieu",
    "ban chi dao",
    "ban chi huy",
    "ban quan ly",
    "ban dai dien",
    "ban nhan dan",
    "ban to chuc",
    "ban tuyen giao",
    "ban",
    "hoi",
    "lien hiep",
    "lien doan",
    "lien minh",
    "doan",
    "cong doan",
    "cong an",
    "quan su",
    "toa an",
    "vien kiem sat",
    "vien",
    "thanh tra",
    "van phong",
    "chi cuc",
    "cuc",
    "tong cuc",
    "vu",
    "trung t[aiu]m",
    "truong (?:cac )?(?:ban|phong|ap|khom|thon|tram|don vi)",
    "truong",
    "tram",
    "thu vien",
    "bao tang",
    "bao hiem xa hoi",
    "bao hiem",
    "buu dien",
    "kho bac",
    "ngan hang",
    "dai phat thanh",
    "dai truyen thanh",
    "dai",
    "co quan",
    "don vi",
    "doanh nghiep",
    "hop tac xa",
    "to chuc",
    "doan the",
    "nganh",
    "dia phuong",
    "xa",
    "huyen",
    "thanh pho",
    "quan",
    "thi xa",
    "nha truong",
    "co so",
    "thanh vien",
    "thu truong",
    "hieu truong",
    "nguoi dung dau",
    "chu tich",
    "giam doc",
    "truong phong",
    "to",
    "cap uy",
    "dang uy",
    "huyen uy",
    "tinh uy",
    "thanh uy",
    "chi bo",
    "cong chuc",
    "can bo",
    "cc vh",
    "luc luong",
    "ttvh",
    "tthtcd",
    "cac",
    "kho",
    "nha van hoa",
    "to dan pho",
    "bi thu",
    "nha thieu nhi",
    "hoi quan",
    "chi hoi",
    "quy",
    "hat kiem lam",
    "doi",
    "phong ban",
)
# Alone these are everyday words: they name a body only with a capital letter or after "các".
_WEAK = {
    "so", "phong", "ban", "hoi", "bo", "doan", "vien", "cuc", "vu", "truong", "tram", "dai", "xa", "huyen", "quan", "to", "can bo", "quy", "doi", "vao",
    "co so", "to chuc", "uy ban", "bao tang", "thu vien", "thanh vien", "don vi", "co quan", "dia phuong", "nganh", "doan the", "kho", "chu tich",
    "giam doc", "thanh pho", "thi xa", "luc luong", "cong chuc", "doanh nghiep", "bao hiem", "quan su", "hoi dong", "trung tam", "van phong",
    "thuong truc", "cong doan", "lien minh", "mat tran", "bo phan", "nha truong", "hop tac xa", "ngan hang", "chi hoi", "chi bo", "buu dien",
}
_PLURALS = r"(?:(?:tat ca |toan the )?(?:cac|nhung|mot so|tung|moi|toan bo)\s+)"
_HEAD = re.compile(rf"({_PLURALS})?({'|'.join(sorted((h for h in _HEADS if h != 'cac'), key=len, reverse=True))})\b")

VERBS = (
    "chu tri|chu dong|phoi hop|phoi ket hop|ket hop|tham muu|tham gia|xay dung|trien khai|to chuc|huong dan|chi dao|co trach nhiem|chiu trach nhiem|"
    "can cu|theo doi|thuc hien|kiem tra|giam sat|danh gia|tong hop|bao cao|bo tri|trinh uy|tham dinh|ra soat|cung co|tuyen truyen|van dong|"
    "tang cuong|day manh|nang cao|phat huy|huy dong|quan ly|khai thac|ho tro|tao dieu kien|tao moi|dam bao|bao dam|tiep tuc|nghien cuu|de xuat|"
    "ban hanh|phan cong|phat dong|long ghep|quan triet|pho bien|duy tri|mo rong|mo cac|mo lop|tiep nhan|cung cap|huong ung|quan tam|bieu duong|"
    "khen thuong|don doc|xac dinh|giao duc|ket noi|nhan rong|chuyen giao|cap nhat|giup|dua noi|dua tin|dua vao|hoan thanh|khuyen khich|dong vien|bo sung|"
    "dau tu|mua sam|trang bi|phan bo|quyet dinh|phe duyet|thanh lap|kien toan|dao tao|boi duong|tap huan|cong nhan|thong tin|truyen thong|"
    "dang ky|ky ket|thuc day|phat trien|doi moi|da dang hoa|lien he|lien ket|lua chon|thuong xuyen|hang nam|hang thang|hang quy|"
    "dinh ky|kip thoi|tich cuc|chu trong|tap trung|ung dung|bien soan|giang day|ton vinh|dinh huong|thao go|xem xet|giai quyet|tu van|"
    "tiep can|khao sat|dieu tra|thong ke|dang tai|sap xep|quy hoach|luan chuyen|trao tang|yeu cau|de nghi|nam bat|khac phuc|"
    "quang ba|tuyen duong|co ke hoach|co bien phap|thiet lap|cam ket|rut kinh nghiem|so ket|tong ket|cong bo|vinh danh|lam tot|lam dau|"
    "dan dat|neu cao|giu vung|hoan thien|xu ly|phan bien|phan anh|nhan dien|cu the|han che|chuan bi|su dung|van hanh|"
    "phan dau|thi dua|thu hut|tro giup|cham lo|phong chong|ngan chan|tiet kiem|bam sat|gan ket|gan viec|khoi dong|gop phan|nhac nho|"
    "thanh tra|tham quan|lap du|lap ke|uu tien|thu thap|so hoa|dau moi|thi diem|thi hanh|toa dam|thuyet minh|day nhanh|ra quyet|co ban cam"
)
# Verbs whose letters without accents are also everyday parts of names: told by what stands there.
_SHORT_VERBS = re.compile(
    r"(cử|mở|đưa|lập|chọn|cần|phải|sẽ|đã|được|cũng|đăng|họp|giao|lấy|là|gửi|trình|ký|xét|nêu|có(?! liên quan| chức| thẩm| trụ))\s"
)
# "cơ sở giáo dục", "trung tâm đào tạo", "giáo dục thường xuyên": after a head these name, they do not act.
_STOP_VERBS = "|".join(
    verb for verb in VERBS.split("|") if verb not in ("giao duc", "dao tao", "thuong xuyen", "thong tin", "truyen thong", "quan ly", "cu the", "dau tu", "phat trien")
)
_STOP = re.compile(
    rf"\s+(?=(?:{_STOP_VERBS})\b|de |ve |trong |theo |khi |nham |tai |tren dia|voi |tu |bang |thong qua |qua |nhu |va (?:{VERBS})\b|bao gom|lien quan den|"
    r"ngoai |dong thoi|truoc |hang |moi |cho |vao |thuoc linh|cung (?!cap)|gom |lam |duoc |co trach)"
)
_UNIT = r"(?:thi tran|phuong|xa|thanh pho|thi xa|huyen|quan|tp|dac khu|ap|khom|thon|to dan pho|ban nganh|nganh|phong|doan the|hoi|ban|don vi|dia phuong|to chuc|co quan|hiep hoi|so)"
_LIST = re.compile(rf"(\s*[,;/]\s*(?:va\s+)?|\s+va\s+|\s*&\s*|\s*[-–]\s*)")


@dataclass(frozen=True)
class Found:
    names: list[str]
    start: int
    end: int


def bodies_at(text: Text, at: int = 0, *, heading: bool = False, shorten: bool = True) -> Found | None:
    """The bodies that `text` names at key position `at`, as written; None where none is. In a heading the whole text is the name."""
    key = text.key
    lead = re.compile(r"[\s\"'(]*(?:de nghi|giao|yeu cau|kien nghi|doi voi|phan cong|giao cho|uy quyen cho)?(?:\s+cho)?\s*").match(key, at)
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
    "so": ("sở",), "phong": ("phòng",), "ban": ("ban",), "hoi": ("hội",), "bo": ("bộ",), "doan": ("đoàn",), "vien": ("viện",), "cuc": ("cục",),
    "vu": ("vụ",), "truong": ("trường",), "tram": ("trạm",), "dai": ("đài",), "xa": ("xã",), "huyen": ("huyện",), "quan": ("quận",), "to": ("tổ",),
    "quy": ("quỹ",), "doi": ("đội",), "kho": ("kho",), "co so": ("cơ sở",), "to chuc": ("tổ chức",), "can bo": ("cán bộ",), "nganh": ("ngành",),
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
    if head == "to chuc" and match.group(1) is None and not re.match(r"\s+(chinh tri|xa hoi|hoi\b|doan the)", after):
        return listed and bool(re.match(r"\s*[,;]", after))
    if head == "xa" and re.match(r"\s+h[oô]i?\b", after):
        return False
    if head in ("can bo", "to", "doi", "quy") and re.match(r"\s+(ngu|chuc|trong|che|dinh)\b", after):
        return False
    if head in _WEAK and match.group(1) is None and not raw[:1].isupper():
        names_on = match.end() + 1 < len(text.key) and text.raw[text.spots[match.end() + 1]].isupper()
        return names_on or (listed and head in ("don vi", "co quan", "to chuc", "doan the", "dia phuong", "nganh", "doanh nghiep"))
    return True


def _name_end(text: Text, start: int, at: int, *, heading: bool) -> int:
    """Where the name that began at `start` (its head ends at `at`) ends."""
    key = text.key
    pos = at
    while pos < len(key):
        char = key[pos]
        if char in ".;:" and not (char == "." and re.match(r"[.]\s?[a-z]", key[pos:]) and key[pos - 1] in "pt" and pos - start < 40):
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
            if (named := re.match(rf"{_UNIT}\s+(?=\w)", rest)) and _capital(text, skip + named.end()) and _HEAD.match(rest):
                return pos
            if re.match(rf"{_UNIT}\b", rest) and not _capital(text, skip) or re.match(rf"{_UNIT}\b(?=\s*(,|va|$|;|\.))", rest):
                # "xã, thị trấn"; "ban, ngành": one name goes on.
                if _HEAD.match(key, skip) and _capital(text, skip) and not re.match(r"(thi tran|phuong|xa|thanh pho)\b", rest):
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
                if head and (head.group(1) or _is_body(text, head, listed=False)) and not re.match(r"(xa|huyen|thanh pho|quan)\b(?!.{0,3}\w)", key[after:]):
                    return pos
                if not head and not _capital(text, after) and not heading and not re.match(rf"{_UNIT}\b|dao tao|du lich|the thao|xa hoi|gia dinh", key[after:]):
                    if re.match(VERBS, key[after:]):
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
    return bool(re.match(r"(tư|tứ|tự|hàng hoá|hàng hóa|mỗi trường|môi trường|mới|theo dõi|để|đề án|trọng|tài|tại chỗ|khí|chợ|ngoại|gốm|cụng)\s?", rest)) and not re.match(
        r"(để|tự tổ)\s", rest
    )


def is_body_heading(text: Text) -> Found | None:
    """The bodies of a heading that is nothing but their names ("1. Phòng Giáo dục và Đào tạo", "7. UBND các xã, thị trấn")."""
    found = bodies_at(text, heading=True)
    if found is None:
        return None
    rest = text.key[found.end :].strip(" .:;,-–/")
    rest = re.sub(r"^\(.*\)$|^(tren dia ban|co lien quan|cac cap|thuoc (?:tinh|huyen|xa))\b.{0,40}$", "", rest)
    return found if len(rest) <= 3 else None


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
