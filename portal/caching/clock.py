"""
Moments in shared stores, which another clock may have written: of a machine that is ahead, or this
one's before it was set back.
"""

import time

MAX_SKEW_SECONDS = 300.0  # clocks of machines differ by less; what lies further ahead is wrong


def seconds_since(moment: float) -> float:
    """
    How long ago `moment` was, in epoch seconds: never less than 0.

    It is infinitely long ago if it lies further ahead than clocks differ.
    """
    age = time.time() - moment
    return max(0.0, age) if age >= -MAX_SKEW_SECONDS else float("inf")


def is_over(until: float, longest: float) -> bool:
    """
    Whether something has ended that lasts until `until` (epoch seconds), and `longest` at most.

    What would last longer than that was written by another clock, and counts as over.
    """
    return not 0 < until - time.time() <= longest
