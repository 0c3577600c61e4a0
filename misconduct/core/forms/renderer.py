"""The form renderer named in settings: every form on every page gets GOV.UK markup from it."""

from django.forms.renderers import TemplatesSetting

from misconduct.core.forms.bound_field import GovukBoundField


class GovukRenderer(TemplatesSetting):
    """Django's own rendering with our templates and a bound field that knows GOV.UK's class names."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField
