"""The room `worker`: the process that runs jobs, and the periodic work, each calling one flow."""
