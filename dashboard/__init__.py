"""The Streamlit pages: they ask `geo` and show what it answers."""
