"""The demo: a sample company with its customers, desks, people, requests and orders."""
