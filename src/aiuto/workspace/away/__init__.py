"""Who is away and when, and who takes what is due meanwhile."""
