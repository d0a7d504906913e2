"""Run by test_upgrade.py in a process of its own: several orders of `hoctap`, so that the program is read once for all of them.

Takes them as one argument of JSON, prints one line of JSON: for each what it ended with and what it said.
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
            ended = 0
        except CommandError as failure:
            said.write(str(failure))
            ended = failure.returncode
        except SystemExit as end:
            ended = int(end.code or 0)
        answers.append([ended, said.getvalue()])
    print(json.dumps(answers))


main(json.loads(sys.argv[1]))
