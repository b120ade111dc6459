"""What is no Python package (SQL, pages, samples) travels in a wheel's kpi/_home; an editable install needs no copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOME = ("app.py", "pages", "sql", ".streamlit", "data/sample")


class Home(BuildHookInterface):
    """Puts the folders that `kpi.settings.home()` looks for into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what a standard wheel includes."""
        if version == "standard":
            build_data["force_include"] |= {
                str(Path(self.root, part)): f"kpi/_home/{part}" for part in HOME if Path(self.root, part).exists()
            }
