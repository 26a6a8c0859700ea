"""Numbers over many cases: counts, times, limits that passed and what is learnt. Source: R99 (G177, G178, G182)."""
