"""Two years of a made-up city, worked out by the real rules in memory and loaded in one go."""

from transom.wiring.demo.past.loading import load, work_out
from transom.wiring.demo.past.plans import plans

__all__ = ["load", "plans", "work_out"]
