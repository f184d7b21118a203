"""The same filled-in form sent by two connections at one moment."""

import threading
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from pm25.models import BurnRecord, FuelRequest
from pm25.services import ask_to_burn, record_burn
from tests.accounts.factories import UserFactory
from tests.pm25.factories import DistrictFactory

KEY = uuid.UUID(int=9)
SENDERS = 4


def at_once(send):
    """Call `send` in threads that start together, each with a connection of its own; returns what they got."""
    gate, answers = threading.Barrier(SENDERS), []

    def one():
        try:
            gate.wait(10)
            answers.append(send())
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.fixture
def facts():
    return {
        "district": DistrictFactory(),
        "place_th": "บ้านทดสอบ",
        "area_rai": Decimal("12.50"),
        "lat": None,
        "lon": None,
        "note": "",
    }


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_report_is_written_once_however_many_send_it(facts):
    user = UserFactory()

    answers = at_once(lambda: record_burn(by=user, key=KEY, burned_on=date(2026, 3, 15), cause="rice", **facts))

    assert BurnRecord.objects.count() == 1
    assert sorted(new for _, new in answers) == [False] * (SENDERS - 1) + [True]
    assert {burn.pk for burn, _ in answers} == {BurnRecord.objects.get().pk}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_request_is_written_once_however_many_send_it(facts):
    user = UserFactory()

    answers = at_once(lambda: ask_to_burn(by=user, key=KEY, planned_on=date(2026, 12, 15), **facts))

    assert FuelRequest.objects.count() == 1
    assert sorted(new for _, new in answers) == [False] * (SENDERS - 1) + [True]
