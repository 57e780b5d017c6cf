"""The maps as Python describes them; tests/browser looks at them in a browser."""

import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_js_hash, generate_leaflet_string

from dashboard.maps import (
    Click,
    Drawing,
    Nature,
    Overlay,
    Style,
    Theme,
    build_base_map,
    build_style_layer,
    circle_legend_html,
    circle_radii,
    diverging_styles,
    fictional,
    legend_html,
    nature_style,
    qpv_overlay,
    read_click,
    sequential_styles,
)
from dashboard.maps.palette import GROUNDS

OUTLINES = "geo/communes-0123456789ab.geojson"


def drawing(**changes):
    styles = [nature_style(Nature.MEETS, Theme.LIGHT), nature_style(Nature.SHORT, Theme.LIGHT)]
    plain = {"theme": Theme.LIGHT, "styles": styles, "classes": {"43157": 0, "43089": 1}}
    return Drawing(**{**plain, **changes})


def base_script(**changes):
    plain = {"outlines": OUTLINES, "title": "Carte des communes", "credit": "Limites : IGN"}
    return generate_leaflet_string(build_base_map(**{**plain, **changes}))


def payload(**changes):
    """What the browser receives for a drawing."""
    base = build_base_map(OUTLINES, title="Carte", credit="IGN")
    layer = build_style_layer(drawing(**changes))
    layer.add_to(base)
    script = generate_leaflet_string(layer)
    return json.loads(re.search(r"territoryMap\.draw\(\w+, (\{.*\})\);", script, re.DOTALL)[1])


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_base_map_is_the_same_at_each_run():
    assert generate_js_hash(base_script(), "carte") == generate_js_hash(base_script(), "carte")


def test_the_base_map_changes_with_the_outlines():
    other = base_script(outlines="geo/communes-ba9876543210.geojson")
    assert generate_js_hash(base_script(), "carte") != generate_js_hash(other, "carte")


def test_the_base_map_loads_only_its_own_files():
    base = build_base_map(OUTLINES, title="Carte", credit="IGN")
    addresses = [url for _, url in (*base.default_js, *base.default_css)]
    assert [url.split("?")[0] for url in addresses] == [
        "../../app/static/map_element.js",
        "../../app/static/map_labels.js",
        "../../app/static/vendor/leaflet/leaflet.js",
        "../../app/static/vendor/leaflet/leaflet.css",
        "../../app/static/map_element.css",
    ]
    assert "http" not in base_script()


def test_classes_and_styles_reach_the_browser():
    sent = payload(tooltips={"43089": "Espaly-Saint-Marcel\n19,40 %"}, selected=["43089"])
    assert sent["classes"] == {"0": "43157", "1": "43089"}
    assert [style["fill"] for style in sent["styles"]] == ["#3f7fbf", "#efa83a", "#f7f8f7"]
    assert sent["tooltips"] == {"Espaly-Saint-Marcel\n19,40 %": "43089"}
    assert sent["selected"] == ["43089"]


def test_an_area_without_class_is_hatched():
    sent = payload(classes={"43157": 0, "43089": -1})
    assert sent["classes"] == {"0": "43157"}
    assert sent["styles"][sent["otherwise"]]["pattern"] == "hatch"


def test_a_class_without_style_is_refused():
    with pytest.raises(ValueError, match="class 2 has no style"):
        build_style_layer(drawing(classes={"43157": 2}))


def test_words_are_sent_as_text_and_not_as_code():
    words = "L’Épi <b> </script> \"x\" \\ {{ 'name' }} _43157"
    assert payload(tooltips={"43157": words})["tooltips"] == {words: "43157"}


def test_names_with_underscores_are_left_alone():
    """The hash of streamlit-folium deletes what follows an underscore: nothing may hang on it."""
    before = payload(overlays=[Overlay("geo/rings_300.geojson", Style("none", "#000000"))])
    after = payload(overlays=[Overlay("geo/rings_500.geojson", Style("none", "#000000"))])
    assert before["overlays"][0]["url"] == "../../geo/rings_300.geojson"
    assert after["overlays"][0]["url"] == "../../geo/rings_500.geojson"


def test_a_qpv_is_a_strong_outline_with_nothing_inside():
    sent = payload(overlays=[qpv_overlay("geo/qpv-0.geojson", Theme.LIGHT)])["overlays"][0]
    assert (sent["fill"], sent["stroke"]) == ("none", "#1c2320")
    assert sent["weight"] >= 2


def test_words_that_are_the_same_are_sent_once():
    sent = payload(
        tooltips={"1": "\nNon concernée", "2": "\nSous l’objectif", "3": "\nNon concernée"}
    )
    assert sent["tooltips"] == {"\nNon concernée": "1 3", "\nSous l’objectif": "2"}


def test_72_communes_with_words_and_names_stay_small():
    codes = [f"43{number:03}" for number in range(72)]
    sent = payload(
        classes={code: index % 2 for index, code in enumerate(codes)},
        tooltips=dict.fromkeys(codes, "Saint-Germain-Laprade\nTaux : 12,34 %\nofficiel, 2024"),
        circles=dict.fromkeys(codes, 12.0),
        labels=codes,
    )
    assert len(json.dumps(sent, ensure_ascii=False).encode()) < 12_000


def test_circle_areas_follow_the_values():
    radii = circle_radii({"a": 18_540.0, "b": 4_635.0}, largest_px=34)
    assert radii == {"a": 34.0, "b": 17.0}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(allow_nan=True), max_size=20))
def test_only_positive_values_get_a_circle(values):
    finite = {code: value for code, value in values.items() if value != math.inf}
    radii = circle_radii(finite)
    assert set(radii) == {code for code, value in finite.items() if value > 0}
    assert all(0 <= radius <= 34.0 for radius in radii.values())


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("count", range(3, 8))
def test_a_sequential_ramp_goes_one_way(theme, count):
    levels = [luminance(style.fill) for style in sequential_styles(count, theme)]
    assert len(levels) == count
    assert levels == sorted(levels, reverse=theme is Theme.LIGHT)


@pytest.mark.parametrize("theme", Theme)
def test_a_diverging_scale_is_strongest_at_its_ends(theme):
    fills = [style.fill for style in diverging_styles(4, 4, theme)]
    page = GROUNDS[theme].page
    assert contrast(fills[0], page) > contrast(fills[3], page)
    assert contrast(fills[7], page) > contrast(fills[4], page)


@pytest.mark.parametrize("theme", Theme)
def test_text_can_be_read_on_the_ground(theme):
    ground = GROUNDS[theme]
    assert contrast(ground.text, ground.page) >= 7
    assert contrast(ground.muted, ground.page) >= 4.5
    assert contrast(ground.accent, ground.page) >= 3


@pytest.mark.parametrize("theme", Theme)
def test_what_is_unknown_never_hangs_on_colour_alone(theme):
    unknown = [nature_style(nature, theme) for nature in (Nature.NO_DATA, Nature.SECRET)]
    assert [style.pattern.value for style in unknown] == ["hatch", "dots"]


def test_fiction_has_a_dotted_outline():
    style = fictional(nature_style(Nature.PLAIN, Theme.LIGHT), Theme.LIGHT)
    assert (style.dash, style.stroke) == ("1 5", "#1c2320")


@pytest.mark.parametrize(
    ("returned", "click"),
    [
        (None, None),
        ({}, None),
        ({"last_active_drawing": None}, None),
        (
            {"last_active_drawing": {"properties": {"code": "1", "name": "Ay", "click": 3}}},
            Click("1", "Ay", 3),
        ),
    ],
)
def test_a_click_is_read_or_there_is_none(returned, click):
    assert read_click(returned) == click


def test_a_legend_escapes_its_words_and_draws_its_pattern():
    entry = (nature_style(Nature.NO_DATA, Theme.LIGHT), "secret < 11 & non publié")
    html = legend_html([entry], title="Revenu")
    assert "secret &lt; 11 &amp; non publié" in html
    assert "repeating-linear-gradient(135deg,#a3ada8" in html


def test_the_circles_of_a_legend_have_the_size_of_the_map():
    style = Style("#17694a", "#ffffff")
    examples = [(18_540.0, "18 540 hab."), (4_635.0, "4 635 hab.")]
    html = circle_legend_html(style, examples, title="Population", largest=(18_540.0, 34.0))
    assert re.findall(r"width:(\d+)px;height", html) == ["68", "34"]
