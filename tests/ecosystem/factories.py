"""Rows of self-assessments."""

import datetime

import factory

from ecosystem.models import Assessment, Instrument, Round


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    title_th = "รอบที่ 1"
    fiscal_year = 2564
    instrument = factory.LazyFunction(Instrument.objects.first)
    opens = datetime.date(2020, 10, 1)
    due = datetime.date(2021, 3, 31)
    closes = datetime.date(2021, 9, 30)


class PublishedAssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    round = factory.SubFactory(RoundFactory)
    status = Assessment.Status.PUBLISHED
    published_on = datetime.date(2021, 9, 30)
