"""Which clock and which order of dates a browser's languages mean."""

from datetime import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from portal.localization import language_for, samples

EVENING = datetime(2026, 11, 25, 22, 41)
AMERICAN = "10:41 PM, Wednesday, November 25"
AUSTRALIAN = "10:41 PM, Wednesday, 25 November"
BRITISH = "22:41, Wednesday, 25 November"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("en-US,en;q=0.9", "en"),
        ("en", "en"),
        ("en-CA", "en"),
        ("en-AU,en;q=0.8", "en-au"),
        ("en-IN", "en-au"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "en-au"),
        ("en-GB,en;q=0.9", "en-gb"),
        ("en-IE", "en-gb"),
        ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-gb"),
        ("ja", "en-gb"),
        ("fr;q=0.3,en-US;q=0.9", "en"),
        ("nonsense \x00;;q=,,", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_the_languages_of_a_browser_mean_a_clock(header, language):
    assert language_for(header) == language


def test_a_translation_is_preferred_to_english(settings):
    settings.LANGUAGES = [("en", "English"), ("fi", "Finnish")]

    assert language_for("fi-FI,fi;q=0.9,en;q=0.5") == "fi"


def test_what_the_reader_has_chosen_goes_first():
    assert language_for("en-US", chosen="en-gb") == "en-gb"


@pytest.mark.parametrize("chosen", ["", "tlh", "../en", "browser", "EN-GB"])
def test_a_choice_that_we_do_not_have_counts_as_none(chosen):
    assert language_for("en-US", chosen) == "en"


def test_each_clock_shows_itself():
    assert samples(EVENING.date()) == [
        ("en", AMERICAN),
        ("en-au", AUSTRALIAN),
        ("en-gb", BRITISH),
    ]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Wednesday, November 25, 2026; Wed, Nov 25, 10:41 PM"),
        ("en-au", "Wednesday, 25 November 2026; Wed, 25 Nov, 10:41 PM"),
        ("en-gb", "Wednesday, 25 November 2026; Wed, 25 Nov, 22:41"),
    ],
)
def test_whole_dates_are_written_in_the_same_order(language, written):
    with override(language):
        formats = "DATE_FORMAT", "SHORT_DATETIME_FORMAT"
        assert "; ".join(date_format(EVENING, each) for each in formats) == written
