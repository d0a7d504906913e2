"""What the trail says of this app, in Vietnamese."""

AREA = "Thư viện, tủ sách"

EVENTS: dict[str, str] = {}

PAGES: dict[str, str] = {}
