"""The recipe of breach-tagger: posts to a small ONNX model. Not shipped.

Run `python -m train --help` from the folder above.
"""
