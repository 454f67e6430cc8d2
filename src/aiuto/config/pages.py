"""Django's pages on ASGI: each is made in one thread, from its first middleware to its last."""

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Pages(ASGIHandler):
    """A few threads make all pages and keep their connections to the database, where the settings say so.

    Django's own handler starts a thread for each request, and leaves it and comes back at every middleware that
    knows only threads or only the event loop.
    """

    def __init__(self) -> None:
        super().__init__()
        threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="page")
        self._make_in_thread = sync_to_async(self._make, thread_sensitive=False, executor=threads)

    def load_middleware(self, is_async: bool = False) -> None:
        """All of it as for threads, whatever the handler is."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await self._make_in_thread(request)

    def _make(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            close_old_connections()
