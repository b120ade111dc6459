"""From figures to an assessment: what a month, a department and a person are shown as."""
