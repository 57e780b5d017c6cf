"""The dashboard: page configuration and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.navigation import renewal_title
from dashboard.texts import sru, territoire
from dashboard.texts.common import PRODUCT

PAGES = Path(__file__).parent / "app_pages"
ICON = Path(__file__).parent / "static" / "icon.svg"

st.set_page_config(page_title=PRODUCT, page_icon=str(ICON), layout="wide")
page = st.navigation(
    [
        st.Page(
            PAGES / "territoire.py", title=territoire.TITLE, url_path="territoire", default=True
        ),
        st.Page(PAGES / "renewal.py", title=renewal_title(), url_path="val-vert"),
        st.Page(PAGES / "sru.py", title=sru.TITLE, url_path="sru"),
    ],
    position="top",
)
with state.guarded():
    page.run()
