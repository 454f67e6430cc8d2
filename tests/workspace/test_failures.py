"""Words for what a mail server said against a mail."""

import pytest
from django.utils import translation

from aiuto.workspace.message.failures import in_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("5.1.1 smtp; 550 5.1.1 User unknown", "no such address"),
        ("452 4.2.2 The recipient's inbox is out of storage", "mailbox is full"),
        ("552 5.3.4 Message size exceeds fixed limit", "smaller files"),
        ("550 5.7.26 This mail is unauthenticated", "unwanted"),
        ("smtp; 550 5.4.4 Host not found", "cannot be reached"),
    ],
)
def test_code_of_a_mail_server_is_said_in_words(said, words):
    with translation.override("en"):
        assert words in str(in_words(said))


@pytest.mark.parametrize("said", ["", "Connection refused by 10.5.1.1", "550 no", "5.6.0 content", "5.1.1.9"])
def test_what_says_nothing_to_people_gets_no_words(said):
    assert in_words(said) == ""
