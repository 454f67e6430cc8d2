"""The desk, its people and its mail, as flows know them."""

from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures
