"""The generated documents are what the code says today; their generator reads what it should."""

from pathlib import Path

import pytest

from hoctap.criteria.shipped import shipped_editions
from scripts import edition_table
from scripts import generate_docs as docs
from scripts.house import ROOT

CURE = "run `make docs` and commit what it wrote"


@pytest.fixture(scope="module")
def documents() -> dict[Path, str]:
    return docs.documents()


@pytest.mark.parametrize(
    "name",
    ["screens.md", "states.md", "traceability.md", "import-table.md", "editions.md", "operations/access.md"],
)
def test_a_generated_document_is_what_the_code_says(name: str, documents: dict[Path, str]):
    file = docs.DOCS / name
    assert file.read_text(encoding="utf-8") == documents[file], f"docs/{name} is out of date: {CURE}"


def test_the_rows_known_here_are_those_of_the_requirements_matrix():
    if not docs.MATRIX.exists():
        pytest.skip("the requirements matrix (../shared/domain/requirements.md) is not here")
    stored = (docs.DOCS / "traceability.md").read_text(encoding="utf-8")
    assert docs.capabilities_of_document(stored) == docs.capabilities_of_matrix(
        docs.MATRIX.read_text(encoding="utf-8")
    )


def test_without_the_matrix_the_rows_come_from_the_document_itself(monkeypatch: pytest.MonkeyPatch):
    stored = docs.DOCS / "traceability.md"
    monkeypatch.setattr(docs, "MATRIX", Path("nowhere"))
    assert docs.traceability_document(docs.capabilities()) == stored.read_text(encoding="utf-8")


def test_rows_and_capabilities_are_read_and_the_texts_of_rows_left_behind():
    matrix = "| S3-01 | I.1 | a text | must do | who | C01 |\n| S3-02 | I.2 | another | and | who | C01, C02 |\n### C01 Plans\n"
    found = docs.capabilities_of_matrix(matrix)
    assert found == [
        docs.Capability("C01", "Plans", ("S3-01", "S3-02")),
        docs.Capability("C02", "", ("S3-02",)),
    ]


def test_marks_count_on_a_test_on_its_class_and_on_its_file(tmp_path: Path):
    file = tmp_path / "test_pages.py"
    file.write_text(
        "import pytest\n"
        "pytestmark = [pytest.mark.django_db, pytest.mark.requirement('S0-01')]\n"
        "@pytest.mark.requirement('S0-02')\n"
        "class TestPage:\n"
        "    @pytest.mark.requirement('S0-03', 'S0-04')\n"
        "    def test_one(self): ...\n"
        "@pytest.mark.requirement('S0-05')\n"
        "def helper(): ...\n"
        "def test_two(): ...\n",
        encoding="utf-8",
    )
    found = {proof.name: proof.rows for proof in docs.proofs_in(file)}
    assert found == {"test_one": ("S0-01", "S0-02", "S0-03", "S0-04"), "test_two": ("S0-01",)}


def test_a_mark_that_is_no_row_of_the_matrix_is_refused():
    with pytest.raises(docs.Unknown, match="no row of the matrix"):
        docs.traceability_document([docs.Capability("C01", "", ("S0-01",))])


def test_every_table_of_moves_is_drawn_from_its_first_state_to_its_last():
    tables = docs.move_tables()
    assert {table.app for table in tables} >= {"recognition", "papers"}
    written = [
        file
        for file in (ROOT / "hoctap").rglob("models.py")
        if "TRANSITIONS" in file.read_text(encoding="utf-8")
    ]
    assert len({table.module for table in tables}) == len(written)
    drawn = docs.states_document()
    assert drawn.count("[*] -->") >= len(tables)
    assert drawn.count("--> [*]") >= len(tables)


def test_every_shipped_edition_is_in_the_table_with_a_section_of_the_domain_notes():
    text = edition_table.editions_document()
    for one in shipped_editions():
        assert f"`{one.code}`" in text
        assert set(edition_table.LEGAL) == {one.code for one in shipped_editions()}
        if one.content.lines:
            table = text.split(f"\n## {one.code}\n")[1].split("\n## ")[0]
            for line in one.content.lines:
                assert f"| {line.code} |" in table
    notes = docs.SHARED / "domain" / "legal.md"
    if notes.exists():
        headings = "\n".join(
            row for row in notes.read_text(encoding="utf-8").splitlines() if row.startswith("#")
        )
        for sections in edition_table.LEGAL.values():
            for section in sections.split(", "):
                assert f" {section}. " in headings, section
