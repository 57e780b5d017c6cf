"""Damaged manifests: what is done, and the line that says so (* is any text)."""

from tests.geo.damage import (
    MANIFEST,
    OUTLINES,
    describing,
    redescribing,
    removing,
    replacing,
    resource,
    rewriting,
)

MANIFESTS = {
    "missing": (
        removing(MANIFEST),
        f"{MANIFEST}: missing-file; expected *readable file*; found *No such file*",
    ),
    "no JSON": (
        rewriting(MANIFEST, lambda content: content[:100]),
        f"{MANIFEST}:3:*: json; expected *valid JSON*; found *Unterminated string*",
    ),
    "a list": (
        rewriting(MANIFEST, lambda _: b"[]"),
        f"{MANIFEST}:1:1: manifest; expected *an object*; found *[]*",
    ),
    "endless nesting": (
        rewriting(MANIFEST, lambda _: b"[" * 200_000),
        f"{MANIFEST}:1:1: json; expected *valid JSON*; found *endless nesting*",
    ),
    "integer without end": (
        rewriting(MANIFEST, lambda _: b'{"a":\n ' + b"9" * 5_000 + b"}"),
        f"{MANIFEST}:2:2: json; expected *a finite number*; found *99999*",
    ),
    "member twice": (
        replacing(MANIFEST, '  "version"', '  "title": "x",\n  "version"'),
        f'{MANIFEST}:6:3: json; expected *each member once*; found *"title"*',
    ),
    "half a surrogate pair": (
        replacing(MANIFEST, "Contrat de ville", "\\ud800"),
        f"{MANIFEST}:4:13: json; expected *valid JSON*; found *half a surrogate pair*",
    ),
    "territory without a name": (
        describing(lambda manifest: manifest["cdv"].pop("territory_name")),
        f"{MANIFEST}:*: manifest; expected *a text, not empty*; found *nothing*",
    ),
    "territory of another kind": (
        describing(lambda manifest: manifest.update(cdv=[])),
        f"{MANIFEST}:*: manifest; expected *an object*; found *[]*",
    ),
    "version that is a number": (
        describing(lambda manifest: manifest.update(version=1)),
        f"{MANIFEST}:6:14 [version]: manifest; expected *a text, not empty*; found *1*",
    ),
    "no files": (
        describing(lambda manifest: manifest.update(resources=[])),
        f"{MANIFEST}:*: manifest; expected *a list, not empty*; found *[]*",
    ),
    "same name twice": (
        describing(lambda manifest: manifest["resources"][1].update(name="commune_boundaries")),
        (
            f"{MANIFEST}:*: manifest; expected *a name of its own*"
            "; found *commune_boundaries, as in resources[0]*"
        ),
    ),
    "same path twice": (
        redescribing("qpv_boundaries", path=f"./{OUTLINES}"),
        (
            f"{MANIFEST}:*: manifest; expected *a path of its own*"
            "; found *./boundaries/communes.geojson, as in resources[0]*"
        ),
    ),
    "file outside the folder": (
        redescribing("sources", path="../sources.csv"),
        f"{MANIFEST}:*: manifest; expected *a path inside the territory*; found *../sources.csv*",
    ),
    "file of the machine": (
        redescribing("sources", path="/etc/passwd"),
        f"{MANIFEST}:*: manifest; expected *a path inside the territory*; found */etc/passwd*",
    ),
    "path with a null character": (
        redescribing("sources", path="a\0b"),
        f"{MANIFEST}:*: manifest; expected *a path inside the territory*; found *a\\x00b*",
    ),
    "path that is a list": (
        redescribing("sources", path=["indicators/sources.csv"]),
        f'{MANIFEST}:*: manifest; expected *a text, not empty*; found *["indicators/sources.csv"]*',
    ),
    "path that is a folder": (
        redescribing("sources", path="indicators"),
        "indicators: missing-file; expected *a readable file*; found *Is a directory*",
    ),
    "schema elsewhere": (
        redescribing("sources", schema="http://192.0.2.1/schema.json"),
        f"{MANIFEST}:*: manifest; expected *an object*; found *http://192.0.2.1/schema.json*",
    ),
    "table without a schema": (
        describing(lambda manifest: resource(manifest, "qpv_references").pop("schema")),
        (
            f"{MANIFEST} [qpv_references]: manifest; expected *schema, for a .csv file*"
            "; found *nothing*"
        ),
    ),
    "type that is none": (
        redescribing("sources", schema={"fields": [{"name": "key", "type": "strng"}]}),
        f"{MANIFEST}:*: manifest; expected *string | integer*; found *strng*",
    ),
    "pattern that is none": (
        redescribing(
            "qpv_references",
            schema={"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "["}}]},
        ),
        f"{MANIFEST}:*: manifest; expected *a regular expression*; found *[*",
    ),
    "constraint that is unknown": (
        redescribing(
            "qpv_references",
            schema={"fields": [{"name": "a", "type": "date", "constraints": {"minimum": 1}}]},
        ),
        f"{MANIFEST}:*: manifest; expected *required | unique*; found *minimum*",
    ),
    "key of another table": (
        describing(lambda m: resource(m, "sources")["schema"].update(primaryKey=["code"])),
        f'{MANIFEST}:*: manifest; expected *a list of fields*; found *["code"]*',
    ),
    "reference to no table": (
        describing(
            lambda m: resource(m, "communes")["schema"]["foreignKeys"][0].update(
                reference={"resource": "sourcess", "fields": ["key"]}
            )
        ),
        f"{MANIFEST}:*: manifest; expected *as many fields of a resource*; found *sourcess*",
    ),
    "reference missing": (
        describing(lambda m: resource(m, "communes")["schema"]["foreignKeys"][0].pop("reference")),
        f"{MANIFEST}:*: manifest; expected *an object*; found *null*",
    ),
    "join to no boundaries": (
        describing(lambda m: resource(m, "communes")["cdv"]["joins"][0].update(resource="sources")),
        f'{MANIFEST}:*: manifest; expected *a property of it*; found *"resource": "sources"*',
    ),
    "boundaries without a key": (
        describing(lambda m: resource(m, "qpv_boundaries")["cdv"].pop("primary_key")),
        f"{MANIFEST}:*: manifest; expected *code_qp | name | code_insee*; found *null*",
    ),
    "boundaries announced in Lambert-93": (
        describing(lambda m: resource(m, "qpv_boundaries")["cdv"].update(crs="EPSG:2154")),
        f"{MANIFEST}:*: manifest; expected *EPSG:4326*; found *EPSG:2154*",
    ),
    "other size": (
        redescribing("sources", bytes=3),
        "indicators/sources.csv: hash; expected *3 bytes*; found *bytes*",
    ),
    "other fingerprint": (
        redescribing("sources", hash="sha256:0"),
        "indicators/sources.csv: hash; expected *sha256:0*; found *other bytes*",
    ),
}
