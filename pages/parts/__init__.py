"""One file a part: a small function that takes plain data and draws one thing."""
