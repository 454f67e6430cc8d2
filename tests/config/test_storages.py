"""Attachments lie in a folder, or in a bucket where `AIUTO_STORAGE` names one."""

import pytest

from aiuto.config.storages import default_storage


@pytest.mark.parametrize("place", ["", "shared/attachments"])
def test_folder_is_durable(place):
    assert default_storage(place)["BACKEND"] == "aiuto.files.storage.DurableFileSystemStorage"


@pytest.mark.parametrize(("place", "prefix"), [("s3://lamps/help/files", "help/files"), ("s3://lamps", "")])
def test_bucket_is_named_with_its_prefix_and_private(place, prefix):
    options = default_storage(place)["OPTIONS"]
    assert (options["bucket_name"], options["location"], options["default_acl"]) == ("lamps", prefix, None)
