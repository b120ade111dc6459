"""Run SQL: the one factory of connections, version files, and what SQL may say."""
