"""Chapter 5: seven ways downhill, on surfaces with a formula and on a real network's."""
