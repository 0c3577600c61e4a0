"""What the officers answer to the papers, and the witnesses who are proposed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case, Subject
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Plea, Proceeding, ProceedingPair, Response, Witness
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@dataclass(frozen=True)
class Answers:
    """What an officer answers beside the pleas: mitigation, what is disputed, points of law, documents."""

    mitigation: str = ""
    disputes: str = ""
    law: str = ""
    documents: str = ""


@transaction.atomic
def respond(
    *,
    by: User,
    proceeding: Proceeding,
    subject: Subject,
    received_on: date,
    pleas: Mapping[ProceedingPair, Plea.Value],
    answers: Answers,
    version: int | None = None,
) -> Response:
    """Record an officer's response, with a plea to each allegation against them. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    reached = facts.reached(proceeding)
    papers = reached.get(MilestoneKind.PAPERS_SERVED) or reached.get(MilestoneKind.ACCELERATED_NOTICE_SERVED)
    if papers is None:
        raise Refused("Record that the papers were served first.")
    holding.past(
        received_on, field="received_on", label="The day", since=papers, since_what="the day the papers were served"
    )
    asked = set(proceeding.pairs.filter(pair__subject=subject))
    if not asked:
        raise Refused("Choose a person the proceedings are against.", field="subject")
    if set(pleas) != asked:
        raise Refused("Give a plea to each allegation against this person.")
    texts = {name: text.strip() for name, text in asdict(answers).items()}
    response = Response.objects.create(
        proceeding=proceeding, subject=subject, received_on=received_on, recorded_by=by, **texts
    )
    for pair, value in pleas.items():
        Plea.objects.create(response=response, pair=pair, value=value)
    _set_milestone(case, proceeding, by=by)
    locking.save(case)
    said = [
        f"allegation {pair.pair.allegation.number}: {Plea.Value(value).label.lower()}" for pair, value in pleas.items()
    ]
    _put_on_record_answered(case, received_on, said, response, subject, by=by)
    return response


@transaction.atomic
def propose_witness(
    *,
    by: User,
    proceeding: Proceeding,
    name: str,
    proposed_by: Witness.ProposedBy,
    proposed_on: date,
    evidence: str,
    version: int | None = None,
) -> Witness:
    """Record that somebody is proposed as a witness, and on what. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    holding.past(proposed_on, field="proposed_on", label="The day")
    witness = Witness.objects.create(
        proceeding=proceeding,
        name=checks.said(name, field="name", message="Enter the name of the witness."),
        proposed_by=proposed_by,
        proposed_on=proposed_on,
        evidence=checks.said(evidence, field="evidence", message="Enter what they can say, and on what dispute."),
    )
    locking.save(case)
    record(
        "proceedings.witness_proposed",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={"id": witness.pk, "person": witness.name, "proposed_by": witness.get_proposed_by_display()},
        reason=witness.evidence,
    )
    return witness


@transaction.atomic
def decide_witness(
    *,
    by: User,
    witness: Witness,
    is_to_attend: bool,
    decided_on: date,
    reasons: str,
    ordered_on: date | None = None,
    version: int | None = None,
) -> Witness:
    """Record whether the chair has a witness attend, and when they were told to. Raises Refused."""
    require(by, Permission.PROCEEDINGS_RUN, witness.proceeding.case)
    case = holding.lock(witness.proceeding, version=version)
    holding.past(
        decided_on,
        field="decided_on",
        label="The day",
        since=witness.proposed_on,
        since_what="the day they were proposed",
    )
    if ordered_on and not is_to_attend:
        raise Refused("Only a witness whom the chair calls is told to attend. Leave this empty.", field="ordered_on")
    if ordered_on:
        holding.past(ordered_on, field="ordered_on", label="The day", since=decided_on, since_what="the decision")
    witness.decision_reasons = checks.said(reasons, field="reasons", message="Enter the reasons of the chair.")
    witness.is_to_attend, witness.decided_on, witness.ordered_on = is_to_attend, decided_on, ordered_on
    witness.save()
    locking.save(case)
    _put_on_record_witness_decided(case, decided_on, witness, is_to_attend, by=by)
    return witness


def _set_milestone(case: Case, proceeding: Proceeding, *, by: User) -> None:
    """The response is in when every officer has answered; its day is that of the last first answer."""
    if proceeding.kind == Proceeding.Kind.ACCELERATED:
        return
    first: dict[int, date] = {}
    for answered, on in proceeding.responses.order_by("received_on").values_list("subject_id", "received_on"):
        first.setdefault(answered, on)
    if len(first) == proceeding.subjects.count():
        on = max(first.values())
        milestones.reached(
            case=case, kind=MilestoneKind.PROCEEDINGS_RESPONSE, on=on, by=by, about=proceeding, source=proceeding
        )


def _put_on_record_answered(
    case: Case, received_on: date, said: list[str], response: Response, subject: Subject, *, by: User
) -> None:
    record(
        "proceedings.response_received",
        by=by,
        target=case,
        touched=filter(None, [subject.officer]),
        after={"id": response.pk, "subject": str(subject), "on": received_on, "pleas": said},
    )


def _put_on_record_witness_decided(
    case: Case, decided_on: date, witness: Witness, is_to_attend: bool, *, by: User
) -> None:
    record(
        "proceedings.witness_decided",
        by=by,
        target=case,
        touched=holding.officers_of(witness.proceeding),
        after={
            "id": witness.pk,
            "person": witness.name,
            "decision": "To attend" if is_to_attend else "Not called",
            "on": decided_on,
        },
        reason=witness.decision_reasons,
    )
