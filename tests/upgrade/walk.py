"""Run by test_upgrade.py in a process of its own, against an upgraded database: opens pages as the people of the demonstration.

Takes how many pages each of them opens at most. Prints one line of JSON: {"opened": [addresses], "failed": {address: what came},
"reports": number of reports opened}.
"""

import json
import re
import sys

import django
from django.test import Client

HOST = "localhost"
STARTS = ("/", "/results/", "/reports/", "/people/", "/recognition/rounds/", "/papers/")
LINK = re.compile(r'href="(/(?:reports|results|recognition|papers|people)/[^"#]*)"')
REPORT = re.compile(r"/reports/[0-9a-f-]{36}/")
# A dump holds the rows, not the kept files.
NEEDS_FILES = re.compile(r"/(?:docx|pdf|xlsx|file|signed|download)\b")


def main(most: int) -> None:
    django.setup()
    from hoctap.accounts.models import User

    opened: list[str] = []
    failed: dict[str, object] = {}
    reports: set[str] = set()
    for user in User.objects.filter(login__regex=r"^demo-(hoi|chutich|huyen)-").order_by("login"):
        client = Client(headers={"host": HOST})
        client.force_login(user, backend="hoctap.accounts.sign_in.PhoneOrNameBackend")
        waiting, seen = list(STARTS), set(STARTS)
        own = 0
        while waiting and own < most:
            address = waiting.pop(0)
            own += 1
            answer = client.get(address)
            if answer.status_code in (403, 404) and address in STARTS:
                continue  # not for this person, or not an address of this version
            if answer.status_code not in (200, 302):
                failed[f"{user.login} {address}"] = answer.status_code
                continue
            opened.append(address)
            if REPORT.match(address):
                reports.add(address)
            if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            for link in LINK.findall(answer.content.decode()):
                link = link.replace("&amp;", "&")
                if link not in seen and not NEEDS_FILES.search(link):
                    seen.add(link)
                    # Reports first: they are what must still open.
                    waiting.insert(0, link) if REPORT.match(link) else waiting.append(link)
    print(json.dumps({"opened": opened, "failed": failed, "reports": len(reports)}))


main(int(sys.argv[1]))
