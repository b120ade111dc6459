"""A believable department's exports, as the platforms write them, and the truth planted in them."""

from kpi.demo.department import write
from kpi.demo.prepare import prepare
from kpi.demo.samples import samples
from kpi.demo.truth import Truth

__all__ = ["Truth", "prepare", "samples", "write"]
