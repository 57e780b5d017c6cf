"""The part « Accès heure par heure »: the picture, the destinations, those the reader adds."""

from functools import partial

from dashboard import state
from dashboard.choices import choice_key
from dashboard.qml import band_qml
from dashboard.sections import mobility_answers as answers
from dashboard.sections.mobility_asked import Asked
from dashboard.sections.mobility_choices import ADDED, OWNER, POINT
from dashboard.texts import mobility as texts
from dashboard.views import mobility as views
from dashboard.views import mobility_places
from dashboard.views.figures import show_download
from geo.crs import to_lambert_93
from geo.exports.tables import file_name
from geo.geopackage import geopackage
from geo.mobility.destinations import Added, clean_name, read_added, read_added_file, write_added
from geo.territory import Territory, mobility

REFUSED = "lieux-refus"
FILE = "lieux-fichier"
NAME = "lieux-nom"


def show(asked: Asked) -> None:
    """Show the part."""
    if asked.origins:
        _show_pictures(asked)
        _show_destinations(asked)
    _show_adding(asked)


def _show_pictures(asked: Asked) -> None:
    sunday = answers.sunday(asked.file.key, asked.day)
    days = dict.fromkeys([asked.day, *([sunday] if sunday else [])])
    views.show_heading(texts.HEAT)
    for day in days:
        with views.working():
            rows = answers.heat(asked.published, asked.origins, day)
        views.show_heat(rows, texts.heat_title(asked.place, day), state.theme())
    views.show_note(texts.HEAT_NOTE.format(limit=texts.limit(str(mobility.MAX_MIN))))


def _show_destinations(asked: Asked) -> None:
    views.show_heading(texts.DESTINATIONS)
    table = state.ask(mobility.destinations, asked.setting.added)
    times = answers.reach(asked.published, asked.origins, asked.day, asked.hour)
    titles = {key: source.title for key, source in state.territory().sources.items()}
    rows = views.destination_rows(table, times, titles)
    views.show_destinations(rows)
    show_download(
        asked.exported(rows), "mobilites-destinations", asked.provenance(texts.DESTINATIONS)
    )
    name = file_name("mobilites-surfaces", "gpkg", is_fictional=asked.file.is_fictional)
    views.offer_export(partial(_surfaces, state.territory(), asked), name)


def _surfaces(_: Territory, asked: Asked) -> bytes:
    """Return the bands and the starting points as a GeoPackage."""
    bands = answers.bands(asked.published, asked.origins[0], asked.day, asked.hour)
    said = {
        "place": asked.place,
        "day": asked.day.isoformat(),
        "hour": asked.hour,
        "network": asked.network,
        "is_fictional": asked.file.is_fictional,
    }
    layer = to_lambert_93(bands).assign(**said)
    return geopackage({"isochrones": layer}, {"isochrones": band_qml(layer.index)})


def _show_adding(asked: Asked) -> None:
    """Let the reader place destinations: by a click, or by a file."""
    table = state.ask(mobility.destinations, asked.setting.added)
    unplaced = list(table.loc[table["lon"].isna(), "name"])
    if unplaced:
        views.show_note(texts.unplaced_line(unplaced))
    point = state.recall(POINT, OWNER, None)
    with mobility_places.adding():
        mobility_places.ask_name(unplaced, choice_key(NAME, OWNER))
        mobility_places.offer_place(point, _add)
        mobility_places.ask_file(choice_key(FILE, OWNER), _add_file)
        faults: state.Faults = state.recall(REFUSED, OWNER, ())
        if faults:
            mobility_places.show_refusal(faults)
        if asked.setting.added:
            mobility_places.offer_clear(_clear)


def _add() -> None:
    name = clean_name(state.typed(choice_key(NAME, OWNER)))
    point = state.recall(POINT, OWNER, None)
    if name and name != "None" and point is not None:
        _keep((Added(name, *point),))


def _add_file() -> None:
    given = state.uploaded(choice_key(FILE, OWNER))
    if given is None:
        return
    found, faults = state.tried(read_added_file, *given)
    state.keep(OWNER, **{REFUSED: faults})
    if found:
        _keep(found)


def _keep(more: tuple[Added, ...]) -> None:
    known = read_added(state.recall(ADDED, OWNER, ""))
    names = {each.name.casefold() for each in more}
    kept = [each for each in known if each.name.casefold() not in names]
    text = write_added([*kept, *more])
    _, faults = state.tried(read_added, text)
    state.keep(OWNER, **({REFUSED: faults} if faults else {ADDED: text, REFUSED: ()}))


def _clear() -> None:
    state.keep(OWNER, **{ADDED: ""})
