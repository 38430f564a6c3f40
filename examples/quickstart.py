"""From names to a map in ten lines."""

from pathlib import Path

import georoutes as gr
from gazetteer import Gazetteer

tripoli = Gazetteer().resolve("Tripoli", near="Beirut")  # without `near` it is an error: there are two
print(tripoli.name, tripoli.country, tripoli.lon, tripoli.lat)

sea = gr.path("Odesa", "Istanbul", mode="sea")
print(f"{sea.length_km:.0f} km, basis: {sea.basis}")

case = gr.read_case(Path(__file__).with_name("grain_odesa_tripoli.yaml"))
print(gr.legs(case)[["origin", "destination", "mode", "when", "length_km", "basis"]])
gr.draw(case).save("grain.html")
gr.write(case, "grain.geojson")
