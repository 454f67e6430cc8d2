"""What building, checking and testing Aiuto needs besides the product."""
