"""The one client for pages and images of other people's servers."""
