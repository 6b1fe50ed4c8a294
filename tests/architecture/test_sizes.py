"""The limits on the length of functions and files; tests neither branch nor loop nor sleep."""

import ast
from itertools import chain

from tests.architecture.source_tree import ROOT, SourceTree

SOURCES, TESTS = SourceTree(), SourceTree(folders=["tests"])
STYLES_AND_SCRIPTS = ["static/**/*.css", "static/**/*.js", "frontend/room/src/**/*.js"]
NOT_OURS = ("static/vendor/", "static/room/")  # copied or built
MAX_FUNCTION, MAX_CODE_FILE, MAX_TEST_FILE = 30, 200, 250  # lines
USUAL_FILE = 120  # lines that four in five files keep to


def lines_of_code_files():
    """Lines by path, of Python, styles and scripts; settings.py is one list and may be longer."""
    other = chain.from_iterable(ROOT.glob(pattern) for pattern in STYLES_AND_SCRIPTS)
    paths = {path.relative_to(ROOT).as_posix(): path for path in [*SOURCES.paths.values(), *other]}
    return {
        name: len(path.read_text().splitlines())
        for name, path in paths.items()
        if not name.startswith(NOT_OURS) and name != "portal/settings.py"
    }


def functions(tree, prefix=""):
    """The functions and methods by "module: name" whose name has that prefix."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (f"{module}: {node.name}", node)
        for module, parsed in tree.trees.items()
        for node in ast.walk(parsed)
        if isinstance(node, kinds) and node.name.startswith(prefix)
    ]


def length(function):
    """Lines of a whole function, with its decorators, signature and docstring."""
    first = min([function, *function.decorator_list], key=lambda node: node.lineno)
    return function.end_lineno - first.lineno + 1


def share(lengths, limit):
    """The share of `lengths` that are at most `limit`."""
    return sum(lines <= limit for lines in lengths) / len(lengths)


def longer_than(limit, lines):
    """Those of `lines` by name that are above the limit."""
    return {name: count for name, count in lines.items() if count > limit}


def test_no_function_is_longer_than_thirty_lines():
    lengths = {name: length(function) for name, function in functions(SOURCES)}

    assert longer_than(MAX_FUNCTION, lengths) == {}


def test_half_of_the_functions_have_seven_lines_and_nine_in_ten_fifteen():
    lengths = [length(function) for _, function in functions(SOURCES)]

    assert share(lengths, 7) >= 0.5
    assert share(lengths, 15) >= 0.9


def test_no_code_file_is_longer_than_two_hundred_lines():
    assert longer_than(MAX_CODE_FILE, lines_of_code_files()) == {}


def test_four_in_five_code_files_have_at_most_one_hundred_and_twenty_lines():
    assert share(lines_of_code_files().values(), USUAL_FILE) >= 0.8


def test_no_test_file_is_longer_than_two_hundred_and_fifty_lines():
    lines = {name: len(path.read_text().splitlines()) for name, path in TESTS.paths.items()}

    assert longer_than(MAX_TEST_FILE, lines) == {}


def branches(function):
    """The statements in a function that branch or loop, and its calls that sleep."""
    kinds = (ast.If, ast.For, ast.While, ast.Match)
    words = [type(node).__name__ for node in ast.walk(function) if isinstance(node, kinds)]
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return words + [call for call in calls if call in {"sleep", "time.sleep"}]


def test_tests_neither_branch_nor_loop_nor_sleep():
    branching = {name: branches(test) for name, test in functions(TESTS, prefix="test_")}

    assert len(branching) > 100
    assert {name: nodes for name, nodes in branching.items() if nodes} == {}


def test_the_measures_detect_length_branches_and_sleeps():
    source = "@decorated\ndef test_x():\n    if a:\n        time.sleep(1)\n"
    function = ast.parse(source).body[0]

    assert (length(function), branches(function)) == (4, ["If", "time.sleep"])
    assert share([7, 8, 9, 10], 8) == 0.5
    assert longer_than(8, {"a": 8, "b": 9}) == {"b": 9}
