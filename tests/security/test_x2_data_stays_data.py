"""X2: nothing that came from outside is unpickled, evaluated or used as a template."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signing import JSONSerializer

import aiuto
from aiuto.tickets.markup import html_of

ROOMS = Path(aiuto.__file__).parent
MODULES = sorted(ROOMS.rglob("*.py"))
# Both ends of one pipe between our own processes.
PARSER = {"intake/parsing.py", "intake/parser_process.py"}
FORBIDDEN = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle", "jinja2"}
CALLS = {"eval", "exec", "compile", "__import__"}
TEMPLATES = {"Template", "from_string", "Engine"}


def names(path: Path) -> set[str]:
    """Packages imported and functions called."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0], *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(f"{node.func.id}()")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.add(node.func.attr)
    return found


def test_only_the_parsers_pipe_carries_pickles():
    users = {str(path.relative_to(ROOMS)) for path in MODULES if names(path) & FORBIDDEN}
    assert users == PARSER


def test_no_text_is_run_as_code_or_as_a_template():
    for path in MODULES:
        found = names(path)
        assert not found & {f"{call}()" for call in CALLS}, path
        assert not found & TEMPLATES, path


def test_sessions_and_cache_keep_json(db):
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    with pytest.raises(TypeError):
        cache.set("thing", object())
    assert JSONSerializer().loads(b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    "text", ["{{ settings.SECRET_KEY }}", "{% load i18n %}", "${7*7}", "{0.class}", "%(pk)s"]
)
def test_template_in_an_answer_is_text(text):
    assert text in html_of(text)
