"""What the trail says of this app, in Vietnamese."""

AREA = "Cổng thông tin cho người dân"

EVENTS: dict[str, str] = {}

PAGES: dict[str, str] = {}
