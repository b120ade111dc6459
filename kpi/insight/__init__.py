"""From figures to an explanation: what a change is made of."""
