"""What Aiuto costs, measured as ratios in one run and as counts: `make bench`."""
