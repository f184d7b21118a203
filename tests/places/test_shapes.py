import re

import pytest
import shapely
from shapely.geometry import Polygon

from places.models import Province
from places.projection import HEIGHT, WIDTH, to_degrees, to_drawing
from places.shapes import ShapesMissing, read_shapes


def test_projection_goes_there_and_back():
    assert to_degrees(*to_drawing(99.49, 18.29)) == pytest.approx((99.49, 18.29))


def test_shapes_are_78_and_small():
    shapes = read_shapes()

    assert len(shapes) == 78
    assert sum(len(shape.path) for shape in shapes.values()) <= 45_000
    assert all(re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", shape.path) for shape in shapes.values())


def test_labels_and_callouts_stand_in_the_drawing():
    for shape in read_shapes().values():
        assert 0 < shape.label[0] < WIDTH
        assert 0 < shape.label[1] < HEIGHT
        assert len(shape.callout_places) >= 3


def test_neighbours_share_their_border_without_gap():
    outlines = [Polygon(ring).buffer(0) for shape in read_shapes().values() for ring in shape.outline]
    country = shapely.union_all(outlines)
    holes = sum(Polygon(hole).area for part in country.geoms for hole in part.interiors)

    assert sum(outline.area for outline in outlines) / country.area == pytest.approx(1, abs=0.0005)
    assert holes / country.area < 0.0005


def test_an_unknown_path_command_is_refused(tmp_path):
    package = tmp_path / "@svg-maps/thailand"
    package.mkdir(parents=True)
    (package / "index.js").write_text('export default {"locations":[{"name":"X","path":"m 0,0 c 1,1 2,2 3,3 z"}]}')

    with pytest.raises(ShapesMissing, match="c"):
        read_shapes(tmp_path)


def test_every_province_has_its_shape(loaded):
    for province in Province.objects.all():
        assert province.shape_path
        assert province.outline
        assert province.zoomed["path"]
        assert province.callout_places
        assert province.shape_version.startswith("@svg-maps/thailand 2.")


def test_a_zoomed_province_names_its_neighbours(loaded):
    lampang = Province.objects.get(slug="lampang")
    names = Province.objects.in_bulk([code for code, *_rest in lampang.zoomed["neighbours"]], field_name="code")

    assert {"เชียงใหม่", "ลำพูน", "ตาก", "สุโขทัย", "แพร่", "พะเยา", "เชียงราย"} <= {row.name_th for row in names.values()}
