"""File → searchable library; imports nothing of ours outside itself."""

import os

# onnxruntime tells its maker's host of every start unless this stands before it is imported; a call afterwards is too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
