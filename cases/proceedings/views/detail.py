from functools import cached_property
from typing import Any

from django.utils import timezone

from cases.barred_list import owed
from cases.models import Subject
from cases.proceedings import facts, sheet
from cases.proceedings.models import Proceeding
from cases.proceedings.next_action import next_action
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope
from misconduct.core.tables import Column


class _ProceedingsPage(CasePage):
    part = "proceedings:list"

    def may(self) -> dict[str, bool]:
        may = super().may()
        runs = self.request.user.has(Permission.PROCEEDINGS_RUN)
        return {**may, "run": runs and self.object.is_running, "return": runs}


class ProceedingList(_ProceedingsPage):
    """The meetings and hearings of a case, and what the College was told of its people."""

    template_name = "proceedings/proceeding_list.html"
    extra_context = {
        "columns": tuple(map(Column, ("Proceedings", "Against", "Stands at", "Next due"))),
        "entry_columns": (
            *map(Column, ("Person", "List", "Sent", "Reference", "Review not before")),
            Column("End the entry", is_label_hidden=True),
        ),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        subjects = Subject.objects.filter(case=case).select_related("officer")
        return super().get_context_data(
            lines=sheet.lines(case, today=timezone.localdate()),
            entries=sheet.list_entries(case),
            owed=owed(subjects),
            **kwargs,
        )


class ProceedingDetail(_ProceedingsPage):
    """One meeting or hearing: its timetable, people, panel, witnesses, sittings, publication and appeals."""

    template_name = "proceedings/proceeding_detail.html"
    event = "proceedings.viewed"
    extra_context = {
        "timetable_columns": (
            *map(Column, ("Step", "Due", "Done", "State")),
            Column("Act", is_label_hidden=True),
        ),
        "panel_columns": (
            *map(Column, ("Name", "Seat", "Appointed", "Interests")),
            Column("Act", is_label_hidden=True),
        ),
        "witness_columns": (*map(Column, ("Witness", "Proposed by", "On what", "Decision of the chair")),),
        "sitting_columns": (*map(Column, ("Day", "What for", "Where", "Held")), Column("Act", is_label_hidden=True)),
        "ruling_columns": tuple(map(Column, ("Allegation", "Against", "Finding", "Outcome"))),
    }

    @cached_property
    def proceeding(self) -> Proceeding:
        found = self.object.proceedings.select_related("case").filter(pk=self.kwargs["proceeding"]).first()
        if found is None:
            raise OutOfScope(f"No proceedings {self.kwargs['proceeding']} in {self.object}.")
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.proceeding, timezone.localdate()
        shown = {
            "proceeding": one,
            "progress": facts.progress_of(one),
            "next_action": next_action(one),
            "gaps": facts.panel_gaps(one),
            "timetable": facts.steps_of(one, today=today),
            "steps": one.steps.standing().select_related("recorded_by"),
            "told_on": facts.told_on(one),
            "letter_told_by": facts.letter_told_by(one),
            "steps_to_record": sheet.steps_to_record(one),
            "people": sheet.people(one, today=today),
            "panel": one.panel.serving(),
            "former_members": one.panel.filter(replaced_on__isnull=False),
            "objections": one.objections.select_related("member", "subject__officer"),
            "open_seats": sheet.open_seats(one),
            "rulings": sheet.rulings(one),
            "publications": sheet.publications(one),
            "appeals": one.appeals.select_related("subject__officer").prefetch_related("results__outcome__value"),
            "may_run": self.may()["run"] and not one.stopped_on,
        }
        return super().get_context_data(**shown, **kwargs)
