import pytest

from cases.models import CodeList

pytestmark = pytest.mark.django_db

PAGES = ("/cases/code-lists/", *(f"/cases/code-lists/{name}/" for name in CodeList.values))


@pytest.mark.parametrize("page", PAGES)
def test_code_lists_open_for_an_administrator_and_nobody_else(signed_in, page):
    assert signed_in("administrator").get(page).status_code == 200
    for role in ("caseworker", "investigator", "manager", "auditor"):
        assert signed_in(role).get(page).status_code == 403


def test_code_list_shows_its_codes_and_which_are_to_confirm(signed_in):
    page = signed_in("administrator").get("/cases/code-lists/category/").text
    assert "Use of force" in page
    assert "To confirm" in page


def test_unknown_list_is_not_there(signed_in):
    assert signed_in("administrator").get("/cases/code-lists/nothing/").status_code == 404


def test_code_lists_take_no_post(signed_in):
    assert signed_in("administrator").post("/cases/code-lists/").status_code == 405
