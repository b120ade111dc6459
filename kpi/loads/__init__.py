"""The narrow door to the data.

`change` loads, undoes and rebuilds; `history`, `quarantine`, `status` and `check` tell of it.
"""
