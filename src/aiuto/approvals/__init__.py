"""The second person: asked, then approved, declined or lapsed; never the asker, never below the authority needed."""
