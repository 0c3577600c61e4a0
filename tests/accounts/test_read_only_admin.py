import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.urls import reverse

from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.audit.models import AuditEvent
from officers.models import Officer
from tests.factories import AllegationFactory, CaseFactory, CodeFactory, OfficerFactory, OutcomeFactory, SubjectFactory

pytestmark = pytest.mark.django_db
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
DOMAIN = ("accounts", "audit", "imports", "officers", "cases", "flags", "reports")


def address(model: type, name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def staff(signed_in):
    """Support staff of a role."""
    return lambda role="manager", **fields: signed_in(role, is_staff=True, **fields)


@pytest.fixture
def rows() -> None:
    OutcomeFactory()
    SubjectFactory()
    CodeFactory()


def test_every_model_of_the_admin_only_reads():
    assert {model._meta.app_label for model in REGISTERED} == set(DOMAIN)
    assert all(isinstance(registered, ReadOnlyAdmin) for registered in admin.site._registry.values())


def test_every_record_of_substance_is_there():
    inner = {"CaseDraft", "ReferenceCounter", "ImportIssue", "EvaluationRequest", "EvaluationRun", "EvaluationRange"}
    missing = {
        model.__name__
        for label in DOMAIN
        for model in apps.get_app_config(label).get_models()
        if model not in admin.site._registry and not model.__name__.endswith("Event")
    }
    assert missing <= inner


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_list_opens_and_a_post_changes_nothing(staff, rows, model):
    held = admin.site._registry[model].permission
    role = next(role for role in ("manager", "auditor", "administrator") if User(role=role).has(held))
    client, page = staff(role), address(model, "changelist")
    assert client.get(page).status_code == 200
    before = model._base_manager.count()
    for posted in ({"action": "delete_selected", "_selected_action": ["1"]}, {"_save": "Save"}):
        assert client.post(page, posted).status_code == 405
    assert model._base_manager.count() == before


def test_record_opens_and_a_post_changes_nothing(staff):
    case = CaseFactory(summary="As it was")
    client, page = staff(), address(Case, "change", case.pk)
    assert "As it was" in client.get(page).content.decode()
    assert client.post(page, {"summary": "Changed", "_save": "Save"}).status_code == 405
    case.refresh_from_db()
    assert case.summary == "As it was"


@pytest.mark.parametrize("tail", ["add/", "1/delete/", "1/history/"])
def test_adding_deleting_and_the_like_have_no_address(staff, tail):
    OfficerFactory(pk=1)
    client = staff()
    for ask in (client.get, client.post):
        response = ask(f"/admin/officers/officer/{tail}", follow=True)
        assert response.status_code in {302, 404} or "doesn’t exist" in response.content.decode()
    assert Officer.objects.count() == 1


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor", "administrator"])
def test_a_role_alone_does_not_open_the_door(signed_in, role):
    client = signed_in(role)
    for page in ("/admin/", "/admin/login/", address(Case, "changelist")):
        assert client.get(page, follow=True).status_code == 403


def test_the_door_asks_a_stranger_to_sign_in(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_an_administrator_sees_no_case_content_here_either(staff):
    client = staff("administrator")
    AllegationFactory()
    assert client.get(address(Case, "changelist")).status_code == 403
    assert client.get(address(Case, "change", Case.objects.get().pk)).status_code == 403
    assert address(Case, "changelist") not in client.get("/admin/").content.decode()


def test_scope_and_seal_hold_here_too(staff):
    sealed = CaseFactory(sealed=True)
    client = staff("manager")
    assert sealed.reference not in client.get(address(Case, "changelist")).content.decode()
    assert client.get(address(Case, "change", sealed.pk)).status_code == 404
    SubjectFactory(case=sealed)
    subjects = apps.get_model("cases", "Subject")
    assert sealed.reference not in client.get(address(subjects, "changelist")).content.decode()


def test_what_is_read_is_on_record(staff):
    case = CaseFactory()
    client = staff()
    client.get(address(Case, "changelist"))
    client.get(address(Case, "change", case.pk))
    listed, opened = AuditEvent.objects.order_by("id")
    assert (listed.action, listed.touched) == ("admin.list_viewed", [f"cases.case:{case.pk}"])
    assert (opened.action, opened.object_id) == ("admin.viewed", str(case.pk))


def test_no_password_is_shown(staff):
    client = staff("administrator")
    client.user.set_password("harbour-lemon-staircase")
    client.user.save()
    client.force_login(client.user)
    page = client.get(address(User, "change", client.user.pk)).content.decode()
    assert "argon2" not in page


def test_packages_cannot_register_anything_to_edit():
    site: AdminSite = admin.site
    site.register(apps.get_model("auth", "Group"))
    assert apps.get_model("auth", "Group") not in site._registry
