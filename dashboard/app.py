"""The dashboard: page configuration and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.navigation import renewal_title
from dashboard.sections.versions import is_served
from dashboard.texts import titles
from dashboard.texts.common import PRODUCT

PAGES = Path(__file__).parent / "app_pages"
ICON = Path(__file__).parent / "static" / "icon.svg"

st.set_page_config(page_title=PRODUCT, page_icon=str(ICON), layout="wide")
page = st.navigation(
    [
        st.Page(
            PAGES / "territoire.py", title=titles.TERRITOIRE, url_path="territoire", default=True
        ),
        st.Page(PAGES / "renewal.py", title=renewal_title(), url_path="val-vert"),
        st.Page(PAGES / "rehousing.py", title=titles.REHOUSING, url_path="relogement"),
        st.Page(PAGES / "sru.py", title=titles.SRU, url_path="sru"),
        st.Page(PAGES / "lettings.py", title=titles.LETTINGS, url_path="attributions"),
        st.Page(PAGES / "mix.py", title=titles.MIX, url_path="mixite"),
        st.Page(PAGES / "mobility.py", title=titles.MOBILITY, url_path="mobilites"),
        st.Page(PAGES / "commitments.py", title=titles.COMMITMENTS, url_path="engagements"),
        st.Page(PAGES / "data.py", title=titles.DATA, url_path="donnees"),
        st.Page(PAGES / "partner.py", title=titles.PARTNERS, url_path="partenaires"),
    ],
    position="top",
)
with state.guarded():
    if is_served():
        page.run()
