"""Static files: put together when they are collected, and answered whole on ASGI."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

from aiuto.ui import assets as house
from aiuto.workspace import assets as workspace


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise streams from a file, which ASGI would have to consume in a thread, piece by piece."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file:
            with found.file as opened:
                content = opened.read()
        response = HttpResponse(content, status=int(found.status))
        del response.headers["Content-Type"]
        for name, value in found.headers:
            response.headers[name] = value
        return response


class BundledFiles(CompressedManifestStaticFilesStorage):
    """Files that pages load together become one: a browser opens seven where it would open sixty."""

    bundles = {**house.BUNDLES, **workspace.BUNDLES}

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name, parts in self.bundles.items():
                Path(self.path(name)).write_text(_together(parts, self), encoding="utf-8")
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _together(parts: tuple[str, ...], storage: BundledFiles) -> str:
    """Each script in a block of its own, so that its names stay its own."""
    sources = (Path(storage.path(part)).read_text(encoding="utf-8") for part in parts)
    wrap = "{{\n{}\n}}" if parts[0].endswith(".js") else "{}"
    return "\n".join(wrap.format(source) for source in sources)
