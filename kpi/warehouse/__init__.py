"""From files to raw rows and newest states: load, undo, quarantine, archive and rebuild, in a working file."""
