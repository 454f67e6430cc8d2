"""H4: nothing is loaded from afar by default; a remote image is a placeholder that remembers its address."""

import re

import pytest

from aiuto import mime


@pytest.mark.parametrize(
    "source",
    [
        '<img src="https://evil.example/a.png">',
        '<img src="http://evil.example/a.png">',
        '<img src="//evil.example/a.png">',
        '<img src="HTTPS://evil.example/a.png">',
        '<img srcset="https://evil.example/a.png 2x">',
        '<img src=" https://evil.example/a.png ">',
        '<img src="ht\ntps://evil.example/a.png">',
        '<body background="https://evil.example/a.png">',
        '<td background="https://evil.example/a.png">x</td>',
        '<video poster="https://evil.example/a.png"></video>',
        '<input type=image src="https://evil.example/a.png">',
        '<link rel=stylesheet href="https://evil.example/a.css">',
        '<iframe src="https://evil.example/"></iframe>',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="file:///etc/passwd">',
        '<img src="a.png">',
    ],
)
def test_no_attribute_that_loads_survives(source):
    assert not re.search(r"(?<!data-remote=\")\b(?:src|srcset|background|poster)=", mime.clean_html(source))


def test_a_remote_image_keeps_its_address_for_later():
    assert (
        mime.clean_html('<img src="https://x.example/a.png">')
        == '<img data-remote="https://x.example/a.png">'
    )


def test_an_address_for_later_cannot_be_anything_but_web():
    for value in ("javascript:x", "data:x", "file:///x", "//x.example", "cid:x", "x"):
        assert "data-remote" not in mime.clean_html(f'<img data-remote="{value}">')


def test_an_image_of_the_mail_is_kept():
    assert mime.clean_html('<img src="cid:a@b">') == '<img src="cid:a@b">'
