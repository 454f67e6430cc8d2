"""How the house is furnished: desks, hours, mailboxes, teams, people, words, orders, and the journal of it all."""
