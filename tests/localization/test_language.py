"""Which clock and which order of dates a browser's languages mean."""

from datetime import UTC, datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from portal.localization import language_for, samples

EVENING = datetime(2026, 11, 25, 22, 41, tzinfo=UTC)
AMERICAN = "Wed, Nov\xa025, 10:41\xa0PM"
AUSTRALIAN = "Wed, 25\xa0Nov, 10:41\xa0PM"
BRITISH = "Wed, 25\xa0Nov, 22:41"


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
        ("ar-EG,ar;q=0.9", "en-au"),
        ("ar-MA,ar;q=0.9", "en-gb"),
        ("zh-TW,zh;q=0.9", "en-au"),
        ("el-GR,el;q=0.9", "en-au"),
        ("es-AR,es;q=0.9", "en-au"),
        ("es-ES,es;q=0.9", "en-gb"),
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


def test_a_portal_without_english_falls_back_to_its_own_language(settings):
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("fi", "Finnish")], "fi"

    assert language_for("en-US,en;q=0.42") == "fi"


def test_what_the_reader_has_chosen_goes_first():
    assert language_for("en-US", chosen="en-gb") == "en-gb"


@pytest.mark.parametrize("chosen", ["", "tlh", "../en", "browser", "EN-GB"])
def test_a_choice_that_we_do_not_have_counts_as_none(chosen):
    assert language_for("en-US", chosen) == "en"


def test_each_clock_shows_itself():
    assert samples(EVENING.date()) == (
        ("en", AMERICAN),
        ("en-au", AUSTRALIAN),
        ("en-gb", BRITISH),
    )


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "10:41 PM; Wednesday, November 25; Wednesday, November 25, 2026"),
        ("en-au", "10:41 PM; Wednesday, 25 November; Wednesday, 25 November 2026"),
        ("en-gb", "22:41; Wednesday, 25 November; Wednesday, 25 November 2026"),
    ],
)
def test_times_and_whole_dates_are_written_in_the_same_way(language, written):
    formats = "TIME_FORMAT", "MONTH_DAY_FORMAT", "DATE_FORMAT"
    with override(language):
        assert "; ".join(date_format(EVENING, each) for each in formats) == written
