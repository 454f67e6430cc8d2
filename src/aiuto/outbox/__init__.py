"""What must leave: deliveries, one a recipient, written with the change that caused them."""
