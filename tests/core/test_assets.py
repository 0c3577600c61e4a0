"""What the browser is given: complete, ours to use, and within the content security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ASSETS = Path(settings.STATICFILES_DIRS[0])
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def test_style_sheet_names_only_pictures_that_are_there():
    named = re.findall(r'url\("?([^")]+)"?\)', (ASSETS / "app.css").read_text())
    assert named
    assert [name for name in named if not (ASSETS / name).is_file()] == []


@pytest.mark.parametrize("mark", ["gds transport", "crest", "crown", "logotype"])
def test_marks_that_only_govuk_may_use_are_left_out(mark):
    built = [path for path in ASSETS.rglob("*") if path.suffix in {".css", ".js", ".svg", ".png"}]
    assert [path.name for path in built if mark in path.name.lower()] == []
    assert [path.name for path in built if path.suffix != ".png" and mark in path.read_text().lower()] == []


def test_licences_lie_beside_what_they_cover():
    assert {path.name for path in (ASSETS / "licences").iterdir()} == {"govuk-frontend.txt", "moj-frontend.txt"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_template_holds_nothing_the_policy_would_refuse(path):
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(src|href)=[\"']https?://", source)
