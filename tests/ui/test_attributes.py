"""Attributes are strict and escaped."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from aiuto.ui.attributes import attributes, classes, one_of


def test_attributes_leave_out_what_is_absent() -> None:
    assert attributes(href="/a", title="", disabled=False, name=None, hidden=True) == ' href="/a" hidden'


def test_attributes_with_markup_are_escaped() -> None:
    assert attributes(title='"><script>') == ' title="&quot;&gt;&lt;script&gt;"'


def test_attributes_name_htmx_as_html_does() -> None:
    assert attributes(class_="a", hx_get="/b", data_opens="c") == ' class="a" hx-get="/b" data-opens="c"'


def test_classes_join_what_is_there() -> None:
    assert classes("a", None, False, "", "b") == "a b"


def test_one_of_an_unknown_value_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="tone='pink'"):
        one_of("tone", "pink", ("good", "bad"))


@pytest.mark.parametrize(
    "source",
    [
        '{% button colour="red" %}x{% endbutton %}',
        '{% button hx_on_click="alert(1)" %}x{% endbutton %}',
        '{% button variant="loud" %}x{% endbutton %}',
        '{% badge "x" tone="pink" %}',
        '{% badge "x" size="small" %}',
        '{% state "lost" %}',
        '{% icon "no-such-icon" %}',
        '{% panel colour="red" %}x{% endpanel %}',
        '{% notice tone="loud" %}x{% endnotice %}',
        "{% clock since %}",
        '{% message kind="up" author="a" at=since %}x{% endmessage %}',
    ],
)
def test_component_with_an_unknown_attribute_is_an_error(source: str, now) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}" + source).render(Context({"since": now}))
