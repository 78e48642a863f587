"""A believable made-up city for trying Transom out: deterministic for a seed and a first day."""

from transom.wiring.demo.seeding import OF_THE_PAST, seed

__all__ = ["OF_THE_PAST", "seed"]
