"""Matching the words of a file with the code lists."""

from cases.models import Code, CodeList
from misconduct.imports.models import ImportRun

LOCAL = "local"
_FALLBACK_OUTCOME = "recorded-elsewhere"
_FIRST_CHOICE = "historic"


class CodeBook:
    """Ids of categories by local code, of findings and outcomes by label. Read once, kept up to date by the run."""

    def __init__(self) -> None:
        local = Code.objects.of(CodeList.CATEGORY).filter(scheme=LOCAL).values_list("code", "pk")
        self.categories: dict[str, int | None] = {code.casefold(): pk for code, pk in local}
        self.findings = self._by_label(CodeList.FINDING)
        self.outcomes = self._by_label(CodeList.OUTCOME)
        self._elsewhere = Code.objects.of(CodeList.OUTCOME).get(scheme=_FIRST_CHOICE, code=_FALLBACK_OUTCOME).pk
        self._labels = dict(Code.objects.of(CodeList.FINDING).values_list("pk", "label"))

    def label_of(self, words: str) -> str:
        """The finding's own label for these words."""
        return self._labels.get(self.finding(words), words)

    def finding(self, words: str) -> int:
        """The finding of that label, capitals aside; 0 while it is only planned. KeyError for an unknown one."""
        return self.findings[words.casefold()]

    def learn_finding(self, code: Code) -> None:
        """A planned finding has been created."""
        self.findings[code.label.casefold()] = code.pk
        self._labels[code.pk] = code.label

    def outcome(self, words: str) -> int:
        """The outcome of that label, or the one that says that the words alone are known."""
        return self.outcomes.get(words.casefold(), self._elsewhere)

    def category(self, code: str) -> int | None:
        """The force's own category of that code; None for a blank one."""
        return self.categories[code.casefold()] if code else None

    def _by_label(self, code_list: CodeList) -> dict[str, int]:
        """One code for each label. Where schemes share a label, the one for imported words is meant."""
        found: dict[str, int] = {}
        rows = Code.objects.of(code_list).order_by("-pk").values_list("label", "scheme", "pk")
        for label, _scheme, pk in sorted(rows, key=lambda row: row[1] == _FIRST_CHOICE):
            found[label.casefold()] = pk
        return found


def source_of(run: ImportRun) -> str:
    """How a code says which run brought it."""
    return f"Import {run.pk}"
