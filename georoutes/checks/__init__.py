"""Find out whether a case holds together, and whether its quotes and its geography are so.

The findings are for the analyst before publication. Each says what it is about, what the case asserts, what
was measured and with which data.
"""

from georoutes.checks.run import FINDING_COLUMNS, check

__all__ = ["FINDING_COLUMNS", "check"]
