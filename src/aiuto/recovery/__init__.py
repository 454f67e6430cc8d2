"""When something went wrong: a recovery in five steps, each with its evidence and its clock."""
