"""The part of the page « Engagements » that prepares the yearly evaluation."""

from datetime import date

import pandas as pd

from dashboard import state
from dashboard.views import commitments_evaluation as views
from dashboard.views.commitments_evaluation import ANNEXED, APPROVED, CLOSED, OWNER, PUBLISHED, SENT
from geo.rules.annual_report import Consultation, delay_on, is_complete, steps
from geo.rules.parameters import parameter
from geo.territory.commitments import Glance


def show(seen: Glance, _: pd.DataFrame) -> None:
    """Show the plan, the checklist of the consultation and the exports."""
    views.show_plan()
    views.ask_steps(parameter("annual_report.consultation_months").values[0].since)
    known = _known()
    law = delay_on(known.sent or state.machine_day())
    views.show_steps(steps(known), known, law, is_whole=is_complete(known))
    here, year = state.territory(), seen.year

    def make_pdf() -> bytes:
        from dashboard.sheets.evaluation import evaluation_document  # noqa: PLC0415 -- when asked

        return evaluation_document(here, year, known).content

    def make_xlsx() -> bytes:
        from dashboard.sheets.evaluation_workbook import evaluation_workbook  # noqa: PLC0415

        return evaluation_workbook(here, year, known)

    views.offer(make_pdf, make_xlsx, year)


def _known() -> Consultation:
    def day(name: str) -> date | None:
        found: date | None = state.recall(name, OWNER, None)
        return found

    return Consultation(
        sent=day(SENT),
        closed=day(CLOSED),
        is_annexed=bool(state.recall(ANNEXED, OWNER, usual=False)),
        approved=day(APPROVED),
        published=day(PUBLISHED),
    )
