"""Language: normalised views, the spaCy pipeline, lexicons, names and what other detectors share."""
