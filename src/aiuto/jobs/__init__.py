"""Work on the database: queued with the change that causes it, leased, retried, and shown to people when it gives up."""
