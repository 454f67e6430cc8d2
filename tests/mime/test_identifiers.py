"""Message-IDs come out clean, folded or naked as they may be."""

from aiuto.mime import identifiers


def test_one_is_without_brackets_and_folds():
    assert identifiers.one(b" <a.b@\r\n c.example>\r") == "a.b@c.example"
    assert identifiers.one(b"a@b.example") == "a@b.example"
    assert identifiers.one(b" ") is None


def test_several_keeps_order_once_each():
    assert identifiers.several(b"<a@x.example>\r\n\t<b@x.example> <a@x.example>") == (
        "a@x.example",
        "b@x.example",
    )


def test_several_of_very_many_keeps_the_first_and_the_newest():
    found = identifiers.several(b" ".join(b"<%d@x.example>" % number for number in range(5000)))
    assert found[0] == "0@x.example"
    assert found[-1] == "4999@x.example"
    assert len(found) == identifiers.MOST


def test_identifiers_hold_no_controls_and_stay_short():
    assert identifiers.one(b"<a\x00b@x.example>") == "ab@x.example"
    assert len(identifiers.one(b"<" + b"a" * 10_000 + b"@x.example>") or "") == identifiers.LONGEST
