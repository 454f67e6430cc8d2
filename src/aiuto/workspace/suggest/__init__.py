"""What a filter that is being typed may go on with."""
