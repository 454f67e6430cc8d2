"""Us: users, roles, teams, desks, schedules, sign-in."""
