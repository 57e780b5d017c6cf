"""Small feeds for the tests: a town of five stops, written as a producer would write it."""

import zipfile
from pathlib import Path

from geo.gtfs.tables import WEEKDAYS

AGENCY = (
    "agency_id,agency_name,agency_url,agency_timezone\nA,Réseau,https://example.org,Europe/Paris\n"
)
# Le Puy: 0.001 degree of latitude is 111 m.
STOPS = """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
GARE,Gare,45.0430,3.8930,0,POLE
MAIRIE,Mairie,45.0440,3.8850,0,
VALVERT,Val-Vert,45.0300,3.8900,0,
HOPITAL,Hôpital,45.0500,3.8700,0,
LOIN,Loin,45.1000,3.9500,0,
POLE,Pôle d'échanges,45.0431,3.8931,1,
"""
ROUTES = """route_id,agency_id,route_short_name,route_long_name,route_type,route_color
R2,A,2,Gare - Val-Vert,3,1B6E53
R10,A,10,Gare - Hôpital,3,
"""
TRIPS = """route_id,service_id,trip_id,direction_id
R2,SEMAINE,T1,0
R2,SEMAINE,T2,0
R10,SEMAINE,T3,0
R10,SAMEDI,T4,0
"""
STOP_TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
T1,07:00:00,07:00:00,VALVERT,1
T1,07:10:00,07:11:00,GARE,2
T1,07:15:00,07:15:00,MAIRIE,3
T2,17:30:00,17:30:00,VALVERT,1
T2,17:45:00,17:45:00,MAIRIE,3
T3,07:20:00,07:20:00,MAIRIE,1
T3,07:30:00,07:30:00,HOPITAL,2
T3,07:50:00,07:50:00,LOIN,5
T4,25:10:00,25:10:00,GARE,1
T4,25:20:00,25:20:00,LOIN,2
"""
CALENDAR = f"""service_id,{",".join(WEEKDAYS)},start_date,end_date
SEMAINE,1,1,1,1,1,0,0,20260302,20260313
SAMEDI,0,0,0,0,0,1,0,20260302,20260313
"""
CALENDAR_DATES = """service_id,date,exception_type
SEMAINE,20260306,2
"""
FILES = {
    "agency.txt": AGENCY,
    "stops.txt": STOPS,
    "routes.txt": ROUTES,
    "trips.txt": TRIPS,
    "stop_times.txt": STOP_TIMES,
    "calendar.txt": CALENDAR,
    "calendar_dates.txt": CALENDAR_DATES,
}


def write_folder(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the feed in a folder; changes are by table, None leaves the file out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in changed(**changes).items():
        (folder / name).write_bytes(content)
    return folder


def write_zip(path: Path, **changes: str | bytes | None) -> Path:
    """Write the feed as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in changed(**changes).items():
            archive.writestr(name, content)
    return path


def changed(**changes: str | bytes | None) -> dict[str, bytes]:
    files = {**FILES, **{f"{name}.txt": content for name, content in changes.items()}}
    return {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
        if content is not None
    }
