"""Times of a service day: seconds after its midnight, written HH:MM:SS, past 24 in the night."""


def clock(seconds_after_midnight: float) -> str:
    """Return a time as GTFS writes it.

    >>> clock(90_061)
    '25:01:01'
    """
    minutes, seconds_left = divmod(int(seconds_after_midnight), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds_left:02}"


def seconds(text: str) -> int:
    """Return the seconds after midnight of a time ``HH:MM:SS``.

    >>> seconds("25:01:01")
    90061
    """
    hours, minutes, seconds_left = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + seconds_left
