"""The finished parts stay what they were through the database."""

import json

from hypothesis import given
from hypothesis import strategies as st

from aiuto.outbox.parts import File, Parts, Person

PERSON = st.builds(Person, st.text(), st.text())
PARTS = st.builds(
    Parts,
    sender=PERSON,
    to=st.lists(PERSON).map(tuple),
    cc=st.lists(PERSON).map(tuple),
    reply_to=st.none() | PERSON,
    subject=st.text(),
    text=st.text(),
    html=st.text(),
    message_id=st.text(),
    references=st.lists(st.text()).map(tuple),
    envelope_from=st.none() | st.text(),
    files=st.lists(st.builds(File, st.text(), st.text(), st.text(), st.text())).map(tuple),
)


@given(PARTS)
def test_parts_come_back_as_they_were(parts):
    assert Parts.from_json(json.loads(json.dumps(parts.as_json()))) == parts
