"""Coordinates as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.where.coordinates import read_place


@pytest.mark.parametrize(
    "text",
    [
        "3.885 45.027", "45.027 3.885", "3,885 45,027", "3,885 ; 45,027", "3.885, 45.027",
        "3.885,45.027", "45.027,3.885", "  3.885  45.027  ",
    ],
)  # fmt: skip
def test_degrees_in_either_order(text):
    assert read_place(text) == (3.885, 45.027)


@pytest.mark.parametrize("text", ["769600 6437000", "6437000 ; 769600", "769600,0 6437000,0"])
def test_lambert_93_in_either_order(text):
    lon, lat = read_place(text)
    assert (round(lon, 4), round(lat, 4)) == (3.8837, 45.0287)


@pytest.mark.parametrize(
    "text", ["", "ici", "3.885", "3.885 45.027 7", "3,885,45,027", "200 45", "0 0", "nan nan"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(InputError):
        read_place(text)


@given(st.floats(-5, 9), st.floats(42, 51))
def test_what_is_written_is_read_again(lon, lat):
    assert read_place(f"{lon:.6f},{lat:.6f}") == (round(lon, 6), round(lat, 6))
