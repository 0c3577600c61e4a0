from django import forms


class ExportReasonForm(forms.Form):
    """Why somebody takes a file away. It stands in the file's manifest and in the audit log."""

    reason = forms.CharField(
        label="Why do you need this file?",
        help_text="For example “Quarterly return to the Home Office”. The reason is kept with the file’s manifest.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why you need this file."},
    )
