"""The domain: cases, criteria, processes, clocks. No Teams, no network, no clock of its own."""
