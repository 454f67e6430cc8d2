"""What pages of the workspace load beside what the house does: "page" is of all of them, "request" of a request's."""


def _paths(kind: str, names: str) -> tuple[str, ...]:
    return tuple(f"workspace/{kind}/{name}.{kind}" for name in names.split())


STYLES = {
    "page": _paths("css", "workspace inbox notices bulk palette"),
    "request": _paths("css", "request composer coach points recovery"),
}
BEHAVIOURS = {
    "page": _paths("js", "notices palette rows choose"),
    "request": _paths(
        "js", "turning newest presence localtime picture copy quote composer attach picker coach"
    ),
}
BUNDLES = {
    **{f"workspace/css-of-{name}.css": paths for name, paths in STYLES.items()},
    **{f"workspace/js-of-{name}.js": paths for name, paths in BEHAVIOURS.items()},
}
