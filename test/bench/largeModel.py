"""python test/bench/largeModel.py FOLDER: writes a classifier of 2.2 GB there, its weights in a file beside it.

A small convolutional backbone, then one hidden layer of 50 176 x 11 008 seeded floats. Needs onnx and numpy.
"""

import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
random = np.random.default_rng(0)
HIDDEN = 11_008
FEATURES = 16 * 56 * 56


def write(file, name, shape, scale):
    """Appends seeded floats to the open file, a thousand rows at a time, and says where they lie."""
    offset = file.tell()
    for start in range(0, shape[0], 1000):
        rows = (min(1000, shape[0] - start), *shape[1:])
        file.write((random.standard_normal(rows, dtype=np.float32) * scale).tobytes())
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "model.onnx_data"), ("offset", offset), ("length", file.tell() - offset)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


with open(os.path.join(folder, "model.onnx_data"), "wb") as file:
    weights = [
        write(file, "stem", (16, 3, 7, 7), 0.1),
        write(file, "hidden", (HIDDEN, FEATURES), 0.005),
        write(file, "classes", (1000, HIDDEN), 0.01),
    ]
graph = helper.make_graph(
    [
        helper.make_node("Conv", ["image", "stem"], ["a"], "stem", strides=[4, 4], pads=[3, 3, 3, 3]),
        helper.make_node("Relu", ["a"], ["b"], "relu"),
        helper.make_node("Flatten", ["b"], ["f"], "flatten"),
        helper.make_node("Gemm", ["f", "hidden"], ["h"], "hidden", transB=1),
        helper.make_node("Relu", ["h"], ["r"], "hidden_relu"),
        helper.make_node("Gemm", ["r", "classes"], ["logits"], "classes", transB=1),
    ],
    "large",
    [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, 224, 224])],
    [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 1000])],
    weights,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
with open(os.path.join(folder, "model.onnx"), "wb") as file:
    file.write(model.SerializeToString())
