"""Placeholders."""

import pytest

from aiuto.tickets.placeholders import filled, left_in

VALUES = {"customer.name": "Giulia Neri", "order.number": ""}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Gentile {{customer.name}},", "Gentile Giulia Neri,"),
        ("Gentile {{ customer.name }},", "Gentile Giulia Neri,"),
        ("ordine {{order.number}}", "ordine {{order.number}}"),
        ("{{customer.shoe}} {{}} {customer.name} {{a b}}", "{{customer.shoe}} {{}} {customer.name} {{a b}}"),
        ("{{{customer.name}}}", "{Giulia Neri}"),
    ],
)
def test_filled_leaves_what_it_does_not_know(text, result):
    assert filled(text, VALUES) == result


def test_filled_value_is_not_filled_again():
    assert filled("{{customer.name}}", {"customer.name": "{{agent.name}}"}) == "{{agent.name}}"


def test_left_in_names_each_once():
    assert left_in("{{order.number}} e {{ order.number }} e {{order.number}}") == [
        "{{order.number}}",
        "{{ order.number }}",
    ]
