import pytest


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path) -> None:
    """Files go to a folder of the test, and no scanner is asked."""
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMD_URL = ""
