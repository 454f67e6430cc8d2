"""Sample files, drawn when they are asked for: photographs of lamps and one-page documents."""

import io
import zlib
from math import hypot

from PIL import Image, ImageDraw

_SIZE = (640, 480)
_NIGHT, _GLASS, _GLOW = (38, 40, 54), (246, 222, 170), (255, 244, 214)


def file_named(name: str) -> tuple[str, bytes]:
    """Content type and bytes of a sample file, by its name's ending; the same name is the same file."""
    if name.endswith(".pdf"):
        return "application/pdf", _document(name)
    kind = "jpeg" if name.endswith((".jpg", ".jpeg")) else "png"
    return f"image/{kind}", _photograph(name, kind)


def _photograph(name: str, kind: str) -> bytes:
    """A lamp in a dark room; where it hangs and whether it is cracked depends on the name."""
    chance = zlib.crc32(name.encode())
    picture = Image.new("RGB", _SIZE, _NIGHT)
    centre, radius = (240 + chance % 160, 190 + chance // 160 % 60), 80 + chance // 9600 % 40
    _glow(picture, centre, radius * 2.4)
    draw = ImageDraw.Draw(picture)
    x, y = centre
    draw.line((x, 0, x, y - radius), fill=(150, 140, 130), width=4)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_GLASS, outline=_GLOW, width=3)
    if any(word in name for word in ("crepa", "rott", "crack", "danno", "graffi", "scratch")):
        draw.line(
            (x - 30, y - radius + 12, x - 6, y - 18, x - 26, y + 10, x + 8, y + 44),
            fill=(90, 70, 60),
            width=4,
        )
    draw.rectangle((0, 430, 640, 480), fill=(84, 66, 52))
    kept = io.BytesIO()
    picture.save(kept, kind.upper())
    return kept.getvalue()


def _glow(picture: Image.Image, centre: tuple[int, int], reach: float) -> None:
    small = Image.new("L", (64, 48))
    light = [
        int(150 * max(0.0, 1 - hypot(x * 10 - centre[0], y * 10 - centre[1]) / reach))
        for y in range(48)
        for x in range(64)
    ]
    small.putdata(light)
    picture.paste(_GLOW, mask=small.resize(_SIZE, Image.Resampling.BICUBIC))


def _document(name: str) -> bytes:
    """A page of one line, as small as a PDF can be."""
    title = name.removesuffix(".pdf").replace("-", " ").replace("_", " ").encode("latin-1", "replace")
    drawn = b"BT /F1 20 Tf 72 760 Td (Lumiera - " + title + b") Tj ET"
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail
