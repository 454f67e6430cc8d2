"""The desk, its people and its mail, as flows know them."""

from tests.flows.conftest import agent, arrive, colleague, desk, lead, outsider, ticket  # noqa: F401 - fixtures
