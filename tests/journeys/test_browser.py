"""The looks themselves: a journey that hears nothing must be a journey where nothing was wrong."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import PHONE, Watcher, axe, large_targets, no_sideways_scroll

# A page with everything wrong that the looks are for, under the policy of our own pages.
POLICY = "default-src 'none'; script-src 'self'"
WRONG = """<!doctype html><html><head><title>x</title></head><body>
<script>document.title = "runs"</script>
<button style="height: 20px; width: 900px">Gửi</button><input name="no-label">
<img src="https://elsewhere.example/pixel.png">
</body></html>"""


def test_the_looks_see_what_is_wrong_with_a_page(chromium: Browser):
    origin = "http://page.example"
    page = chromium.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    watcher = Watcher(origin)
    watcher.watch(page)
    page.route(
        "**/*",
        lambda route: route.fulfill(
            status=200, content_type="text/html", body=WRONG, headers={"content-security-policy": POLICY}
        ),
    )
    page.goto(f"{origin}/")
    page.evaluate("document.body.style.width = '900px'")
    with pytest.raises(AssertionError, match="px wide on 390 px"):
        no_sideways_scroll(page)
    with pytest.raises(AssertionError, match="label"):
        axe(page)
    with pytest.raises(AssertionError, match="too small"):
        large_targets(page)
    heard = "\n".join(watcher.complaints)
    assert "script-src" in heard
    assert "elsewhere.example" in heard
    page.context.close()
