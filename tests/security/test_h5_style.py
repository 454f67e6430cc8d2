"""H5: of styles only a list of properties stays, with no address in them and no way to cover the page."""

import pytest

from aiuto import mime


@pytest.mark.parametrize(
    "style",
    [
        "background:url(https://evil.example/a.png)",
        "background-image:url('x')",
        "background:u\\72l(x)",
        "list-style:url(x)",
        "color:url(x)",
        "border-color:url(x)",
        "font-family:url(x)",
        "position:fixed",
        "position:absolute",
        "POSITION:FIXED",
        "z-index:9",
        "top:0",
        "inset:0",
        "float:left",
        "transform:scale(9)",
        "opacity:0",
        "display:none",
        "cursor:url(x)",
        "content:'x'",
        "behavior:url(x)",
        "-moz-binding:url(x)",
        "width:expression(alert(1))",
        "filter:url(x)",
        "margin-top:-999px",
        "margin:0 -999px",
        "--x:url(x)",
        "color:var(--x)",
        "width:calc(100vw)",
        "color:red\\9",
        "font-family:x/**/url(x)",
        "animation:x 1s",
        "background-color:image-set('x' 1x)",
        "color:attr(x)",
        "color:/*",
    ],
)
def test_a_style_that_loads_or_covers_is_dropped(style):
    assert mime.clean_html(f'<p style="{style}">x</p>') == "<p>x</p>"


def test_honest_styles_stay():
    style = "color:#123456;font-size:12px;text-align:center;padding:4px 8px;background-color:rgb(1, 2, 3)"
    assert mime.clean_html(f'<p style="{style}">x</p>') == f'<p style="{style}">x</p>'


def test_a_style_sheet_is_dropped_whole():
    assert mime.clean_html("<style>p{position:fixed}</style><p>x</p>") == "<p>x</p>"
