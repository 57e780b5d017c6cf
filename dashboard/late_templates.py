"""The templates of folium, compiled when they are first used and not when folium is imported.

Importing folium compiles more than a hundred Jinja templates, of which a page uses three: a
third of a second of every cold start. See docs/adr/0003-map.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment


class _LateTemplate:
    """Stands for a template; becomes it at the first look inside."""

    def __init__(self, compile_now: Callable[[], Any]) -> None:
        self._compile_now = compile_now

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the template has
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self.__dict__["_compiled"] = self._compile_now()
        return getattr(compiled, name)


@contextmanager
def templates_compiled_on_use() -> Iterator[None]:
    """Within it, templates made from a text are compiled at their first use.

    Examples
    --------
    >>> from jinja2 import Template
    >>> with templates_compiled_on_use():
    ...     template = Template("{{ 1 + 1 }}")
    >>> template.render()
    '2'
    """
    compile_text = Environment.from_string

    def later(environment: Environment, *args: Any, **kwargs: Any) -> _LateTemplate:  # noqa: ANN401
        return _LateTemplate(lambda: compile_text(environment, *args, **kwargs))

    Environment.from_string = later  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Environment.from_string = compile_text  # type: ignore[method-assign]
