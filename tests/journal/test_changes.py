"""What a change changed."""

from types import SimpleNamespace

from aiuto.journal.changes import differences


def test_differences_say_old_and_new_of_what_changed_alone():
    desk = SimpleNamespace(name="Lampade", language="it")
    assert differences(desk, {"name": "Luci", "language": "it"}) == {"name": ["Lampade", "Luci"]}


def test_differences_say_of_a_secret_only_that_it_changed():
    mailbox = SimpleNamespace(secret="old", address="a@lumen.example")
    assert differences(mailbox, {"secret": "new"}, unsaid={"secret"}) == {"secret": None}
    assert differences(mailbox, {"secret": "old"}, unsaid={"secret"}) == {}
