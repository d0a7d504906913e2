"""Workers who learned, were trained, were shown a technique: persons, each once, out of the working-age people of a commune."""
