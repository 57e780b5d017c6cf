"""What the page « Engagements » shows of the means: credits, posts, milestones."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.maps import Theme
from dashboard.texts import commitments as texts
from dashboard.texts import commitments_means as means
from dashboard.texts.common import STATUS
from dashboard.views.commitments_charts import credit_chart, posts_chart
from geo.figures import Source


def show_credits(rows: pd.DataFrame, theme: Theme) -> None:
    """Show the share of credits by pillar against the targets, or that nothing is known."""
    st.subheader(means.CREDITS)
    st.markdown(means.credit_sentence(rows))
    known = rows[rows["value"].notna()]
    if known.empty:
        st.info(means.credits_unknown(list(rows["title"])), icon=":material/help:")
        return
    st.vega_lite_chart(spec=credit_chart(known, theme), alt=means.CREDITS)
    unknown = [title for title in rows["title"].unique() if title not in set(known["title"])]
    if unknown:
        st.caption(means.credits_unknown(unknown))


def credit_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the table that says the same as the bars."""
    return pd.DataFrame(
        {
            "Mesure": rows["title"],
            "Année": rows["year"].astype("Int64"),
            "Part (%)": rows["value"],
            "Cible (%)": rows["target_value"],
            "D’où vient la part": [
                texts.NOT_SAID if pd.isna(each) else texts.ORIGINS[each] for each in rows["origin"]
            ],
        }
    )


def show_table(table: pd.DataFrame, label: str, key: str) -> None:
    """Draw a table that says the same as a chart, folded."""
    with st.expander(label):
        st.dataframe(table, hide_index=True, key=key, alt=label)


def show_posts(
    posts: pd.DataFrame, counts: pd.DataFrame, sources: Mapping[str, Source], theme: Theme
) -> None:
    """Show the posts financed each year, then those that were listed."""
    st.subheader(means.POSTS)
    st.markdown(means.posts_sentence(counts, sources))
    st.vega_lite_chart(spec=posts_chart(counts, theme), alt=means.POSTS)
    with st.expander(means.POSTS_LISTED):
        for _, row in posts.iterrows():
            st.markdown(means.post_line(dict(row)))


def posts_table(
    counts: pd.DataFrame, employers: pd.DataFrame, sources: Mapping[str, Source]
) -> pd.DataFrame:
    """Return the posts by programme and year, with who employed them where it is known."""
    rows = []
    for row in counts.to_dict("records"):
        same = (employers["programme"] == row["programme"]) & (employers["year"] == row["year"])
        rows.append(
            {
                "Dispositif": means.PROGRAMMES[row["programme"]],
                "Année": row["year"],
                "Postes": int(row["value"]),
                "Employeurs": means.employers(employers[same]),
                "Source": sources[row["source"]].title,
                "Statut": STATUS[row["status"]],
            }
        )
    return pd.DataFrame(rows)


def show_milestones(rows: pd.DataFrame, sources: Mapping[str, Source], today: date) -> None:
    """Show the moments of the contract, oldest first."""
    st.subheader(means.MILESTONES)
    for _, row in rows.iterrows():
        st.markdown(means.milestone_line(dict(row), sources, today))
