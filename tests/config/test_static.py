"""Static files put together: what an installation serves is what the parts are, in their order."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import FileSystemStorage

from aiuto.config.static import BundledFiles


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> BundledFiles:
    """The parts of all bundles, collected as `collectstatic` does."""
    storage = BundledFiles(location=str(tmp_path_factory.mktemp("static")), base_url="/static/")
    paths = {}
    for part in {part for parts in storage.bundles.values() for part in parts}:
        found = Path(finders.find(part))
        source = FileSystemStorage(location=str(found.parents[len(Path(part).parts) - 1]))
        with source.open(part) as opened:
            storage.save(part, opened)
        paths[part] = (source, part)
    for _name, _hashed, outcome in storage.post_process(paths):
        assert not isinstance(outcome, Exception)
    return storage


@pytest.mark.parametrize("name", BundledFiles.bundles)
def test_bundle_holds_each_of_its_parts_in_order(collected, name):
    whole = Path(collected.path(name)).read_text()
    places = [whole.find(Path(finders.find(part)).read_text()) for part in collected.bundles[name]]
    assert places[0] >= 0
    assert places == sorted(set(places))


@pytest.mark.parametrize("name", BundledFiles.bundles)
def test_bundle_is_served_under_a_name_of_its_content(collected, name):
    assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", collected.stored_name(name))
    assert Path(collected.path(f"{collected.stored_name(name)}.gz")).exists()


def test_bundled_parts_neither_import_nor_export():
    scripts = {part for parts in BundledFiles.bundles.values() for part in parts if part.endswith(".js")}
    for part in scripts:
        assert not re.search(r"^(import|export)\b", Path(finders.find(part)).read_text(), re.MULTILINE), part


def test_bundle_leaves_no_name_of_a_script_to_the_next(collected):
    """Two scripts with the same name inside stand in blocks of their own."""
    whole = Path(collected.path("ui/house.js")).read_text()
    parts = collected.bundles["ui/house.js"]
    assert whole.count("\n}\n{\n") == len(parts) - 1
