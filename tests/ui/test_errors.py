"""Error pages say what happened and what to do, in both languages, with and without a request."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

pytestmark = pytest.mark.urls("tests.ui.urls")
CODES = ("400", "403", "403_csrf", "404", "429", "500")


@pytest.mark.parametrize("code", CODES)
def test_error_page_speaks_both_languages(code: str, rf) -> None:
    with translation.override("en"):
        english = render_to_string(f"{code}.html")
    with translation.override("it"):
        italian = render_to_string(f"{code}.html", request=rf.get("/gone/"))
    assert 'lang="en"' in english and "Go to the first page" in english
    assert 'lang="it"' in italian and "Vai alla prima pagina" in italian
    assert code.partition("_")[0] in english and "<h1>" in italian
