"""Where the rows of a run go: the ids of cases and subjects, and the last number given in each case."""

from collections.abc import Iterable

from django.db.models import Max

from cases.imports.held import cases_by_reference
from cases.models import Allegation, Subject


class Places:
    """Ids by case reference, and by case and officer. Read for cases that were there before the run."""

    def __init__(self) -> None:
        self._cases: dict[str, int] = {}
        self._last_numbers: dict[int, int] = {}
        self._subjects: dict[tuple[int, int], int] = {}

    def load(self, references: Iterable[str]) -> None:
        """Read the cases among these that the run has not met yet."""
        missing = {name for name in references if name.casefold() not in self._cases}
        if not missing:
            return
        held = cases_by_reference(missing)
        ids = [case.pk for case in held.values()]
        for folded, case in held.items():
            self._cases[folded] = case.pk
        numbers = Allegation.objects.filter(case__in=ids).order_by().values_list("case").annotate(Max("number"))
        self._last_numbers.update(dict(numbers))
        subjects = Subject.objects.filter(case__in=ids, officer__isnull=False)
        for pk, case_id, officer_id in subjects.values_list("pk", "case_id", "officer_id"):
            self._subjects[case_id, officer_id] = pk

    def add_case(self, reference: str, pk: int) -> None:
        """A case has been created."""
        self._cases[reference.casefold()] = pk

    def case(self, reference: str) -> int:
        """The id of a case."""
        return self._cases[reference.casefold()]

    def next_number(self, case_id: int) -> int:
        """The next allegation number of a case."""
        number = self._last_numbers.get(case_id, 0) + 1
        self._last_numbers[case_id] = number
        return number

    def subject(self, case_id: int, officer_id: int) -> int | None:
        """The person's subject in a case, if there is one."""
        return self._subjects.get((case_id, officer_id))

    def add_subject(self, case_id: int, officer_id: int, pk: int) -> None:
        """A subject has been created."""
        self._subjects[case_id, officer_id] = pk
