"""The import contracts of our own can fail: each is shown an import it must refuse."""

import grimp
import pytest

from tools.contracts import DoorsContract, OnlyContract, PureContract

MODULES = """
    aiuto aiuto.workspace aiuto.workspace.inbox aiuto.tickets aiuto.tickets.queries aiuto.tickets.models
    aiuto.mime aiuto.mime.letter aiuto.channels aiuto.flows
""".split()


@pytest.fixture
def graph() -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for module in MODULES:
        graph.add_module(module)
    graph.add_module("django", is_squashed=True)
    graph.add_module("smtplib", is_squashed=True)
    return graph


def broken(contract_type: type, graph: grimp.ImportGraph, **options) -> list[tuple[str, str]]:
    contract = contract_type("rule", {"root_packages": ["aiuto"]}, options)
    check = contract.check(graph, verbose=False)
    assert check.kept is (not check.metadata["imports"])
    return check.metadata["imports"]


DOORS = {"sources": ["workspace"], "rooms": ["tickets", "manual"], "doors": ["queries"]}


def test_doors_keep_an_import_of_queries(graph):
    graph.add_import(importer="aiuto.workspace.inbox", imported="aiuto.tickets.queries")
    assert broken(DoorsContract, graph, **DOORS) == []


def test_doors_refuse_an_import_of_models(graph):
    graph.add_import(importer="aiuto.workspace.inbox", imported="aiuto.tickets.models")
    assert broken(DoorsContract, graph, **DOORS) == [("aiuto.workspace.inbox", "aiuto.tickets.models")]


@pytest.mark.parametrize("imported", ["django", "aiuto.tickets.models"])
def test_pure_rooms_refuse_django_and_other_rooms(graph, imported):
    graph.add_import(importer="aiuto.mime.letter", imported=imported)
    found = broken(PureContract, graph, rooms=["mime", "coach"], forbidden=["django"])
    assert found == [("aiuto.mime.letter", imported)]


@pytest.mark.parametrize(("importer", "kept"), [("aiuto.channels", True), ("aiuto.flows", False)])
def test_only_the_allowed_import_what_opens_sockets(graph, importer, kept):
    graph.add_import(importer=importer, imported="smtplib")
    assert (broken(OnlyContract, graph, modules=["smtplib"], allowed=["channels"]) == []) is kept
