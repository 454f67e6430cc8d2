"""The first steps of a new house: language, desk, mailbox, people, done."""
