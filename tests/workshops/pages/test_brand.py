import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.pages import brand

colors = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_without_a_brand_color_there_is_no_stylesheet():
    assert brand.stylesheet("", "#ffffff") == ""


@pytest.mark.parametrize(
    ("color", "text_color", "expected"),
    [
        ("#003366", "#ffcc00", "#ffcc00"),
        ("#003366", "#003377", "#ffffff"),
        ("#003366", "", "#ffffff"),
        ("#ffcc00", "#ffffff", "#000000"),
    ],
)
def test_the_organizers_text_color_is_used_if_it_can_be_read(color, text_color, expected):
    css = brand.stylesheet(color, text_color)

    assert css == f":root{{--brand:{color};--on-brand:{expected}}}"


@given(colors, st.one_of(st.just(""), colors))
def test_text_on_any_brand_color_can_be_read(color, text_color):
    css = brand.stylesheet(color, text_color)

    on_brand = re.fullmatch(r":root\{--brand:#\w{6};--on-brand:(#\w{6})\}", css)[1]
    assert brand.contrast(color, on_brand) >= 4.5


@given(colors, colors)
def test_contrast_is_the_same_both_ways_and_from_1_to_21(one, other):
    contrast = brand.contrast(one, other)

    assert contrast == brand.contrast(other, one)
    assert 1 <= contrast <= 21


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),  # the gray that just fails, in every checker
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_agrees_with_well_known_checkers(one, other, expected):
    assert brand.contrast(one, other) == pytest.approx(expected, abs=0.005)
