"""Adding to the code lists what a case history names and no list has. Part of taking in a chunk."""

from cases.imports.codes import LOCAL, CodeBook, source_of
from cases.models import Code, CodeList
from misconduct.imports.importer import Row
from misconduct.imports.models import ImportRun

_LONGEST_CODE = 100


def add_categories(rows: list[Row], codes: CodeBook, run: ImportRun) -> list[str]:
    """Create categories that a file names and nobody knew, with the first words met for each. Answers their codes."""
    new = [
        Code(
            code_list=CodeList.CATEGORY,
            scheme=LOCAL,
            code=row.values["category_code"],
            label=row.values["category_label"] or row.values["category_code"],
            group=row.values.get("category_group", ""),
            source=source_of(run),
        )
        for row in rows
    ]
    for code in Code.objects.bulk_create(new):
        codes.categories[code.code.casefold()] = code.pk
    return [code.code for code in new]


def add_findings(words: list[str], codes: CodeBook, run: ImportRun) -> list[str]:
    """Create findings that no list has. They count as not decided until somebody says otherwise."""
    new = [
        Code(
            code_list=CodeList.FINDING,
            scheme=LOCAL,
            code=label[:_LONGEST_CODE],
            label=label,
            verdict=Code.Verdict.UNDECIDED,
            source=source_of(run),
        )
        for label in words
    ]
    for code in Code.objects.bulk_create(new):
        codes.learn_finding(code)
    return [code.label for code in new]
