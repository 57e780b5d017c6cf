"""The plain-words block as one HTML page to print: no script, nothing fetched."""

from collections.abc import Sequence
from html import escape
from typing import Final

from dashboard.texts.renewal_people import Section

_STYLE: Final = (
    "@page{size:A4;margin:14mm}body{font:11pt/1.35 'IBM Plex Sans',Arial,sans-serif;color:#1c2320;"
    "max-width:46rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:20pt;margin:0 0 .3rem}"
    "h2{font-size:13pt;margin:1rem 0 .2rem;color:#17694a;break-after:avoid}p{margin:.2rem 0}"
    "ul{margin:.2rem 0;padding-left:1.1rem}li{margin:.15rem 0;break-inside:avoid}"
    "footer{margin-top:1rem;border-top:1px solid #d5dbd8;font-size:9pt;color:#59635e}"
)


def residents_page(title: str, intro: str, sections: Sequence[Section], foot: str) -> bytes:
    """Return the block as a page in French.

    Parameters
    ----------
    title, intro
        Plain text at the top.
    sections
        Titles and lines, see `dashboard.texts.renewal_people.sections`.
    foot
        Where the facts come from.
    """
    body = "".join(
        f"<h2>{escape(name)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for name, lines in sections
    )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><p>{escape(intro)}</p>{body}"
        f"<footer>{escape(foot)}</footer></body></html>\n"
    ).encode()
