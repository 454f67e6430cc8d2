"""Import contracts that import-linter has no word for: doors into rooms, purity, and who may open sockets."""

from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOT = "aiuto"
Import = tuple[str, str]
NAMES: Any = fields.ListField(subfield=fields.StringField())


def _family(graph: ImportGraph, name: str) -> set[str]:
    """The module and everything inside it; nothing when it is not built yet."""
    if name not in graph.modules:
        return set()
    return {name} if graph.is_module_squashed(name) else {name} | graph.find_descendants(name)


def _direct(graph: ImportGraph, importers: set[str], imported: set[str]) -> list[Import]:
    found = ((by, module) for module in imported for by in graph.find_modules_that_directly_import(module))
    return sorted((by, module) for by, module in found if by in importers)


class _DirectContract(Contract):
    """A contract broken by single imports, each named when it is reported."""

    def broken(self, graph: ImportGraph) -> Iterator[Import]:
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        imports = list(self.broken(graph))
        return ContractCheck(kept=not imports, metadata={"imports": imports})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["imports"]:
            output.print_error(f"{importer} imports {imported}", bold=True)


class DoorsContract(_DirectContract):
    """Sources import of a room only its doors (for instance `queries`), never what lies behind."""

    type_name = "doors"
    sources = NAMES
    rooms = NAMES
    doors = NAMES

    def broken(self, graph: ImportGraph) -> Iterator[Import]:
        importers = {module for source in self.sources for module in _family(graph, f"{ROOT}.{source}")}
        for room in self.rooms:
            inside = _family(graph, f"{ROOT}.{room}")
            inside -= {module for door in self.doors for module in _family(graph, f"{ROOT}.{room}.{door}")}
            yield from _direct(graph, importers, inside)


class PureContract(_DirectContract):
    """Rooms of plain Python import none of the forbidden packages, nor any other room."""

    type_name = "pure"
    rooms = NAMES
    forbidden = NAMES

    def broken(self, graph: ImportGraph) -> Iterator[Import]:
        outside = {module for name in self.forbidden for module in _family(graph, name)}
        for room in self.rooms:
            inside = _family(graph, f"{ROOT}.{room}")
            others = _family(graph, ROOT) - inside
            yield from _direct(graph, inside, outside | others)


class OnlyContract(_DirectContract):
    """The named packages are imported by the allowed rooms alone."""

    type_name = "only"
    modules = NAMES
    allowed = NAMES

    def broken(self, graph: ImportGraph) -> Iterator[Import]:
        allowed = {module for room in self.allowed for module in _family(graph, f"{ROOT}.{room}")}
        modules = {module for name in self.modules for module in _family(graph, name)}
        yield from _direct(graph, _family(graph, ROOT) - allowed, modules)
