"""Many movements at once: a table of origins and destinations in, a table of legs out."""

from georoutes.batch.rows import route_frame

__all__ = ["route_frame"]
