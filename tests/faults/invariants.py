"""What must be true whatever was killed: nothing acknowledged is lost, nothing is doubled, nothing half done."""

import hashlib
from collections import Counter
from pathlib import Path

from tests.faults.machine import Machine
from tests.faults.people import Ledger

RIGHTS = """
SELECT c.relname, has_table_privilege('hoctap_app', c.oid, 'SELECT'), has_table_privilege('hoctap_app', c.oid, 'INSERT'),
       has_table_privilege('hoctap_app', c.oid, 'UPDATE'), has_table_privilege('hoctap_app', c.oid, 'DELETE'),
       has_table_privilege('hoctap_app', c.oid, 'TRUNCATE'), pg_get_userbyid(c.relowner)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v') ORDER BY 1
"""
NAMED_FILES = """
SELECT sha256, 'version' FROM papers_paperversion UNION SELECT sha256, 'pdf' FROM papers_paperpdf WHERE sha256 <> ''
UNION SELECT sha256, 'evidence' FROM evidence_evidence WHERE sha256 <> ''
UNION SELECT signed_sha256, 'signed' FROM papers_paper WHERE signed_sha256 <> ''
"""
# Audited change → the rows that it made and what tells them from the rows of before.
AUDITED = {
    "people.household.added": "people_household",
    "people.member.added": "people_person",
    "evidence.evidence.added": "evidence_evidence",
    "people.import.previewed": "people_importrun",
    "papers.paper.edited_version_taken": "papers_paper",
}
# A job that comes again by itself and met no database has failed, as its row says; the next one of its kind has done its work.
UNDONE = """
SELECT task_name, status, attempts FROM procrastinate_jobs j
WHERE status = 'doing' OR status = 'failed' AND NOT (queueing_lock IS NOT NULL AND EXISTS (
    SELECT FROM procrastinate_jobs later
    WHERE later.task_name = j.task_name AND later.id > j.id AND later.status = 'succeeded'))
"""


class Invariants:
    def __init__(self, machine: Machine, ledger: Ledger) -> None:
        self.machine, self.ledger = machine, ledger
        self.rights = machine.ask(RIGHTS)
        self.migrations = machine.ask("SELECT app, name, applied FROM django_migrations ORDER BY id")
        self.versions = self._count("papers_paperversion")
        self.begun = machine.ask("SELECT clock_timestamp()")[0][0]
        self.seen_files: dict[str, str] = {}

    def _count(self, table: str) -> int:
        return int(str(self.machine.ask(f"SELECT count(*) FROM {table}")[0][0]))

    def quick(self) -> None:
        """After each kill. The acknowledged are read before the database: what comes in meanwhile does not matter."""
        told = {
            kind: self.ledger.of(kind) for kind in ("household", "member", "evidence", "applied", "version")
        }
        persons = self._found("SELECT full_name FROM people_person WHERE full_name LIKE 'Kha %'")
        sent = {
            kind: self.ledger.of(kind)[1] for kind in ("household", "member", "evidence", "list", "version")
        }
        for kind in ("household", "member"):
            self._once(kind, persons, told[kind][0])
        listed = {name for token in told["applied"][0] for name in token.split(" | ")}
        self._once("applied", persons, listed)
        maybe = (
            sent["household"] | sent["member"] | {one for token in sent["list"] for one in token.split(" | ")}
        )
        assert set(persons) <= maybe, f"nobody sent {set(persons) - maybe}"
        for token in sent["list"]:
            came = {name for name in token.split(" | ") if name in persons}
            assert not came or came == set(token.split(" | ")), f"half of a list came in: {came}"
        evidence = self._found("SELECT text FROM evidence_evidence WHERE text LIKE 'Kha %'")
        self._once("evidence", evidence, told["evidence"][0])
        versions = self._count("papers_paperversion") - self.versions
        assert len(told["version"][0]) <= versions <= len(self.ledger.of("version")[1]), (
            f"{len(told['version'][0])} versions acknowledged, {versions} are there"
        )
        for what, table in AUDITED.items():
            astray = self.machine.ask(
                f"SELECT subject_id FROM audit_event WHERE what = '{what}' AND at > %s"
                f" AND NOT EXISTS (SELECT FROM {table} t WHERE t.id::text = audit_event.subject_id) LIMIT 5",
                self.begun,
            )
            assert not astray, f"{what} tells of rows that are not there: {astray}"
        for table, what, of_load in (
            ("people_household", "people.household.added", "head_id IN (SELECT id FROM people_person"
             " WHERE full_name LIKE 'Kha %' AND birth_year = 1968)"),
            ("people_person", "people.member.added", "full_name LIKE 'Kha %' AND birth_year = 1999"),
        ):  # fmt: skip
            silent = self.machine.ask(
                f"SELECT id FROM {table} t WHERE {of_load} AND 1 <> (SELECT count(*) FROM audit_event"
                f" WHERE what = '{what}' AND subject_id = t.id::text) LIMIT 5"
            )
            assert not silent, f"{table}: not told of exactly once in the trail: {silent}"
        assert not self.machine.ask(
            "SELECT id FROM people_household h WHERE 1 <> (SELECT count(*) FROM people_householdmember m"
            " WHERE m.household_id = h.id AND m.is_head AND m.left_year IS NULL) AND h.left_year IS NULL LIMIT 5"
        ), "a household without exactly one head"
        assert self._without_file() == [], "rows name files that are not there"

    def full(self) -> None:
        """Every so often, and at the end."""
        assert not self.ledger.complaints, "\n".join(self.ledger.complaints)
        self.quick()
        assert self.machine.ask(RIGHTS) == self.rights, "the rights of the application's role have changed"
        now = self.machine.ask("SELECT app, name, applied FROM django_migrations ORDER BY id")
        assert now == self.migrations

    def at_rest(self) -> None:
        """When everybody has gone home and the jobs are done."""
        self.full()
        checked = self.machine.run("hoctap", "recompute", "--check", check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        for dossier, (points, known) in self.ledger.scores.items():
            kept = self.machine.ask("SELECT hamlet_total FROM recognition_dossier WHERE id = %s", dossier)[0][
                0
            ]
            assert not known or int(str(kept).split(".")[0]) == int(points), (
                f"{dossier}: {kept}, not {points}"
            )
        undone = self.machine.ask(UNDONE)
        assert undone == [], undone
        for token in self.ledger.of("pdf")[0]:
            paper, version = token.split()
            ready = self.machine.ask(
                "SELECT f.sha256, f.failed FROM papers_paperpdf f JOIN papers_paperversion v ON v.id = f.version_id"
                " WHERE v.paper_id = %s AND v.version = %s",
                paper,
                int(version),
            )
            assert ready, f"the PDF of {token} is not waited for"
            assert ready[0][0], f"the PDF of {token} never came: {ready}"

    def _found(self, sql: str) -> Counter[str]:
        return Counter(str(row[0]) for row in self.machine.ask(sql))

    def _once(self, kind: str, found: Counter[str], acknowledged: set[str]) -> None:
        lost = [token for token in acknowledged if not found[token]]
        assert not lost, f"{kind}: acknowledged and lost: {lost}"
        doubled = [token for token, number in found.items() if number > 1]
        assert not doubled, f"{kind}: doubled: {doubled}"

    def _without_file(self) -> list[str]:
        """Each file is read once: its name is its hash, and it is never written again."""
        wrong = []
        for sha256, what in self.machine.ask(NAMED_FILES):
            name = str(sha256)
            if name in self.seen_files:
                continue
            path = Path(self.machine.folder) / "files" / name[:2] / name
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != name:
                wrong.append(f"{what} {name}")
            else:
                self.seen_files[name] = str(what)
        return wrong
