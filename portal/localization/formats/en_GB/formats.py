"""How times and days are written where the clock has 24 hours: most of the world."""

TIME_FORMAT = "H:i"
DATE_FORMAT = "l, j F Y"
MONTH_DAY_FORMAT = "l, j F"
SHORT_DATETIME_FORMAT = "D, j\xa0M, H:i"
