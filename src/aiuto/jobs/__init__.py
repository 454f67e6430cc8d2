"""Work on the database: queued with the change that causes it, leased, retried, shown to people when it gives up."""
