"""The recipe of breach-tagger: posts to a small ONNX model. Not shipped.

Run `python -m train --help` from the folder above.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is loaded, whose newer versions report their use
