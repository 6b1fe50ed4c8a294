"""Pure rules over workshops: no clock, setting, cache or request is read here."""
