"""The wire to a company's own systems: signed requests that say what is to be done."""
