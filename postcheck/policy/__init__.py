"""Rules read detections and know no text: what a detection means here, now, and under which clause."""
