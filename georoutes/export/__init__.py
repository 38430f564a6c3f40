"""Cases and frames out to files, by the suffix of the file's name."""

from georoutes.export.writer import write

__all__ = ["write"]
