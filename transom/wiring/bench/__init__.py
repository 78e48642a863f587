"""Measures our pages beside a bare one with as many rows, in the same run: machines are noisy, ratios are not."""
