"""Whatever writes a fact that the histories read asks for the flags of those people or cases to be looked at again.

Units are not asked for: they follow from their people (tests/flags/actions/test_requests.py). What is told here by
name is left to the nightly run, or to the action that calls it.
"""

import ast

import pytest

from tests.architecture import source
from tests.architecture.calls import reached
from tests.architecture.test_actions import MODULES, writers

# The rows from which cases/flags/histories.py and cases/flags/facts/ read what rules know of a person, and
# cases/flags/team_histories.py what they know of a unit by its people.
READ = {
    "Allegation",
    "AllegationSubject",
    "Case",
    "Decision",
    "Outcome",
    "Party",
    "Period",
    "Posting",
    "PriorService",
    "RecordTypeChange",
    "ReporterIdentity",
    "Service",
    "Subject",
    "Withdrawal",
}
# Those from which cases/flags/case_histories.py reads what rules know of a case, besides its own days.
READ_OF_CASES = {"Clock", "Milestone"}
ASKS = {"request_evaluation", "request_for_case"}
ASKS_OF_CASES = {"request_for_cases", "request_for_case"}
WRITES = {"create", "bulk_create", "bulk_update", "update", "save", "set", "setattr", "add_rows", "copy_rows"}
# Writers of these rows that change nothing that a rule reads, or whose row in the queue would tell too much.
NOTHING_TO_ASK = {
    "cases/actions/allegations.py:set_standards": "No rule reads which standard was breached.",
    "cases/actions/assignment.py:assign": "Who investigates is read of nobody it is about.",
    "cases/actions/assignment.py:unassign": "As above.",
    "cases/actions/sealing.py:seal": "A sealed case counts like any other.",
    "cases/actions/sealing.py:unseal": "As above.",
    "cases/actions/history.py:take_in_cases": "History without people: none of them has flags.",
    "cases/actions/links.py:create": "A link says nothing of anybody; a merge asks for itself.",
    "cases/contacts/actions/reporters.py:add": "The row of the request would name who reported (ADR 18).",
    "cases/contacts/actions/reporters.py:identify": "It reads.",
    "cases/contacts/actions/parties.py:end_updates": "No rule reads updates of a person.",
    "cases/notices/actions/serving.py:acknowledge": "A notice counts from the day it is given.",
}
MUST_ASK = {
    "cases/actions/allegations.py:add",
    "cases/actions/allegations.py:recategorise",
    "cases/actions/decisions.py:record_decision",
    "cases/actions/decisions.py:record_opinion",
    "cases/actions/details.py:edit",
    "cases/actions/drafts.py:log",
    "cases/actions/history.py:take_in",
    "cases/actions/logging.py:log_case",
    "cases/actions/merging.py:merge",
    "cases/actions/merging.py:undo",
    "cases/actions/outcomes.py:record_outcome",
    "cases/actions/particulars.py:find",
    "cases/actions/postings.py:start",
    "cases/actions/prior_service.py:change_service",
    "cases/actions/prior_service.py:record_service",
    "cases/actions/prior_service.py:withdraw_service",
    "cases/actions/record_types.py:convert",
    "cases/actions/severity.py:assess",
    "cases/actions/splitting.py:split",
    "cases/actions/subjects.py:add",
    "cases/actions/subjects.py:identify",
    "cases/actions/transitions.py:advance",
    "cases/actions/withdrawal.py:withdraw",
    "cases/contacts/actions/parties.py:add",
    "cases/contacts/actions/parties.py:change",
    "cases/contacts/actions/parties.py:take_off",
    "cases/merges/actions/merging.py:approve",
    "cases/merges/actions/merging.py:undo",
    "cases/notices/actions/serving.py:serve",
    "cases/notices/actions/serving.py:take_back",
    "cases/periods/actions/service.py:record_on_roster",
    "cases/periods/actions/service.py:set_end",
    "cases/proceedings/actions/appeals.py:give_effect",
    "cases/triage/actions/schedule_three.py:decide",
}
# Whatever sets a day of a case or a clock: the milestones do, so whoever reaches or takes back one need not.
MUST_ASK_OF_CASES = {
    "cases/actions/details.py:edit",
    "cases/actions/logging.py:log_case",
    "cases/actions/merging.py:merge",
    "cases/actions/merging.py:undo",
    "cases/actions/splitting.py:split",
    "cases/actions/transitions.py:advance",
    "cases/clocks/actions/extensions.py:extend",
    "cases/clocks/actions/milestones.py:only_from",
    "cases/clocks/actions/milestones.py:reached",
    "cases/clocks/actions/milestones.py:undone",
}
EVERY = {f"{source.named(module)}:{node.name}": module for module in MODULES for node in writers(module)}


@pytest.mark.parametrize("action", sorted(MUST_ASK))
def test_an_action_that_writes_what_rules_read_asks_for_an_evaluation(action):
    assert asks(action, ASKS)


@pytest.mark.parametrize("action", sorted(MUST_ASK_OF_CASES))
def test_an_action_that_changes_the_days_or_clocks_of_a_case_asks_for_it(action):
    assert asks(action, ASKS_OF_CASES)


def asks(action, words):
    """Whether an action asks, itself or by a function that it reaches."""
    file, _, name = action.partition(":")
    return any(called in words for _, called in reached(file, name))


@pytest.mark.parametrize("action", sorted(NOTHING_TO_ASK))
def test_what_need_not_ask_is_still_there_and_does_not_ask(action):
    assert action in EVERY
    assert not asks(action, ASKS)


def makes_rows(module, models):
    """Whether a module makes rows of one of these models: `Model.objects.create` or `Model(…)`."""
    for call in (node for node in ast.walk(source.tree(module)) if isinstance(node, ast.Call)):
        words = ast.unparse(call.func).split(".")
        if words[0] in models and (len(words) == 1 or words[-1] in WRITES):
            return True
    return False


def test_every_module_that_makes_such_rows_is_known():
    """A new way to make an allegation, a ruling or a period must say here whether it asks."""
    known = {action.partition(":")[0] for action in MUST_ASK | NOTHING_TO_ASK.keys()} | {
        "cases/actions/history_rows.py",  # a step of `history.take_in`
        "cases/periods/actions/suspensions.py",  # no rule reads suspensions
        "officers/actions/prior_service.py",  # pages go through `cases/actions/prior_service.py`
        "officers/actions/roster.py",  # as above, through `cases/actions/postings.py`; somebody new has no matters
        "officers/actions/roster_import.py",  # a file changes the whole force, which the night goes over
    }
    assert {source.named(module) for module in MODULES if makes_rows(module, READ)} - known == set()


def test_every_module_that_makes_rows_read_of_cases_is_known():
    known = {action.partition(":")[0] for action in MUST_ASK_OF_CASES} | {
        "cases/clocks/actions/refresh.py",  # a step of the milestones; the night goes over what days passed bring
        "cases/clocks/actions/breaches.py",  # no rule reads when a breach was noticed
    }
    assert {source.named(module) for module in MODULES if makes_rows(module, READ_OF_CASES)} - known == set()
