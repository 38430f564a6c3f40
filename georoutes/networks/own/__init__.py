"""Networks of your own: from lines, from OpenStreetMap, to one file and back."""

from georoutes.networks.own.network import Network

__all__ = ["Network"]
