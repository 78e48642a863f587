"""A believable made-up city for trying Transom out: deterministic for a seed and a first day."""

from transom.wiring.demo.seeding import seed

__all__ = ["seed"]
