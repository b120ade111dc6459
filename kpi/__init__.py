"""Kaohe: every role's KPIs from the department's raw exports."""
