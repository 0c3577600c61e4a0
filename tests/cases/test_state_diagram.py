from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from cases import workflow
from cases.stages import Stage

DOCUMENT = Path(settings.BASE_DIR / "docs" / "state-diagram.md")


def test_the_documented_diagram_is_the_one_in_force():
    written = StringIO()
    call_command("state_diagram", stdout=written)
    assert DOCUMENT.read_text() == written.getvalue(), "Run: manage.py state_diagram > docs/state-diagram.md"


def test_every_stage_and_every_move_is_in_the_diagram():
    text = DOCUMENT.read_text()
    assert all(f'state "{stage.label}" as {stage.value}' in text for stage in Stage)
    assert all(f"    {source} --> {target}: " in text for source, target in workflow.moves())


def test_every_move_has_a_name_of_its_own_and_an_ending_where_it_closes():
    names = [move.name for move in workflow.TRANSITIONS]
    assert len(names) == len(set(names))
    assert all((move.ending is not None) is (move.target is Stage.CLOSED) for move in workflow.TRANSITIONS)


def test_no_stage_is_a_dead_end():
    assert {source for source, _ in workflow.moves()} == {stage.value for stage in Stage}
