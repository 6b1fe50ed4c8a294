"""How times and days are written for American readers; see django.utils.dateformat."""

TIME_FORMAT = "g:i A"
DATE_FORMAT = "l, F j, Y"
MONTH_DAY_FORMAT = "l, F j"
SHORT_DATETIME_FORMAT = "D, M\xa0j, g:i\xa0A"
