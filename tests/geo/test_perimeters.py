"""Perimeter files: three formats read alike, and every refusal said clearly."""

import json
import stat
import zipfile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo import uploads
from geo.errors import CrsError, DataError
from geo.perimeters import FILE_NAME, read_perimeter, storing_perimeter
from tests.geo.where_frames import le_puy_qpv

IN_METRES = [[769_400, 6.438e6], [769_500, 6.438e6], [769_500, 6.4381e6], [769_400, 6.438e6]]
TERRITORY = gpd.GeoDataFrame(
    geometry=[shapely.box(740_000, 6_420_000, 790_000, 6_460_000)], crs="EPSG:2154"
)
SHAPES = [shapely.box(769_400, 6_438_000, 769_600, 6_438_300), le_puy_qpv().geometry.iloc[0]]
FRAME = gpd.GeoDataFrame({"nom": ["Îlot A", "Îlot B"]}, geometry=SHAPES, crs="EPSG:2154")
BOW = [[3.88, 45.02], [3.89, 45.03], [3.89, 45.02], [3.88, 45.03], [3.88, 45.02]]
SQUARE = [[3.88, 45.02], [3.89, 45.02], [3.89, 45.03], [3.88, 45.03], [3.88, 45.02]]


def polygon(ring):
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry):
    return {"type": "Feature", "properties": {}, "geometry": geometry}


@pytest.fixture
def geojson(tmp_path):
    def write(*features, **members):
        lines = ",\n".join(json.dumps(each) for each in features)
        head = "".join(f'"{name}": {json.dumps(value)},\n' for name, value in members.items())
        path = tmp_path / "perimetre.geojson"
        path.write_text(f'{{"type": "FeatureCollection",\n{head}"features": [\n{lines}\n]}}')
        return path

    return write


def zipped(folder, frame, *, without=()):
    source = folder / "shape"
    source.mkdir()
    pyogrio.write_dataframe(frame, source / "périmètre.shp", encoding="utf-8")
    path = folder / "perimetre.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in source.iterdir():
            if part.suffix not in without:
                archive.write(part, f"dossier/{part.name}")
    return path


def faults_of(path, territory=TERRITORY):
    with pytest.raises(DataError) as caught:
        read_perimeter(path, territory)
    assert all(fault.file == str(path) for fault in caught.value.faults)
    return caught.value.faults


@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:4326", "EPSG:3945", "EPSG:3857", "EPSG:32631"])
@pytest.mark.parametrize("kind", ["geojson", "gpkg", "zip"])
def test_three_formats_in_any_system_give_the_same_perimeter(tmp_path, kind, crs):
    frame = FRAME.to_crs(crs)
    if kind == "zip":
        path = zipped(tmp_path, frame)
    else:
        path = tmp_path / f"perimetre.{kind}"
        options = {"COORDINATE_PRECISION": 9} if kind == "geojson" else {}
        pyogrio.write_dataframe(frame, path, **options)
    found = read_perimeter(path, TERRITORY)
    assert found.crs == "EPSG:2154"
    assert found["nom"].tolist() == ["Îlot A", "Îlot B"]
    assert found.area.tolist() == pytest.approx([60_000, 129_858.7], abs=0.5)
    assert found.hausdorff_distance(FRAME, align=False).max() < 0.01


def test_third_dimension_is_dropped(geojson):
    path = geojson(feature(polygon([[*place, 630.0] for place in SQUARE])))
    assert not read_perimeter(path, TERRITORY).has_z.any()


@pytest.mark.parametrize(
    ("ring", "members", "said"),
    [
        pytest.param(
            IN_METRES,
            {},
            "EPSG:4326",
            id="des mètres annoncés en degrés",
        ),
        pytest.param(
            SQUARE,
            {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}},
            "EPSG:2154",
            id="des degrés annoncés en Lambert-93",
        ),
    ],
)
def test_wrong_reference_system(geojson, ring, members, said):
    (fault,) = faults_of(geojson(feature(polygon(ring)), **members))
    assert (fault.rule, fault.field) == ("crs", "feature 1")
    assert said in fault.expected
    assert "EPSG:2154" in fault.fix


def test_shapefile_without_its_reference_system(tmp_path):
    (fault,) = faults_of(zipped(tmp_path, FRAME, without=(".prj",)))
    assert (fault.rule, fault.found) == ("crs", "none")
    assert ".prj" in fault.fix


def test_every_wrong_feature_is_named_with_its_line(geojson):
    path = geojson(
        feature(polygon(SQUARE)),
        feature(polygon(BOW)),
        feature({"type": "Point", "coordinates": [3.88, 45.02]}),
        feature(None),
    )
    found = [(f.rule, f.line, f.field, f.found.split("[")[0]) for f in faults_of(path)]
    assert found == [
        ("invalid-ring", 4, "feature 2", "Self-intersection"),
        ("geometry", 5, "feature 3", "Point"),
        ("geometry", 6, "feature 4", "no geometry"),
    ]
    assert "[3.885 45.025]" in str(faults_of(path)[0].found)


def test_three_hundred_kilometres_away(geojson):
    far = [[lon + 4.08, lat] for lon, lat in SQUARE]
    (fault,) = faults_of(geojson(feature(polygon(SQUARE)), feature(polygon(far))))
    assert (fault.rule, fault.line, fault.field) == ("too-far", 4, "feature 2")
    assert fault.expected == "at most 50 km from the territory"
    assert fault.found.startswith("300 km, at 7.9650 45.02")


def test_distance_that_is_accepted_is_a_parameter(geojson):
    path = geojson(feature(polygon([[lon + 1, lat] for lon, lat in SQUARE])))
    with pytest.raises(DataError, match="too-far"):
        read_perimeter(path, TERRITORY, max_distance_m=10_000)
    assert len(read_perimeter(path, TERRITORY, max_distance_m=100_000)) == 1


def test_swapped_coordinates_are_too_far(geojson):
    (fault,) = faults_of(geojson(feature(polygon([[lat, lon] for lon, lat in SQUARE]))))
    assert fault.rule == "too-far"


def test_territory_in_degrees_is_refused(geojson):
    with pytest.raises(CrsError):
        read_perimeter(geojson(feature(polygon(SQUARE))), TERRITORY.to_crs(4326))


def test_no_feature(geojson):
    assert faults_of(geojson())[0].rule in {"empty", "layers"}


def test_several_layers(tmp_path):
    path = tmp_path / "couches.gpkg"
    for layer in ("a", "b"):
        pyogrio.write_dataframe(FRAME, path, layer=layer, append=path.exists())
    (fault,) = faults_of(path)
    assert (fault.rule, fault.found) == ("layers", "a, b")


def test_style_table_of_a_geopackage_is_not_a_layer(tmp_path):
    path = tmp_path / "perimetre.gpkg"
    pyogrio.write_dataframe(FRAME, path, layer="perimetre")
    pyogrio.write_dataframe(pd.DataFrame({"style": ["x"]}), path, layer="layer_styles", append=True)
    assert len(read_perimeter(path, TERRITORY)) == 2


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("p.kml", b"<kml/>", "format"),
        ("p", b"", "format"),
        ("p.geojson", b'{"type": "FeatureCollection", "features": [', "json"),
        ("p.geojson", b'"text"', "geojson"),
        ("p.geojson", b'{"type": "Topology"}', "geojson"),
        ("p.geojson", b'{"type": "FeatureCollection"}', "geojson"),
        ("p.geojson", b'{"type": "FeatureCollection", "features": [1]}', "geojson"),
        ("p.geojson", b"<OGRVRTDataSource></OGRVRTDataSource>", "json"),
        ("p.geojson", b'{"a": "\xe9"}', "encoding"),
        ("p.json", b"[" * 100_000, "json"),
        ("p.gpkg", b"<OGRVRTDataSource></OGRVRTDataSource>", "format"),
        pytest.param(
            "p.gpkg",
            b"SQLite format 3\x00" + bytes(100),
            "unreadable",
            marks=pytest.mark.filterwarnings("ignore:GPKG"),
        ),
        ("p.zip", b"PK but no archive", "archive"),
    ],
)
def test_files_that_are_not_what_they_claim(tmp_path, name, content, rule):
    path = tmp_path / name
    path.write_bytes(content)
    (fault,) = faults_of(path)
    assert fault.rule == rule


def test_missing_file(tmp_path):
    assert faults_of(tmp_path / "p.gpkg")[0].rule == "file"


def test_a_linked_reference_system_is_never_followed(geojson):
    link = {"type": "link", "properties": {"href": "http://example.org/crs", "type": "ogcwkt"}}
    (fault,) = faults_of(geojson(feature(polygon(SQUARE)), crs=link))
    assert (fault.rule, fault.expected) == ("crs", "the name of a reference system")


@pytest.mark.parametrize(
    "name", ["../evil.shp", "/etc/evil.shp", "a/../../evil.shp", "..\\evil.shp", "C:evil.shp"]
)
def test_names_that_leave_the_archive(tmp_path, name):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    (fault,) = faults_of(path)
    assert (fault.rule, fault.found) == ("archive", "a name that leaves the archive")
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.zip"]


def test_links_in_an_archive(tmp_path):
    path = tmp_path / "p.zip"
    link = zipfile.ZipInfo("p.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert faults_of(path)[0].found == "a link"


def test_archive_that_swells(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p.shp", b"\x00" * (uploads.MAX_BYTES + 1))
    assert path.stat().st_size < 100_000
    assert faults_of(path)[0].rule == "size"


def test_archive_that_lies_about_its_sizes(tmp_path):
    path = zipped(tmp_path, FRAME)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (7).to_bytes(4, "little")
    path.write_bytes(content)
    assert faults_of(path)[0].rule == "archive"


def test_archive_of_too_many_files(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for rank in range(uploads.MAX_MEMBERS + 1):
            archive.writestr(f"{rank}.txt", b"")
    assert faults_of(path)[0].found == "201"


def test_shapefile_with_a_missing_part(tmp_path):
    (fault,) = faults_of(zipped(tmp_path, FRAME, without=(".shx", ".dbf")))
    assert (fault.rule, fault.found) == ("archive", "no .shx, no .dbf")


def test_archive_without_shapefile(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lisez-moi.txt", b"rien")
    assert faults_of(path)[0].found == "none"


def test_file_that_is_too_big(monkeypatch, geojson):
    path = geojson(feature(polygon(SQUARE)))
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    assert faults_of(path)[0].rule == "size"


def store_perimeter(frame, folder):
    with storing_perimeter(frame, folder):
        pass
    return folder / FILE_NAME


def test_stored_perimeter_reads_back_to_the_decimetre(tmp_path, geojson):
    folder = tmp_path / "data"
    folder.mkdir()
    perimeter = read_perimeter(geojson(feature(polygon(SQUARE))), TERRITORY)
    store_perimeter(FRAME, folder)
    target = store_perimeter(perimeter, folder)
    assert [entry.name for entry in folder.iterdir()] == ["perimeter.geojson"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    again = read_perimeter(target, TERRITORY)
    assert again.hausdorff_distance(perimeter, align=False).max() < 0.1
    written = json.loads(target.read_text("utf-8"))
    places = written["features"][0]["geometry"]["coordinates"][0]
    assert sorted(places) == sorted([*SQUARE[:-1], places[0]])


def test_a_failed_write_leaves_the_file_before(tmp_path):
    store_perimeter(FRAME, tmp_path)
    before = (tmp_path / "perimeter.geojson").read_bytes()
    with pytest.raises(CrsError):
        store_perimeter(FRAME.to_crs(4326), tmp_path)
    with pytest.raises(NotImplementedError, match="complex"):
        store_perimeter(FRAME.assign(nom=[1j, 2j]), tmp_path)
    assert (tmp_path / "perimeter.geojson").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["perimeter.geojson"]
