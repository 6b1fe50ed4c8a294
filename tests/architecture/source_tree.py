"""The sources of the portal as a graph of modules that name others, by statement or string."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("portal", "workshops")
LOADERS = {"import_module", "import_string", "__import__"}
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+(:\w+)?")


@dataclass(frozen=True, order=True)
class Import:
    """One module names another: `target` is dotted and may end in the name of something in it."""

    module: str
    target: str
    # "statement"; "call" of a loader with a literal; "string" that stands anywhere else; "setting":
    # a loader is given an expression, which `target` repeats.
    how: str

    def __str__(self) -> str:
        return f"{self.module} -> {self.target} ({self.how})"


class SourceTree:
    """Every Python module below `folders` of `root`, parsed once."""

    def __init__(self, root: Path = ROOT, folders: Iterable[str] = FOLDERS) -> None:
        self.root = root
        paths = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
        self.paths = {self._name(path): path for path in paths}
        self.trees = {name: ast.parse(path.read_text()) for name, path in self.paths.items()}

    def _name(self, path: Path) -> str:
        parts = path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def is_package(self, module: str) -> bool:
        """Whether `module` is a package, whose `__init__.py` lists its public names."""
        return self.paths[module].name == "__init__.py"

    def module_of(self, target: str) -> str:
        """The module of this tree that a dotted name leads to; "" if it leads elsewhere."""
        parts = target.split(":")[0].split(".")
        names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((name for name in names if name in self.paths), "")

    @cached_property
    def imports(self) -> list[Import]:
        """All imports of modules of this tree and of any others, wherever in a file they stand."""
        return sorted({each for name in self.trees for each in self._imports_of(name)})

    @cached_property
    def own_imports(self) -> list[Import]:
        """The imports that lead to a module of this tree."""
        return [each for each in self.imports if self.module_of(each.target)]

    def _imports_of(self, module: str) -> Iterator[Import]:
        for node in ast.walk(self.trees[module]):
            if isinstance(node, ast.Import):
                yield from (Import(module, alias.name, "statement") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module}: imports here are absolute"
                names = (f"{node.module}.{alias.name}" for alias in node.names)
                yield from (Import(module, name, "statement") for name in names)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in LOADERS:
                yield from (loaded(module, argument) for argument in node.args[:1])
            elif isinstance(node, ast.Constant) and self._names_a_module(node.value):
                yield Import(module, node.value, "string")

    def _names_a_module(self, value: object) -> bool:
        """Whether a string is a dotted name that leads into this tree, as settings have many."""
        return (
            isinstance(value, str)
            and DOTTED.fullmatch(value) is not None
            and "." in self.module_of(value)
        )

    def offered(self, package: str) -> set[str]:
        """The names in `__all__` of a package; empty if it has none."""
        for node in self.trees[package].body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            if [ast.unparse(target) for target in targets] == ["__all__"]:
                return set(ast.literal_eval(node.value))  # type: ignore[union-attr,arg-type]
        return set()

    def reachable_from(self, module: str) -> set[str]:
        """The modules that importing `module` loads, however many steps away."""
        reached: set[str] = set()
        waiting = [module]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self.edges.get(name, ())
        return reached

    @cached_property
    def edges(self) -> dict[str, set[str]]:
        """The modules that each module loads: by statement, by call or through a setting."""
        edges: dict[str, set[str]] = {name: set() for name in self.paths}
        for each in self.imports:
            target = self._setting(each.target) if each.how == "setting" else each.target
            if each.how != "string" and self.module_of(target):
                edges[each.module].add(self.module_of(target))
        return edges

    def _setting(self, source: str) -> str:
        """The value of "settings.NAME" in portal/settings.py if it is a literal; else ""."""
        body = self.trees["portal.settings"].body if "portal.settings" in self.trees else []
        values = {
            f"settings.{ast.unparse(node.targets[0])}": str(node.value.value)
            for node in body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        return values.get(source, "")

    def cycles(self) -> list[str]:
        """The modules that can be reached from themselves."""
        return [
            name
            for name, loaded in self.edges.items()
            if any(name in self.reachable_from(each) for each in loaded)
        ]


def loaded(module: str, argument: ast.expr) -> Import:
    """The import by which `module` calls a loader with that argument."""
    if isinstance(argument, ast.Constant):
        return Import(module, str(argument.value), "call")
    return Import(module, ast.unparse(argument), "setting")
