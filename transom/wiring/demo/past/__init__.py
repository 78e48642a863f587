"""Two years of a made-up city, worked out by the real rules in memory and loaded in one go."""

from transom.wiring.demo.past.loading import load, work_out

__all__ = ["load", "work_out"]
