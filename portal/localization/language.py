"""
Which of settings.LANGUAGES a reader gets: a translation if there is one, else an English.

Each English has a clock and an order of dates (see formats). Since a language is part of the name
of all that is rendered once for many, nobody is shown another reader's clock.
"""

from datetime import date, datetime, time
from functools import lru_cache

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation.trans_real import parse_accept_lang_header

AMERICAN, AUSTRALIAN, BRITISH = "en", "en-au", "en-gb"
ENGLISHES = (AMERICAN, AUSTRALIAN, BRITISH)
MAX_CHARS = 200  # of the header; browsers send fewer

# https://cldr.unicode.org/: supplemental data, the preferred hours of a region ("h" or "H").
MONTH_FIRST = {"en", "en-us", "en-ca", "en-ph", "en-pr", "es-us"}
TWELVE_HOURS = {
    "en-au", "en-nz", "en-in", "en-pk", "en-bd", "en-lk", "en-my", "en-sg", "en-hk",
    "en-jm", "en-tt", "en-bs", "en-bb", "es-mx", "es-co", "es-ve", "es-pa", "es-pr", "es-do",
    "es-ar", "es-cl", "es-pe", "zh-tw", "zh-hk", "el", "sq",
    "ar", "hi", "bn", "ta", "te", "mr", "gu", "pa", "ur", "ml", "kn", "ko", "fil", "ms", "am",
}  # fmt: skip
TWENTY_FOUR_HOURS = {"ar-ma"}  # unlike the rest of the language


def language_for(accept_language: str, chosen: str = "") -> str:
    """The reader's language by the header Accept-Language; `chosen` goes first if we have it."""
    if chosen in ENGLISHES:
        return chosen
    return _by_header(accept_language[:MAX_CHARS])


@lru_cache(1024)
def _by_header(header: str) -> str:
    tags = [tag for tag, _ in parse_accept_lang_header(header) if tag != "*"]
    for tag in tags:
        if tag.partition("-")[0] == "en":
            break
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    english = _english_for(tags[0] if tags else AMERICAN)
    return english if english in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@lru_cache(8)
def samples(day: date) -> tuple[tuple[str, str], ...]:
    """Each of ENGLISHES with an evening of that day as its readers write it."""
    moment = datetime.combine(day, time(22, 41))
    return tuple((language, _sample(language, moment)) for language in ENGLISHES)


def _sample(language: str, moment: datetime) -> str:
    with override(language):
        return date_format(moment, "SHORT_DATETIME_FORMAT")


def _english_for(tag: str) -> str:
    """The English with the clock and the dates of `tag`, the language that is liked best."""
    if tag in MONTH_FIRST:
        return AMERICAN
    has_twelve_hours = tag in TWELVE_HOURS or tag.partition("-")[0] in TWELVE_HOURS
    return AUSTRALIAN if has_twelve_hours and tag not in TWENTY_FOUR_HOURS else BRITISH
