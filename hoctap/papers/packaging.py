"""A DOCX is a zip of parts; equal parts give equal bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def repack(docx: bytes) -> bytes:
    """The same parts in a fixed order, without the hour at which they were written."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (name not in _FIRST, name))
        for name in names:
            info = ZipInfo(name, date_time=_EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()
