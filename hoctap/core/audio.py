"""Sound that people hand in, told by what it holds: MP3, M4A or Ogg. A page with the first bytes of a recording is none."""

_BRANDS = {b"M4A ", b"M4B ", b"mp42", b"isom", b"mp41", b"iso2"}
_RATES = {0b11: (44100, 48000, 32000), 0b10: (22050, 24000, 16000), 0b00: (11025, 12000, 8000)}
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_FRAMES = 3
"""So many in a row make an MP3."""


def media_type_of(content: bytes) -> str:
    """Empty where it is no sound that browsers play."""
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return "audio/mp4" if b"soun" in content and b"vide" not in content else ""
    if content.startswith(b"OggS") and content[28:36] in (b"OpusHead", b"\x01vorbis\x1e"):
        return "audio/ogg"
    return "audio/mpeg" if _is_mp3(content) else ""


def _is_mp3(content: bytes) -> bool:
    at = 0
    if content.startswith(b"ID3") and len(content) > 10:
        at = 10
        for byte in content[6:10]:
            if byte & 0x80:
                return False
        high, upper, lower, low = content[6:10]
        at += high << 21 | upper << 14 | lower << 7 | low
        # A tag may be followed by filling.
        at = len(content) - len(content[at:].lstrip(b"\0"))
    for _ in range(_FRAMES):
        length = _frame(content[at : at + 4])
        if not length:
            return False
        at += length
    return at <= len(content)


def _frame(head: bytes) -> int:
    """The length of a frame of layer III by its four bytes; 0 where they are none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, kbits = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or kbits in (0, 15):
        return 0
    table, per_frame = (_KBITS_1, 144_000) if version == 3 else (_KBITS_2, 72_000)
    return per_frame * table[kbits] // _RATES[version][rate] + (head[2] >> 1 & 1)
