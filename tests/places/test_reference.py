import dataclasses

import geothai
import pytest

from places import reference
from places.models import Province
from places.services import load_places
from places.shapes import ShapesMissing


@pytest.mark.django_db
def test_load_places_stops_where_geothai_differs(monkeypatch):
    changed = [row if row.code != "52" else dataclasses.replace(row, name_th="ลำปาว") for row in geothai.provinces()]
    monkeypatch.setattr(geothai, "provinces", lambda: changed)
    reference.province_rows.cache_clear()

    with pytest.raises(reference.ReferenceProblem, match="ลำปาว"):
        load_places()

    reference.province_rows.cache_clear()
    assert not Province.objects.exists()


@pytest.mark.django_db
def test_load_places_without_npm_packages_says_what_to_do(settings, tmp_path):
    settings.NODE_MODULES = tmp_path

    with pytest.raises(ShapesMissing, match="npm ci"):
        load_places()
