import io
from collections import Counter

import geothai

from foundation.audit.models import Entry
from places.models import District, Lake, ProblemArea, Province, ProvinceGroup
from places.names import name_key
from places.services import load_places


def test_load_places_writes_what_geothai_knows(loaded):
    ours = set(Province.objects.values_list("code", "iso", "name_th"))
    districts = set(District.objects.values_list("code", "province__code"))

    assert ours == {(row.code, f"TH-{row.code}", row.name_th) for row in geothai.provinces()}
    assert {name_key(row.name_en) for row in Province.objects.all()} == {
        name_key(row.name_en) for row in geothai.provinces()
    }
    assert districts == {
        (row.code, row.province_code) for province in geothai.provinces() for row in geothai.districts(province.code)
    }
    assert (len(ours), len(districts)) == (77, 928)


def test_load_places_counts_provinces_by_region(loaded):
    assert Counter(Province.objects.values_list("region", flat=True)) == {
        "central": 22,
        "northeast": 20,
        "south": 14,
        "north": 9,
        "east": 7,
        "west": 5,
    }


def test_load_places_names_slugs_and_titles(loaded):
    names = ["lampang", "sing-buri", "bangkok", "phang-nga", "buri-ram", "nong-bua-lam-phu"]
    mae_mo, bang_rak, bang_sai = (District.objects.get(code=code) for code in ("5202", "1004", "1413"))

    assert Province.objects.filter(slug__in=names).count() == len(names)
    assert (mae_mo.slug, mae_mo.title_th, mae_mo.title_en) == ("mae-mo", "อำเภอแม่เมาะ", "Mae Mo District")
    assert (bang_rak.name_th, bang_rak.title_th) == ("บางรัก", "เขตบางรัก")
    assert bang_sai.slug == "bang-sai-1413"
    assert [Province.objects.get(code=code).title_th for code in ("10", "52")] == ["กรุงเทพมหานคร", "จังหวัดลำปาง"]


def test_load_places_positions_the_pilots_districts(loaded):
    placed = District.objects.exclude(lat=None)

    assert Counter(row.province.name_th for row in placed) == {"ลำปาง": 13, "สิงห์บุรี": 6}
    assert set(placed.values_list("position_source", flat=True)) == {"ตำแหน่งที่ว่าการอำเภอโดยประมาณ 0.05°"}


def test_load_places_writes_areas_and_groups_with_their_sources(loaded):
    north = ProblemArea.objects.get(slug="north-9")
    groups = {group.slug: group.provinces.count() for group in ProvinceGroup.objects.all()}
    own = ProvinceGroup.objects.filter(provinces__slug="sing-buri").values_list("slug", "centre__name_th")

    assert [area.slug for area in ProblemArea.objects.all()] == [
        "bangkok-metropolitan",
        "north-9",
        "south-risk",
        "na-phra-lan",
        "other-risk",
    ]
    nine = sorted(north.provinces.values_list("code", flat=True))
    assert nine == ["50", "51", "52", "54", "55", "56", "57", "58", "63"]
    assert groups == {
        "north-17": 17,
        "bangkok-vicinity": 6,
        "upper-north-1": 4,
        "upper-north-2": 4,
        "lower-north-1": 5,
        "lower-north-2": 4,
        "upper-central": 6,
    }
    assert list(own) == [("upper-central", "พระนครศรีอยุธยา")]
    for model in (Province, District, ProblemArea, ProvinceGroup):
        assert not model.objects.filter(source="").exists()


def test_four_northern_clusters_make_the_17_provinces(loaded):
    clusters = Province.objects.filter(groups__kind="cluster", groups__slug__contains="north")

    assert set(clusters) == set(ProvinceGroup.objects.get(slug="north-17").provinces.all())


def test_load_places_again_writes_nothing(loaded, django_assert_max_num_queries):
    out = io.StringIO()

    with django_assert_max_num_queries(80):
        load_places(out)

    assert out.getvalue() == "พื้นที่: 77 จังหวัด 928 อำเภอ เขียน 0 แถว | places"
    assert Entry.objects.filter(action="load", object_type="places.province").count() == 1


def test_load_places_mends_what_differs_and_keeps_what_was_added(loaded):
    lampang = Province.objects.get(code="52")
    lampang.aliases, lampang.region = ["เขลางค์นคร"], "south"
    lampang.save()
    District.objects.filter(code="5202").update(lat=18.28, lon=99.66, position_source="สำรวจโดยอำเภอ")
    District.objects.filter(code="5203").update(name_en="Koh Kha", lat=None, lon=None, position_source="")

    load_places()

    lampang.refresh_from_db()
    assert (lampang.aliases, lampang.region) == (["เขลางค์นคร"], "north")
    assert District.objects.get(code="5202").lat == 18.28
    assert (District.objects.get(code="5203").name_en, District.objects.get(code="5203").lat) == ("Ko Kha", 18.2)


def test_lake_songkhla_is_a_shape_of_its_own(loaded):
    lake = Lake.objects.get()

    assert (lake.name_th, lake.shape_path[0], lake.shape_path[-1]) == ("ทะเลสาบสงขลา", "M", "z")
