"""What the trail says of this app, in Vietnamese."""

AREA = "Học liệu mở"

EVENTS: dict[str, str] = {}

PAGES: dict[str, str] = {}
