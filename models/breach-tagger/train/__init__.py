"""Training, calibrating, exporting and measuring the breach tagger; run `python -m train` in the folder above."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is loaded, whose newer versions report their use
