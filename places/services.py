"""Writing places: the reference facts, loaded as often as one likes."""

from django.db import transaction
from django.utils.text import slugify

from foundation.audit.services import record
from foundation.thai.models import prepared
from places import reference
from places.models import District, Lake, ProblemArea, Province, ProvinceGroup
from places.queries import find_province
from places.shapes import ShapesMissing, read_shapes, shapes_version

LAKE = {"slug": "lake-songkhla", "name_th": "ทะเลสาบสงขลา", "name_en": "Lake Songkhla"}
LAKE_IN_PACKAGE = "Lake Songkha"
SHAPE_FIELDS = ["shape_path", "label_x", "label_y", "callout_places", "outline", "zoomed", "shape_version"]


@transaction.atomic
def load_places(stdout=None):
    """Write provinces, districts, problem areas, groups and shapes; a second time only what has changed is written.

    What the secretariat added stays: further aliases, areas and groups, and positions with a source of their own.
    Raises ReferenceProblem when our files and geothai differ, ShapesMissing when the npm packages are not installed.
    """
    written = [_load_provinces(), _load_shapes(), _load_districts(), _load_problem_areas(), _load_groups()]
    if sum(written):
        record("load", Province, after={"written": sum(written), "shapes": shapes_version()})
    if stdout:
        stdout.write(
            f"พื้นที่: {Province.objects.count()} จังหวัด {District.objects.count()} อำเภอ เขียน {sum(written)} แถว | places"
        )


def _load_provinces():
    facts = reference.facts()["provinces"]
    old = {row.code: row for row in Province.objects.all()}
    rows = []
    for fact in reference.province_rows():
        row = old.get(fact["code"]) or Province(code=fact["code"])
        aliases = _merged(row.aliases, facts["aliases"].get(fact["code"], []))
        rows.append((row, fact | _same(fact, facts) | {"iso": f"TH-{fact['code']}", "aliases": aliases}))
    return _write(Province, rows)


def _same(fact, facts):
    return {"slug": slugify(fact["name_en"]), "source": facts["source"], "as_of": facts["as_of"]}


def _load_districts():
    facts = reference.facts()["districts"] | {"as_of": reference.districts_as_of()}
    provinces = {row.code: row.pk for row in Province.objects.only("code")}
    old = {row.code: row for row in District.objects.all()}
    rows = []
    for fact in reference.district_rows():
        code = fact["code"]
        row = old.get(code) or District(code=code)
        values = {key: fact[key] for key in ("code", "name_th", "name_en")} | _same(fact, facts)
        values |= {"province_id": provinces[fact["province_code"]], "slug": facts["slugs"].get(code, values["slug"])}
        values |= {"aliases": _merged(row.aliases, facts["aliases"].get(code, []))}
        rows.append((row, values | _position(row, facts)))
    return _write(District, rows)


def _position(row, facts):
    """The position of the reference file, unless the row has one with another source."""
    if row.code not in facts["positions"] or row.position_source not in ("", facts["positions_source"]):
        return {}
    lat, lon = facts["positions"][row.code]
    return {"lat": lat, "lon": lon, "position_source": facts["positions_source"]}


def _merged(ours, theirs):
    return [*theirs, *(alias for alias in ours if alias not in theirs)]


def _write(model, rows):
    """Set the values of each (row, values); create and update in bulk what differs; return how many were written."""
    new, changed, fields = [], [], set()
    for row, values in rows:
        differing = {name for name, value in values.items() if getattr(row, name) != value}
        for name in differing:
            setattr(row, name, values[name])
        if row.pk is None:
            new.append(row)
        elif differing:
            changed.append(row)
            fields |= differing
    model.objects.bulk_create(prepared(new), batch_size=200)
    if changed:
        model.objects.bulk_update(prepared(changed), [*fields, "sort_key", "search_text"], batch_size=200)
    return len(new) + len(changed)


def _load_shapes():
    version = shapes_version()
    rows = list(Province.objects.all())
    if Lake.objects.exists() and all(row.shape_version == version for row in rows):
        return 0
    shapes = read_shapes()
    named = {name: _named(name, rows) for name in shapes if name != LAKE_IN_PACKAGE}
    if len({row.code for row in named.values()}) != len(rows):
        raise ShapesMissing("รูปร่างไม่ครบทุกจังหวัด | there is not one shape for each province")
    for name, row in named.items():
        _take_shape(row, shapes[name], named)
        row.shape_version = version
    Province.objects.bulk_update(rows, SHAPE_FIELDS, batch_size=40)
    Lake.objects.update_or_create(slug=LAKE["slug"], defaults=LAKE | {"shape_path": shapes[LAKE_IN_PACKAGE].path})
    return len(rows) + 1


def _named(name, rows):
    """The province that the package calls `name`."""
    if province := find_province(name, rows):
        return province
    raise ShapesMissing(f"ไม่รู้จักรูปร่างชื่อ {name} | the map's {name} is no province of ours")


def _take_shape(row, shape, named):
    row.shape_path, row.outline, row.callout_places = shape.path, shape.outline, shape.callout_places
    row.label_x, row.label_y = shape.label
    neighbours = [[named[name].code, *rest] for name, *rest in shape.zoomed["neighbours"] if name in named]
    row.zoomed = shape.zoomed | {"neighbours": neighbours}


def _load_problem_areas():
    facts = reference.facts()["problem_areas"]
    written = 0
    for order, fact in enumerate(facts["rows"], start=1):
        values = {"note": "", "order": order, "source": facts["source"], "as_of": facts["as_of"]} | fact
        districts = values.pop("districts", [])
        written += _write_linked(ProblemArea, values, districts=District.objects.filter(code__in=districts))
    return written


def _load_groups():
    centres = {row.code: row.pk for row in Province.objects.only("code")}
    written = 0
    for fact in reference.facts()["province_groups"]:
        values = {"note": "", **fact}
        values["centre_id"] = centres[values.pop("centre")] if "centre" in values else None
        written += _write_linked(ProvinceGroup, values)
    return written


def _write_linked(model, values, **linked):
    """Write one row known by its slug, and its provinces and other linked rows; say whether its own fields changed."""
    values = dict(values)
    linked["provinces"] = Province.objects.filter(code__in=values.pop("provinces", []))
    row = model.objects.filter(slug=values["slug"]).first() or model()
    changed = row.pk is None or any(getattr(row, name) != value for name, value in values.items())
    if changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    for name, rows in linked.items():
        getattr(row, name).set(rows.only("pk"))
    return changed
