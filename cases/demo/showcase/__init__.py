"""One case at every stage and for every part of the procedure, worked through the actions as people would work it."""

from cases.clocks.actions.refresh import refresh
from cases.demo.showcase import complaints, conduct, panels
from cases.demo.showcase.cast import Cast
from cases.models import Case

_SCENES = (
    complaints.handled_outside,
    complaints.withdrawn,
    complaints.open_for_review,
    conduct.confidential,
    conduct.assessed_again,
    conduct.prosecuted,
    conduct.converted,
    conduct.a_year_old,
    conduct.needs_second_person,
    conduct.twelfth_matter,
    panels.hearing_to_come,
    panels.accelerated_concluded,
    panels.meeting_with_warning,
)


def show(cast: Cast) -> dict[str, Case]:
    """Every case that is shown, by the name of its scene."""
    investigated = complaints.under_investigation(cast)
    merged = complaints.merged_pair(cast, investigated)
    cases = {"under_investigation": investigated, "merged_pair": merged}
    cases |= {scene.__name__: scene(cast) for scene in _SCENES}
    for case in cases.values():
        refresh(case=case)
    return cases
