"""The expressions of a form: what is read, what is refused with what to write instead, and what they say of answers."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hoctap.surveys.design import expression_rules as expressions
from hoctap.surveys.design.expression_rules import Answer, NotRead, holds, read
from tests.tools import require_program

ANSWERS: dict[str, Answer] = {"chu_de": ["crops", "khac"], "tuoi": 17, "nghe": "farmer", "dien_tich": "1.5"}
TRUE = [
    "",
    "selected(${chu_de}, 'crops')",
    'selected(${nghe},"farmer")',
    "${tuoi} = 17",
    "${tuoi} >= 16 and ${tuoi} < 18",
    "${tuoi} > 60 or ${nghe} = 'farmer'",
    "${tuoi} > 60 and ${nghe} = 'x' or ${tuoi} = 17.0",
    "(${tuoi} = 17) and (${dien_tich} > 1.2)",
    "${khong_tra_loi} = ''",
    "${nghe} != 'worker'",
    "${dien_tich} <= 1.50",
]
FALSE = [
    "selected(${chu_de}, 'talent')",
    "selected(${chu_de}, 'crop')",
    "${tuoi} != 17",
    "${khong_tra_loi} > 0",
    "${khong_tra_loi} < 5",
    "${nghe} > 'a'",
    "${tuoi} > 60 and (${nghe} = 'farmer' or ${tuoi} = 17)",
]


@pytest.mark.parametrize("text", TRUE)
def test_it_holds(text: str):
    assert holds(read(text), ANSWERS)


@pytest.mark.parametrize("text", FALSE)
def test_it_does_not_hold(text: str):
    assert not holds(read(text), ANSWERS)


def test_a_constraint_speaks_of_the_answer_itself():
    tree = read(". >= 6 and . <= 120")
    assert expressions.speaks_of_itself(tree)
    assert [holds(tree, {}, own) for own in (5, 6, 120, 121)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("${tuoi} >", "chưa hết câu"),
        ("${tuoi}", "Thiếu phép so sánh"),
        ("(${tuoi} > 1", "Thiếu dấu “)”"),
        ("${tuoi} > 1)", "Không hiểu từ chỗ “)”"),
        ("${tuoi} + 1 > 2", "Không hiểu ký hiệu “+”"),
        ("not(selected(${chu_de}, 'a'))", "“not” không dùng được"),
        ("today() > '2026-01-01'", "“today” không dùng được"),
        ("if(${a}, 1, 2)", "“if” không dùng được"),
        ("selected('a', ${b})", "vế đầu là câu hỏi"),
        ("selected(${a}, 1)", "mã lựa chọn trong dấu nháy"),
        ("__import__('os').system('x') = 1", "không dùng được"),
        ("(" * 40 + "${a} = 1" + ")" * 40, "lồng quá"),
        ("${a} = 1 or " * 60 + "${a} = 1", "dài quá"),
    ],
)
def test_anything_else_is_refused_in_words(text: str, told: str):
    with pytest.raises(NotRead, match=told.replace("(", r"\(").replace(")", r"\)").replace("+", r"\+")):
        read(text)


def test_the_script_of_the_page_says_the_same_as_the_server(tmp_path: Path):
    """The same trees, the same answers: 18 expressions in the browser's language."""
    node = shutil.which("node") or require_program("node")
    source = (Path(__file__).parents[2] / "frontend" / "survey.js").read_text(encoding="utf-8")
    inside = source[source.index("const NUMBER") : source.index("  function show(")]
    trees = [read(text) for text in [*TRUE[1:], *FALSE]]
    told = {name: value if isinstance(value, list) else [str(value)] for name, value in ANSWERS.items()}
    program = tmp_path / "same.js"
    program.write_text(
        f"{inside}\nconsole.log(JSON.stringify({json.dumps(trees)}.map((tree) => holds(tree, {json.dumps(told)}))));",
        encoding="utf-8",
    )
    finished = subprocess.run([node, str(program)], capture_output=True, text=True, check=True)
    assert json.loads(finished.stdout) == [True] * (len(TRUE) - 1) + [False] * len(FALSE)
