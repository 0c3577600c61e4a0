"""Forms that look, read and fail as GOV.UK forms do.

A page needs `{{ form }}` or `{{ form.reason.as_field_group }}`; the markup comes from `renderer`, the words of
stock error messages from `base`, typed dates and times from `fields`.
"""
