"""The usual way to write such a page: map, table and chart, all made again at every run.

The same kinds of content as our page, so that what is compared is how the page is written and
not how much is on it.
"""

import os

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

PALETTES = {"Bleu": ["#c6dbef", "#6baed6", "#08519c"], "Vert": ["#c7e9c0", "#74c476", "#006d2c"]}

st.set_page_config(layout="wide")
st.title("Communes")
palette = PALETTES[st.selectbox("Palette", list(PALETTES))]

communes = gpd.read_file(os.environ["BENCH_COMMUNES"])
communes["rank"] = [position % len(palette) for position in range(len(communes))]

area = folium.Map(location=[45.1, 3.85], zoom_start=10, tiles=None)
area.default_js = [("leaflet", "../../app/static/leaflet/leaflet.js")]
area.default_css = [("leaflet", "../../app/static/leaflet/leaflet.css")]
folium.GeoJson(
    communes,
    style_function=lambda feature: {
        "fillColor": palette[feature["properties"]["rank"]],
        "fillOpacity": 0.9,
        "color": "#ffffff",
        "weight": 1,
    },
    tooltip=folium.GeoJsonTooltip(["name", "rank"]),
).add_to(area)
st_folium(area, key="carte", width=900, height=480)
st.dataframe(communes.drop(columns="geometry"))
st.bar_chart(communes, x="name", y="rank")
