"""One list entered by a process that holds nothing else, for `bench_import`: `python -m benchmarks.import_alone COMMUNE YEAR FILE`."""

import sys
from pathlib import Path

import django


def main(commune: str, year: str, file: str) -> None:
    django.setup()
    from hoctap.core.actor import system_job
    from hoctap.people import actions
    from hoctap.people.importing.planning import Choices
    from hoctap.places.models import Place

    print("ready", flush=True)
    sys.stdin.readline()
    done = actions.import_at_once(
        Place.objects.get(pk=commune), int(year), "nhan khau.xlsx", Path(file).read_bytes(), by=system_job("đo"),
        choices=Choices(leave_faulty=True),
    )  # fmt: skip
    assert done.written is not None
    print(done.written.persons, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
