"""A list of the admin is filtered only by what it declares: nobody reads a hidden field sign by sign."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from foundation.audit.admin import PLAIN_LOOKUPS, DeclaredLookups

HOUSE = {"portal", "pm25", "workgroups", "places", "foundation"}
OWN = [model_admin for model, model_admin in admin.site._registry.items() if model.__module__.split(".")[0] in HOUSE]


@pytest.mark.parametrize("model_admin", OWN, ids=lambda model_admin: type(model_admin).__name__)
def test_list_refuses_every_field_that_it_does_not_declare(model_admin):
    request = RequestFactory().get("/")
    declared = DeclaredLookups._declared(model_admin, request)
    hidden = {field.name for field in model_admin.model._meta.concrete_fields} - declared

    allowed = [name for name in hidden if model_admin.lookup_allowed(f"{name}__startswith", "a", request)]

    assert allowed == []


@pytest.mark.parametrize("lookup", ["regex", "iregex", "contains", "startswith", "endswith"])
def test_declared_field_is_not_searched_by_pattern(lookup):
    assert lookup not in PLAIN_LOOKUPS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "accounts/user/?password__startswith=pbkdf2",
        "accounts/user/?password__regex=(",
        "notices/notice/?body__regex=a",
        "accounts/invitation/?token_hash__startswith=a",
    ],
)
def test_secret_is_not_read_through_a_list(admin_client, settings, address):
    settings.DEMO = True

    assert admin_client.get(f"/{settings.ADMIN_PATH}{address}").status_code in {302, 400}
