"""Every address × every role. The expected codes are written by hand; an address missing from the table fails."""

import io

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from ecosystem.models import Answer, Component
from ecosystem.services import load_ecosystem
from foundation.accounts.models import User
from places.models import District
from places.services import load_places
from pm25.services import load_pm25_reference
from tests.agendas import member_addresses
from tests.agendas.addresses import TABLE as MEETINGS
from tests.agendas.addresses import meeting_rows
from tests.agendas.addresses_room import TABLE as ROOM
from tests.agendas.addresses_room import room_rows
from tests.ecosystem.addresses import TABLE as ECOSYSTEM
from tests.ecosystem.factories import PublishedAssessmentFactory
from tests.kpis import addresses as kpis_addresses
from tests.plans import addresses as plans_addresses
from tests.pm25.factories import BurnRecordFactory, FuelRequestFactory, ImportRunFactory, StationFactory, UploadFactory
from workgroups.models import Grant, Workgroup
from workgroups.services import load_workgroups

HOUSE = {"config", "portal", "kpis", "ecosystem", "plans", "agendas", "pm25", "workgroups", "places", "foundation"}
ROLES = ["anonymous", "officer", "foreign officer", "secretariat"]
PUBLIC, SIGNED_IN, NOBODY = [200] * 4, [302, 200, 200, 200], [404] * 4
OWN = [302, 200, 404, 200]

# name: (arguments, the answer to a GET by each of ROLES)
TABLE = {
    "healthz": ([], PUBLIC),
    "readyz": ([], PUBLIC),
    "robots": ([], PUBLIC),
    "security": ([], PUBLIC),
    "accounts:invitation": (["no-such-token"], NOBODY),
    "accounts:second_factor": ([], SIGNED_IN),
    "audit:head": ([], PUBLIC),
    "documents:download": (["00000000-0000-0000-0000-000000000000"], NOBODY),
    "notices:preferences": ([], SIGNED_IN),
    "pm25:index": ([], PUBLIC),
    "pm25:share": ([], PUBLIC),
    "pm25:trends": ([], PUBLIC),
    "pm25:trends_days": ([], PUBLIC),
    "pm25:trends_hours": ([], [400] * 4),
    "pm25:station": (["37t"], PUBLIC),
    "pm25:station_share": (["37t"], PUBLIC),
    "pm25:imports": ([], PUBLIC),
    "pm25:import_run": (["run"], PUBLIC),
    "bad_days_feed": ([], PUBLIC),
    "pm25:compare": ([], PUBLIC),
    "pm25:bad_days": ([], PUBLIC),
    "pm25:completeness": ([], PUBLIC),
    "pm25:card": ([], PUBLIC),
    "pm25:province_card": (["lampang"], PUBLIC),
    "pm25:district_card": (["lampang", "mae-mo"], PUBLIC),
    "pm25:forecasts": ([], PUBLIC),
    "pm25:hotspots": ([], PUBLIC),
    "pm25:uploads": ([], SIGNED_IN),
    "pm25:upload_new": ([], SIGNED_IN),
    "pm25:upload": (["upload"], OWN),
    "pm25:upload_state": (["upload"], OWN),
    "pm25:upload_rejects": (["upload"], OWN),
    "pm25:upload_import": (["upload"], [302, 405, 405, 405]),
    "pm25:upload_change": (["upload"], [302, 405, 405, 405]),
    "pm25:upload_withdraw": (["upload"], [302, 405, 405, 405]),
    "pm25:burning": ([], PUBLIC),
    "pm25:burning_worker": ([], PUBLIC),
    "pm25:burning_report": ([], OWN),
    "pm25:burning_records": ([], OWN),
    "pm25:burning_import": ([], OWN),
    "pm25:burning_record": (["burn"], OWN),
    "pm25:burning_correct": (["burn"], OWN),
    "pm25:burning_withdraw": (["burn"], [302, 405, 405, 405]),
    "pm25:burning_photo": (["burn"], NOBODY),
    "pm25:fuel_requests": ([], OWN),
    "pm25:fuel_request_new": ([], OWN),
    "pm25:fuel_request": (["wish"], OWN),
    "workgroups:index": ([], PUBLIC),
    "workgroups:challenges": ([], PUBLIC),
    "workgroups:group": (["lampang"], PUBLIC),
    "workgroups:order": (["lampang", 1], NOBODY),
    "workgroups:roster": (["lampang"], PUBLIC),
    "portal:home": ([], PUBLIC),
    "portal:provinces": ([], PUBLIC),
    "portal:province": (["lampang"], PUBLIC),
    "portal:province_share": (["lampang"], PUBLIC),
    "portal:district": (["lampang", "mae-mo"], PUBLIC),
    "portal:district_share": (["lampang", "mae-mo"], PUBLIC),
    "portal:search": ([], PUBLIC),
    "portal:desk": ([], SIGNED_IN),
    "portal:privacy": ([], PUBLIC),
    "portal:accessibility": ([], PUBLIC),
    "portal:contact": ([], PUBLIC),
    "portal:licences": ([], PUBLIC),
    **MEETINGS,
    **member_addresses.TABLE,
    **ROOM,
    **ECOSYSTEM,
    **kpis_addresses.TABLE,
    **plans_addresses.TABLE,
}


def names(patterns=None, namespace=""):
    """The names of the addresses that the house's own views answer, those of the admin left out."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            if getattr(pattern.callback, "__module__", "").split(".")[0] in HOUSE and namespace != "admin:":
                yield f"{namespace}{pattern.name}"
        else:
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_is_in_the_table():
    assert sorted(set(names())) == sorted(TABLE)


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """A client for each role over the pilot's facts; undone at the end of the module."""
    silent = io.StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(silent)
        load_workgroups(silent)
        load_pm25_reference(silent)
        load_ecosystem(silent)
        StationFactory(code="37t", status="public")
        run = ImportRunFactory()
        mae_mo = District.objects.get(code="5202")
        burn, wish = BurnRecordFactory(district=mae_mo), FuelRequestFactory(district=mae_mo)
        upload = UploadFactory(group=Workgroup.objects.get(slug="lampang"))
        assessed = PublishedAssessmentFactory(group=Workgroup.objects.get(slug="lampang"))
        Answer.objects.create(assessment=assessed, component=Component.objects.get(key="open_data"), level=3)
        known = {"round": assessed.round_id, "run": run.pk, "burn": burn.pk, "wish": wish.pk, "upload": upload.pk}
        known |= meeting_rows(Workgroup.objects.get(slug="lampang"))
        known |= member_addresses.make(Workgroup.objects.get(slug="lampang"))
        known |= room_rows(Workgroup.objects.get(slug="lampang"))
        known |= kpis_addresses.make() | plans_addresses.make()
        yield {role: signed_in(role) for role in ROLES}, known
        transaction.set_rollback(True)


def signed_in(role):
    client = Client()
    if role == "anonymous":
        return client
    user = User.objects.create_user(
        f"{role.replace(' ', '.')}@example.go.th", name=role, is_staff=role == "secretariat"
    )
    if role == "secretariat":
        user.is_superuser = True
        user.save()
    else:
        slug = "lampang" if role == "officer" else "clean-air-law"
        Grant.objects.create(
            user=user, role=Grant.Role.OFFICER, group=Workgroup.objects.get(slug=slug), starts="2021-03-22"
        )
    client.force_login(user)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_answer_of_an_address_to_each_role(people, settings, name):
    settings.DEMO = True
    clients, known = people
    arguments, expected = TABLE[name]
    address = reverse(name, args=[known.get(argument, argument) for argument in arguments])

    assert [clients[role].get(address).status_code for role in ROLES] == expected


ADMIN = [
    (model._meta.app_label, model._meta.model_name, page)
    for config in apps.get_app_configs()
    if config.name.split(".")[0] in HOUSE
    for model in config.get_models()
    for page in ("", "add/", "1/change/", "1/history/", "1/delete/", "import/", "export/")
]


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "model", "leaf"), ADMIN)
def test_nobody_but_the_secretariat_reads_the_admin(people, settings, app, model, leaf):
    settings.DEMO = True
    clients, _known = people

    answers = [clients[role].get(f"/{settings.ADMIN_PATH}{app}/{model}/{leaf}").status_code for role in ROLES[:3]]

    assert set(answers) <= {302, 403, 404}


@pytest.mark.django_db
def test_officer_of_one_group_is_sent_from_the_admin_to_a_page_that_explains(people):
    clients, _known = people

    answer = clients["officer"].get(f"/{settings.ADMIN_PATH}", follow=True)

    assert "งานเลขานุการ" in answer.content.decode() or "สิทธิ์" in answer.content.decode()
