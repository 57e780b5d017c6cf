"""The points of dwellings or buildings that a reader gives."""

import pytest

from geo.crs import LAMBERT_93
from geo.errors import DataError
from geo.mobility.buildings import MOST_BYTES, read_buildings


def test_degrees_become_metres_in_the_order_of_the_rows():
    points = read_buildings("logements.csv", b"lon,lat\n3.9,45.04\n3,46.5\n")
    assert points.crs == LAMBERT_93
    # The false origin of Lambert-93, where the projection is defined.
    assert [(round(each.x), round(each.y)) for each in points] == [
        (770867, 6438265),
        (700000, 6600000),
    ]


def test_a_fault_names_the_file_of_the_reader():
    with pytest.raises(DataError) as caught:
        read_buildings("logements.csv", b"lon,lat\n3.8926,45.0427\nici,45.0400\n")
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.found) == ("logements.csv", 3, "“ici”")


def test_a_file_too_large_is_refused():
    with pytest.raises(DataError) as caught:
        read_buildings("logements.csv", b" " * (MOST_BYTES + 1))
    assert caught.value.faults[0].rule == "file"
