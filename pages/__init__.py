"""What people see: one file a page, drawn from figures by the parts; nothing is computed here."""
