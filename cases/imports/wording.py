"""How many words a file has for the same things: counted, because a code table is only as good as its use."""

from typing import Any

from cases.imports import issues
from misconduct.imports.importer import Row
from misconduct.imports.tally import SHOWN_LINES


class _Lines:
    """A count of rows with the first of their lines."""

    def __init__(self) -> None:
        self.rows = 0
        self.lines: list[int] = []

    def add(self, row: Row) -> None:
        self.rows += 1
        if len(self.lines) < SHOWN_LINES:
            self.lines.append(row.line)


class CategoryWords:
    """Codes, labels and groups of categories."""

    def __init__(self) -> None:
        self._first_label: dict[str, str] = {}
        self._labels: set[str] = set()
        self._groups: set[str] = set()
        self._ungrouped: set[str] = set()
        self._without_group = _Lines()
        self._other_words = _Lines()

    def see(self, row: Row) -> None:
        code, label = row.values["category_code"], row.values["category_label"]
        group = row.values.get("category_group", "")
        if not code:
            return
        self._labels.add(label)
        if self._first_label.setdefault(code.casefold(), label) != label:
            self._other_words.add(row)
        if group:
            self._groups.add(group)
        else:
            self._ungrouped.add(code.casefold())
            self._without_group.add(row)

    def figures(self) -> dict[str, int]:
        return {
            "category_codes": len(self._first_label),
            "category_labels": len(self._labels),
            "category_groups": len(self._groups),
        }

    def warnings(self) -> dict[str, dict[str, Any]]:
        """A file that gives no group at all has no code table that a code could be missing from."""
        found = {}
        if self._groups and self._ungrouped:
            found[issues.CODE_NOT_IN_TABLE.code] = {
                "rows": self._without_group.rows,
                "codes": len(self._ungrouped),
                "lines": self._without_group.lines,
                "meaning": issues.CODE_NOT_IN_TABLE.meaning,
            }
        if len(self._labels) != len(self._first_label) or self._other_words.rows:
            found[issues.CATEGORY_TEXT.code] = {
                "rows": self._other_words.rows,
                "codes": len(self._first_label),
                "labels": len(self._labels),
                "lines": self._other_words.lines,
                "meaning": issues.CATEGORY_TEXT.meaning,
            }
        return found


class SanctionWords:
    """Spellings of sanctions."""

    def __init__(self) -> None:
        self._first_spelling: dict[str, str] = {}
        self._spellings: set[str] = set()
        self._others = _Lines()

    def see(self, row: Row) -> None:
        sanction = row.values["sanction"]
        if not sanction:
            return
        self._spellings.add(sanction)
        if self._first_spelling.setdefault(sanction.casefold(), sanction) != sanction:
            self._others.add(row)

    def figures(self) -> dict[str, int]:
        return {
            "sanction_raw_values": len(self._spellings),
            "sanction_values_after_case_folding": len(self._first_spelling),
        }

    def warnings(self) -> dict[str, dict[str, Any]]:
        if not self._others.rows:
            return {}
        return {
            issues.SANCTION_SPELLINGS.code: {
                "rows": self._others.rows,
                "values": len(self._spellings),
                "values_after_case_folding": len(self._first_spelling),
                "lines": self._others.lines,
                "meaning": issues.SANCTION_SPELLINGS.meaning,
            }
        }
