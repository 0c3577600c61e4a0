"""Proceedings at the points of their life that tests start from."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from cases.models import AllegationSubject, Code, Decision, Outcome
from cases.proceedings.actions import opening, responses, sittings, steps
from cases.proceedings.models import Plea, Proceeding, Step
from tests.factories import AllegationSubjectFactory, CodeFactory, UserFactory
from tests.factories.proceedings import PanelMemberFactory


def code(code_list: str, name: str) -> Code:
    held = Code.objects.exclude(scheme="legacy-2008").filter(code_list=code_list, code=name).first()
    return held or CodeFactory(code_list=code_list, code=name)


def ruled(pair: AllegationSubject, kind: str, name: str) -> Decision:
    """A decision as it stands on a pair."""
    return Decision.objects.create(
        pair=pair, kind=kind, value=code(kind, name), decided_on=date(2026, 3, 10), decided_by=UserFactory()
    )


def ended(pair: AllegationSubject, name: str = "no-action") -> Outcome:
    """An outcome as it stands on a pair."""
    return Outcome.objects.create(
        pair=pair, value=code("outcome", name), decided_on=date(2026, 6, 1), decided_by=UserFactory()
    )


@pytest.fixture
def pair() -> AllegationSubject:
    """An allegation with a case to answer for gross misconduct."""
    made = AllegationSubjectFactory(allegation__case__stage="proceedings")
    ruled(made, "case_to_answer", "gross-misconduct")
    return made


@pytest.fixture
def opened(person, pair) -> Callable[..., Proceeding]:
    """Proceedings as the action opens them: `opened(kind="meeting")`."""

    def make(**changes: Any) -> Proceeding:
        given = {
            "case": pair.allegation.case,
            "kind": Proceeding.Kind.HEARING,
            "pairs": [pair],
            "opened_on": date(2026, 3, 16),
            "reasons": "Gross misconduct is alleged.",
        } | changes
        for one in given["pairs"]:
            if not one.decisions.filter(kind="forum").exists():
                ruled(one, "forum", opening.FORUMS[Proceeding.Kind(given["kind"])])
        return opening.open_proceedings(by=person(), **given)

    return make


@pytest.fixture
def step(person) -> Callable[..., Step]:
    """Records a step: `step(proceeding, "notice_served", date(2026, 3, 17))`."""

    def make(proceeding: Proceeding, kind: str, done_on: date) -> Step:
        return steps.record_step(by=person(), proceeding=proceeding, kind=Step.Kind(kind), done_on=done_on)

    return make


def with_panel(proceeding: Proceeding) -> Proceeding:
    """A whole panel of the present law, each of whom declared no interest."""
    officer = {"appointed_by": "chief_officer", "is_from_this_force": True}
    PanelMemberFactory(proceeding=proceeding, capacity="chair", standing="chief_officer", name="Ada Chair", **officer)
    PanelMemberFactory(proceeding=proceeding)
    PanelMemberFactory(proceeding=proceeding)
    PanelMemberFactory(proceeding=proceeding, capacity="adviser", standing="legally_qualified", name="Lee Adviser")
    return proceeding


@pytest.fixture
def served(opened, step) -> Proceeding:
    """A hearing whose notice and papers are served, with its panel."""
    proceeding = with_panel(opened())
    step(proceeding, "notice_served", date(2026, 3, 17))
    step(proceeding, "papers_served", date(2026, 3, 18))
    return proceeding


@pytest.fixture
def respond(person) -> Callable[..., Any]:
    def make(proceeding: Proceeding, received_on: date = date(2026, 4, 1), **changes: Any) -> Any:
        subject = changes.pop("subject", None) or proceeding.subjects.first().subject
        pleas = dict.fromkeys(proceeding.pairs.filter(pair__subject=subject), Plea.Value.DENIES)
        given = {"pleas": pleas, "answers": responses.Answers(mitigation="Twenty years of good service.")} | changes
        return responses.respond(by=person(), proceeding=proceeding, subject=subject, received_on=received_on, **given)

    return make


@pytest.fixture
def fixture_of() -> Callable[..., sittings.Fixture]:
    def make(**changes: Any) -> sittings.Fixture:
        given = {"sits_on": date(2026, 6, 1), "place": "Council Chamber", "held_in": "public", "sits_at": time(10)}
        return sittings.Fixture(**(given | changes))

    return make


@pytest.fixture
def heard(served, person, fixture_of) -> Proceeding:
    """A hearing that was held on 1 June 2026 and finished."""
    sitting = sittings.fix(by=person(), proceeding=served, fixture=fixture_of())
    sittings.hold(by=person(), sitting=sitting, started_at=time(10), ended_at=time(16))
    return served


@pytest.fixture
def concluded(heard, pair, step) -> Proceeding:
    """A hearing with its finding and outcome, concluded on 2 June 2026."""
    ruled(pair, "finding", "misconduct")
    ended(pair)
    step(heard, "concluded", date(2026, 6, 2))
    return heard
