"""The first lines of both scripts, on machines that lack what they need."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")
# Answers the two questions the script asks: is it new enough, and has it the modules.
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; esac\nexit 0\n'
TOO_OLD = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts in a folder with a space in its name."""
    folder = tmp_path / "a checkout"
    shutil.copytree(ROOT / "script", folder / "script")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def run(script: Path, folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    for name in PYTHONS:
        program = folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(python)
        program.chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}/usr/bin"
    return subprocess.run([script], env={"PATH": path}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", ["server", "test"])
def test_old_python_gets_a_sentence(checkout: Path, script: str) -> None:
    ended = run(checkout / "script" / script, checkout, TOO_OLD)
    assert ended.returncode == 2
    assert ended.stderr == ("Python 3.11 or later is needed. On Debian or Ubuntu: apt install python3 python3-venv\n")


@pytest.mark.parametrize("script", ["server", "test"])
def test_missing_venv_module_gets_a_sentence_with_the_package(checkout: Path, script: str) -> None:
    ended = run(checkout / "script" / script, checkout, WITHOUT_VENV)
    assert ended.returncode == 2
    assert "apt install python3-venv" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (checkout / ".venv").exists()
