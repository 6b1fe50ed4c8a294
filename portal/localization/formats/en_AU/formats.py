"""How times and days are written where the clock has twelve hours and the day comes first."""

TIME_FORMAT = "g:i A"
DATE_FORMAT = "l, j F Y"
MONTH_DAY_FORMAT = "l, j F"
SHORT_DATETIME_FORMAT = "D, j\xa0M, g:i\xa0A"
