"""The floors of the house: imports run one way, and importing the package costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

PACKAGE = Path(extractor.__file__).parent
#: lowest first; rooms on one floor do not import each other
FLOORS = (
    ("spans", "errors"),
    ("annotations", "settings"),
    ("document", "lexicons"),
    ("schema", "language", "reading"),
    ("client",),
    ("numbers", "entities"),
    ("quotes", "tags"),
    ("pipeline",),
    ("export", "store"),
    ("workers",),
    ("batch", "service"),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
#: what a plain `import extractor` must not bring
HEAVY = (
    "torch",
    "sklearn",
    "pandas",
    "numpy",
    "pymorphy3",
    "natasha",
    "trafilatura",
    "pydantic",
    "fastapi",
    "onnxruntime",
)


def _imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, wherever in it; those for type checkers only do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and getattr(branch.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "extractor":
            found.add(node.module)
            if node.module == "extractor":
                found.update(f"extractor.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.split(".")[0] == "extractor")
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_models" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return  # the door imports lazily, from the top
    assert room in LEVEL, f"{room} has no floor: add it to FLOORS and to the design"
    for module in _imports(path):
        other = _room(module)
        if other in ("", room) or other not in LEVEL:
            continue
        assert LEVEL[other] < LEVEL[room], f"{path.name} ({room}) imports {module}: not below it"


def test_imports_have_no_circle() -> None:
    graph = {}
    for path in FILES:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        graph[name] = _imports(path)
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"circle: {' -> '.join((*trail, name))}"
        if name in done or name not in graph:
            return
        for other in graph[name]:
            if other not in (name, "extractor") and not name.startswith(f"{other}."):
                visit(other, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def test_import_is_light() -> None:
    code = f"import extractor, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_running_never_imports_natasha_or_torch() -> None:
    code = (
        "import extractor, sys; extractor.extract({'text': 'Мэр приехал.'});"
        "print([m for m in ('natasha', 'torch', 'sklearn', 'pandas', 'pymorphy2') if m in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_api_is_what_the_door_says() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("extractor")
        for alias in node.names
    }
    assert set(extractor.__all__) == functions | imported
