"""Translations are compiled as GNU gettext would, and what is missing is seen."""

import gettext
import io

import pytest

from tools import messages, translations

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#, python-format
msgid "%(n)s ticket"
msgid_plural "%(n)s tickets"
msgstr[0] "%(n)s richiesta"
msgstr[1] "%(n)s richieste"

msgctxt "verb"
msgid "Open"
msgstr ""
"Apri "
"«così»"

msgid "Not yet"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Andato"
"""


@pytest.fixture
def entries(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    return messages.read(path)


def complaints(**fields) -> list[str]:
    return list(translations._complaints(messages.Entry(**fields)))


def test_compiled_catalogue_is_read_by_gettext(entries):
    loaded = gettext.GNUTranslations(io.BytesIO(messages.compiled(entries)))
    assert loaded.ngettext("%(n)s ticket", "%(n)s tickets", 2) == "%(n)s richieste"
    assert loaded.pgettext("verb", "Open") == "Apri «così»"
    assert loaded.gettext("Not yet") == "Not yet"
    assert loaded.gettext("Gone") == "Gone"


def test_read_keeps_lines_and_leaves_out_what_is_obsolete(entries):
    known = [(entry.text, entry.line) for entry in entries[1:]]
    assert known == [("%(n)s ticket", 7), ("Open", 13), ("Not yet", 19)]


CODE = """
_("One")
ngettext("a day", "%(n)d days", n)
pgettext_lazy("verb", "Open")
_(other)
"""
PAGE = """
{% translate "Two" %}
{% blocktranslate trimmed %}
    Hi {{ name }}
{% endblocktranslate %}
{% button _("Go") %}
"""


def test_texts_are_found_in_code_and_templates(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "SOURCE", tmp_path / "src" / "aiuto")
    room = tmp_path / "src" / "aiuto" / "room"
    room.mkdir(parents=True)
    (room / "views.py").write_text(CODE)
    (room / "page.html").write_text(PAGE)
    alone = {("", text, "") for text in ("One", "Two", "Hi %(name)s", "Go")}
    assert set(translations.texts(room)) == alone | {("", "a day", "%(n)d days"), ("verb", "Open", "")}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"text": "Save", "strings": {0: "Salva"}}, None),
        ({"text": "Save", "strings": {0: ""}}, "unfinished"),
        ({"text": "Save", "strings": {0: "Save"}}, "the same"),
        ({"text": "Save", "strings": {0: "Salva"}, "fuzzy": True}, "fuzzy"),
        ({"text": "Hi %(name)s", "strings": {0: "Ciao"}}, "is lost"),
        ({"text": "Hi", "strings": {0: "Ciao {name}"}}, "has not"),
        ({"text": "one", "plural": "%(n)d", "strings": {0: "uno", 1: "%(n)d di"}}, None),
        ({"text": "one", "plural": "%(n)d", "strings": {0: "uno"}}, "unfinished"),
    ],
)
def test_complaints_name_what_is_wrong(fields, complaint):
    found = complaints(**fields)
    assert any(complaint in one for one in found) if complaint else found == []
