"""Run by test_upgrade.py in a process of its own: several orders of `hoctap`, so that the program is read once for all of them.

Takes them as one argument of JSON, prints one line of JSON: for each what it failed with, empty where it did not, and what it said.
"""

import io
import json
import sys

import django
from django.core.management import CommandError, call_command


def main(orders: list[list[str]]) -> None:
    django.setup()
    answers = []
    for order in orders:
        said = io.StringIO()
        try:
            call_command(*order, stdout=said)
            ended = ""
        except CommandError as failure:
            ended = str(failure)
        answers.append([ended, said.getvalue()])
    print(json.dumps(answers))


main(json.loads(sys.argv[1]))
