"""Maps of routes: frames in, one HTML file out, which needs no network."""

from georoutes.maps.drawing import draw
from georoutes.maps.paper import figure
from georoutes.maps.routemap import RouteMap

__all__ = ["RouteMap", "draw", "figure"]
