"""Damaged boundaries: what is done, and the line that says so (* is any text)."""

from tests.geo.damage import (
    OUTLINES,
    QPV,
    redrawing,
    removing,
    replacing,
    rewriting,
    ring,
)

LAMBERT = ((769_000.0, 6_436_000.0), (770_000.0, 6_436_000.0), (769_000.0, 6_437_000.0))

BOUNDARIES = {
    "missing": (
        removing(QPV),
        f"{QPV}: missing-file; expected *readable file*; found *No such file*",
    ),
    "truncated": (
        rewriting(QPV, lambda content: content[:1_000]),
        f"{QPV}:2:960: json; expected *valid JSON*; found *delimiter*",
    ),
    "empty": (
        rewriting(QPV, lambda _: b""),
        f"{QPV}:1:1: json; expected *valid JSON*; found *Expecting value*",
    ),
    "bad byte": (
        replacing(QPV, "Guitard", b"Guit\xe2rd"),
        f"{QPV}:3:66: encoding; expected *UTF-8*; found *byte 0xE2*",
    ),
    "Lambert-93": (
        redrawing(lambda layer: ring(layer, *LAMBERT, LAMBERT[0])),
        (
            f"{QPV}:3:1: crs; expected *EPSG:4326: longitude -180..180, latitude -90..90*"
            "; found *769000 6.436e+06*"
        ),
    ),
    "Lambert-93 announced": (
        replacing(QPV, '"features"', '"crs":{"properties":{"name":"EPSG:2154"}},"features"'),
        f"{QPV}:1:35: crs; expected *EPSG:4326*; found *EPSG:2154*",
    ),
    "reference system of another kind": (
        replacing(QPV, '"features"', '"crs":"EPSG:2154","features"'),
        f"{QPV}:1:35: crs; expected *EPSG:4326*; found *EPSG:2154*",
    ),
    "self-crossing ring": (
        redrawing(lambda layer: ring(layer, (3, 45), (4, 46), (4, 45), (3, 46), (3, 45))),
        (
            f"{QPV}:3:1: invalid-ring; expected *rings that do not cross themselves*"
            "; found *Self-intersection[3.5 45.5]*"
        ),
    ),
    "open ring": (
        redrawing(lambda layer: ring(layer, (3, 45), (4, 45), (4, 46))),
        f"{QPV}:3:1: invalid-ring; expected *ends where it begins, 3 45*; found *4 46*",
    ),
    "ring of two points": (
        redrawing(lambda layer: ring(layer, (3, 45), (3, 45))),
        f"{QPV}:3:1: geometry; expected *a polygon*; found *Polygon*",
    ),
    "coordinates as text": (
        replacing(QPV, "3.881859", '"3.881859"'),
        f"{QPV}:2:1: geometry; expected *a polygon*; found *3.881859*",
    ),
    "coordinate that is no number": (
        replacing(QPV, "3.881859", "NaN"),
        f"{QPV}:2:146: json; expected *a finite number*; found *NaN*",
    ),
    "no geometry": (
        redrawing(lambda layer: layer["features"][1].update(geometry=None)),
        f"{QPV}:3:1: geometry; expected *a polygon*; found *None*",
    ),
    "point": (
        redrawing(
            lambda layer: layer["features"][1].update(
                geometry={"type": "Point", "coordinates": [3.9, 45.0]}
            )
        ),
        f"{QPV}:3:1: geometry; expected *MultiPolygon or Polygon*; found *Point*",
    ),
    "empty polygon": (
        redrawing(ring),
        f"{QPV}:3:1: geometry; expected *MultiPolygon or Polygon*; found *empty*",
    ),
    "missing property": (
        replacing(QPV, '"name":"Guitard",', ""),
        f"{QPV}:3:1 [name]: property; expected *.+*; found *nothing*",
    ),
    "malformed code": (
        replacing(QPV, "QN04302M", "QP043002"),
        f"{QPV}:3:1 [code_qp]: property; expected *QN[0-9]{{2}}*; found *QP043002*",
    ),
    "code that is a list": (
        replacing(QPV, '"QN04302M"', '["QN04302M"]'),
        f"{QPV}:3:1 [code_qp]: property; expected *QN[0-9]{{2}}*; found *['QN04302M']*",
    ),
    "duplicate code": (
        replacing(QPV, "QN04302M", "QN04301M"),
        (
            f"{QPV}:3:1 [code_qp]: primary-key; expected *unique code_qp*"
            "; found *“QN04301M”, as on line 2*"
        ),
    ),
    "one feature too few": (
        redrawing(lambda layer: layer["features"].pop()),
        f"{QPV}:1:1: feature-count; expected *2 features*; found *1*",
    ),
    "no collection": (
        rewriting(QPV, lambda _: b"[]"),
        f"{QPV}:1:1: geojson; expected *a FeatureCollection*; found *[]*",
    ),
    "features that are none": (
        rewriting(QPV, lambda _: b'{"type": "FeatureCollection",\n "features": null}'),
        f"{QPV}:2:14: geojson; expected *a list of features*; found *null*",
    ),
    "feature that is none": (
        redrawing(lambda layer: layer["features"].insert(1, 7)),
        f"{QPV}:3:1: geojson; expected *a Feature*; found *7*",
    ),
    "properties that are a list": (
        redrawing(lambda layer: layer["features"][0].update(properties=[1])),
        f"{QPV}:2:35: geojson; expected *an object*; found *[1]*",
    ),
    "member called features, and a duplicate code": (
        rewriting(
            QPV,
            lambda content: content.replace(b'{"type"', b'{"name":"features","type"', 1).replace(
                b"QN04302M", b"QN04301M"
            ),
        ),
        f"{QPV}:3:1 [code_qp]: primary-key; expected *unique code_qp*; found *as on line 2*",
    ),
    "escaped member, and a duplicate code": (
        rewriting(
            QPV,
            lambda content: content.replace(b'"features"', rb'"fe\u0061tures"', 1).replace(
                b"QN04302M", b"QN04301M"
            ),
        ),
        f"{QPV}:3:1 [code_qp]: primary-key; expected *unique code_qp*; found *as on line 2*",
    ),
    "outlines that no longer meet": (
        replacing(OUTLINES, "3.878398,45.049145", "3.878388,45.049135"),
        f"{OUTLINES}:2:1 [code_insee]: coverage; expected *without gap or overlap*; found *43002*",
    ),
}
