"""The reader's language, clock and order of dates."""

from portal.localization.language import ENGLISHES, language_for, samples

__all__ = ["ENGLISHES", "language_for", "samples"]
