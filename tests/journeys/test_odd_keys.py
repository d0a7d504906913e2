"""What a browser kept for a row called `__proto__` is a row like another: nothing else changes, and it is not lost."""

import json
import subprocess
import sys

from tests.journeys import browser as looks
from tests.journeys.browser import LAPTOP, OpenPage, sign_in
from tests.journeys.installation import NewInstallation
from tests.world import PASSWORD

ODD = ("__proto__", "constructor", "toString")
UNTOUCHED = """() => [Object.keys(Object.prototype), ({}).now, ({}).hamlet, typeof ({}).toString, typeof ({}).constructor]"""


def test_rows_with_names_of_the_language_change_nothing_and_stay_kept(
    new_installation: NewInstallation, open_page: OpenPage
):
    hoctap = new_installation()
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.entry_village", "5"],
        env={**hoctap.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        cwd=looks.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with hoctap.serving() as address:
        page = open_page(address, size=LAPTOP)
        sign_in(page, "hung", PASSWORD)
        page.goto(filled.stdout.strip())
        before = page.evaluate(UNTOUCHED)
        key = "hoctap:" + (page.locator("[data-ht-draft-key]").get_attribute("data-ht-draft-key") or "")
        row = page.locator("[data-ht-row]").first.get_attribute("data-ht-row")
        kept = json.dumps({"base": {"hamlet": ""}, "now": {"hamlet": "77", "toString": "1"}})
        rows = ", ".join(f'"{name}": {kept}' for name in (*ODD, row))
        page.goto("/notices/")  # the list itself would keep its own again on leaving
        # Not as an object: on its way into the page a key `__proto__` would be lost.
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, f'{{"rows": {{{rows}}}}}'])
        page.goto(filled.stdout.strip())
        typed = page.locator(f"[data-ht-row='{row}'] [data-ht-col=hamlet]").first
        assert typed.input_value() == "77"
        assert page.evaluate(UNTOUCHED) == before
        typed.fill("78")
        page.wait_for_function(
            """([key, id]) => {
                const { rows } = JSON.parse(localStorage.getItem(key) || '{"rows": {}}');
                return !(id in rows) || rows[id].now.hamlet === "78";
            }""",
            arg=[key, row],
        )
        left = page.evaluate("key => Object.keys(JSON.parse(localStorage.getItem(key)).rows)", key)
        assert set(ODD) <= set(left) <= {*ODD, row}
        assert page.evaluate(UNTOUCHED) == before
