"""What the trail says of this app, in Vietnamese."""

AREA = "Phong trào, ngày lễ và tuần lễ"

EVENTS: dict[str, str] = {}

PAGES: dict[str, str] = {}
