"""What `scripts/bench.py` is made of: settings and URLs of the measured site, its seed, and the figures."""
