"""The errors of georoutes.

::

    GeoroutesError
    ├── CaseError     (ValueError)    the case file is at fault; knows file, line and column
    ├── DateError     (ValueError)    not a date in EDTF
    ├── LimitError    (ValueError)    a mode, country or passage that is not known, or not to be limited so
    ├── NoPathError   (LookupError)   no path by this mode between these places
    ├── FrameError    (ValueError)    a frame lacks a column or holds the wrong kind of value
    ├── WriteError    (OSError)       the output cannot be written
    ├── DataError     (OSError)       the package's own data are missing or damaged
    ├── MissingExtraError (ModuleNotFoundError)  a package that this needs is not installed
    ├── OptionError   (ValueError)    an argument is out of its range, or a position off the globe
    └── WrongTypeError (TypeError)    an argument is of a kind that cannot be used

Every message says what was wrong, where, and what to do.
"""


class GeoroutesError(Exception):
    """Base of all errors that georoutes raises on purpose."""


class CaseError(GeoroutesError, ValueError):
    """A case file or a case is at fault.

    Parameters
    ----------
    message
        What is wrong and what to do about it.
    file
        The file's name as given, or "" for a case made in Python.
    line, column
        Where in the file, counted from 1; 0 when the place is not known.
    """

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        place = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{place}: {message}" if place else message)


class DateError(GeoroutesError, ValueError):
    """A text is not a date in EDTF (ISO 8601-2)."""


class LimitError(GeoroutesError, ValueError):
    """A mode is not known, or a network does not know the countries or passages that it is limited to."""


class NoPathError(GeoroutesError, LookupError):
    """There is no path by this mode between these places, or none that keeps to the limits given."""


class FrameError(GeoroutesError, ValueError):
    """A frame lacks a column or holds the wrong kind of value."""


class WriteError(GeoroutesError, OSError):
    """The output cannot be written; nothing was left behind."""


class DataError(GeoroutesError, OSError):
    """The package's own data are missing or damaged; the message says how to make them anew."""


class MissingExtraError(GeoroutesError, ModuleNotFoundError):
    """A package that this needs is not installed; the message says how to install it."""


class OptionError(GeoroutesError, ValueError):
    """An argument is none of those that there are, or a position is not on the globe."""


class WrongTypeError(GeoroutesError, TypeError):
    """An argument is of a kind that cannot be used."""
