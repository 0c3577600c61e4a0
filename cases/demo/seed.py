"""The demonstration from end to end: an invented force with ten years of believable history."""

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from cases.actions import assignment, transitions
from cases.actions.allegations import AllegationDetails
from cases.actions.logging import log_case
from cases.actions.subjects import SubjectDetails
from cases.demo.flags import raise_and_review
from cases.demo.gates import settle_what_is_behind
from cases.demo.history import Writer
from cases.demo.investigations import investigate_one, set_next_actions
from cases.demo.people import Member, make_people, make_staff, make_units
from cases.demo.plan import plan
from cases.demo.showcase import show
from cases.demo.showcase.cast import Cast
from cases.demo.supervisors import tie_line_manager
from cases.flags.models import Flag
from cases.models import Case, Code, CodeList, Subject
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from misconduct.accounts.roles import RoleName
from misconduct.audit.record import record
from misconduct.core.bulk import refresh_planner_statistics
from officers.models import Officer

SEED = 2022


@transaction.atomic
def seed_demo(*, today: date, password: str) -> dict[str, int]:
    """Make the invented force as at a day. The same day gives the same force. Gives how much of each there is."""
    random = Random(SEED)
    staff = make_staff(password)
    units = make_units()
    members = make_people(random, units, today)
    Writer(random, staff, units, today).write(plan(random, members, today))
    settle_what_is_behind(staff[RoleName.CASEWORKER][0], staff[RoleName.MANAGER][0], today)
    refresh_planner_statistics()
    _live_cases(random, staff, members, today)
    set_next_actions(today)
    investigate_one(staff[RoleName.MANAGER][0], staff[RoleName.INVESTIGATOR][0], today)
    show(Cast(staff, members, min(today, timezone.localdate())))
    tie_line_manager(staff[RoleName.LINE_MANAGER][0], today)
    reviewer, reader, *_ = staff[RoleName.MANAGER]
    raise_and_review(reviewer, reader, today)
    counts = {
        "people": Officer.objects.count(),
        "cases": Case.objects.count(),
        "subjects": Subject.objects.count(),
        "flags": Flag.objects.count(),
    }
    record("demo.loaded", by=SystemActor("demo"), after=counts)
    return counts


def _live_cases(random: Random, staff: dict[str, list[User]], members: list[Member], today: date) -> None:
    """A few cases of the last days, logged as a person would, so that the log has their story."""
    code = Code.objects.get(code_list=CodeList.CATEGORY, scheme="iopc-2020", code="H5")
    channel = Code.objects.get(code_list=CodeList.CHANNEL, code="line-manager")
    serving = [member for member in members if member.officer.left_on is None]
    for days, member in zip(range(1, 7), random.sample(serving, 6), strict=True):
        case = log_case(
            by=staff[RoleName.CASEWORKER][0],
            record_type=RecordType.CONDUCT,
            received_on=today - timedelta(days=days),
            channel=channel,
            incident_from=today - timedelta(days=days + 3),
            incident_to=today - timedelta(days=days + 3),
            place=member.unit.name,
            unit=member.unit,
            summary="A supervisor reports shouting and a threat of transfer in front of the team.",
            allegations=[AllegationDetails(category=code, description="Shouted at a junior colleague.", subjects=(0,))],
            subjects=[SubjectDetails(kind=Subject.Kind.IDENTIFIED, officer=member.officer)],
        )
        if days > 3:
            manager, worker = staff[RoleName.MANAGER][0], staff[RoleName.INVESTIGATOR][0]
            case = assignment.assign(case=case, investigator=worker, by=manager, reason="Next in turn")
            transitions.advance(case=case, transition="start_triage", by=worker, note="")
