"""A file or function that grows past these is two things."""

from tests.architecture import source


def test_no_application_file_is_longer_than_300_lines():
    long = {source.named(path): n for path in source.app_files() if (n := _lines(path)) > 300}
    assert long == {}


def test_no_test_file_is_longer_than_400_lines():
    long = {source.named(path): n for path in source.test_files() if (n := _lines(path)) > 400}
    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = {
        f"{source.named(path)}:{node.name}": source.length(node)
        for path in source.app_files()
        for node in source.functions(path)
        if source.length(node) > 40
    }
    assert long == {}


def test_no_template_is_longer_than_150_lines():
    templates = (source.ROOT / "templates").rglob("*.html")
    long = {source.named(path): n for path in templates if (n := _lines(path)) > 150}
    assert long == {}


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())
