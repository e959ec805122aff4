"""Turns dlib's face recognition network (dlib_face_recognition_resnet_model_v1.dat) into ONNX.

Input `input`: 1x150x150x3, red, green and blue, 0 to 255: dlib's chip of 150 pixels with a quarter around the face. Output
`embedding`: 1x128, not normalised; dlib compares by Euclidean distance. Weights are kept in 8 bits with one scale for each
output channel, as Cast and Mul, which runtimes fold when they load; arithmetic is in 32 bits. dlib's affine layers, which
follow every convolution, are folded into it.
"""

import re

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# What dlib takes from a pixel before the first convolution, and divides by (input_rgb_image_sized).
MEAN, PARTS = [122.782, 117.001, 104.298], 256
# The residual blocks from the input on: filters, and whether the block halves width and height.
BLOCKS = [
    (32, False), (32, False), (32, False), (64, True), (64, False), (64, False), (64, False),
    (128, True), (128, False), (128, False), (256, True), (256, False), (256, False), (256, True),
]  # fmt: skip
# Width and height after the first convolution and pooling.
FIRST_SIDE = 35


def read_integer(data, at):
    """dlib's variable-length integer: a byte with sign and length, then the bytes, least first."""
    control = data[at]
    length = control & 15
    value = int.from_bytes(data[at + 1 : at + 1 + length], "little")
    return (-value if control & 0x80 else value), at + 1 + length


def read_tensor(data, at):
    version, at = read_integer(data, at)
    assert version == 2, version
    shape = []
    for _ in range(4):
        side, at = read_integer(data, at)
        shape.append(side)
    count = int(np.prod(shape))
    return np.frombuffer(data, "<f4", count, at).reshape(shape).copy(), at + 4 * count


def layers(data):
    """The layers that have weights, from the input on: kind, weights, and filters of a convolution."""
    found = []
    for match in re.finditer(rb"\x01\x05con_4|\x01\x07affine_|\x01\x04fc_2", data):
        kind, at = match.group()[2:], match.end()
        if kind == b"fc_2":
            for _ in range(2):
                _, at = read_integer(data, at)
        weights, at = read_tensor(data, at)
        if kind == b"con_4":
            filters, at = read_integer(data, at)
            found.append(("con", weights.ravel(), filters))
        elif kind == b"affine_":
            found.append(("affine", weights.ravel(), 0))
        else:
            found.append(("fc", weights.reshape(weights.shape[0], -1), 0))
    return found


class Graph:
    """The nodes and weights that are written down, each under a name of its own."""

    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def unique(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def constant(self, values):
        name = self.unique("c")
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind, inputs, **attributes):
        output = self.unique(kind.lower())
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output + "_n", **attributes))
        return output

    def weight(self, values):
        """Weights in 8 bits, scaled by the first axis; what has one axis alone stays in 32."""
        values = values.astype(np.float32)
        if values.ndim == 1:
            return self.constant(values)
        scale = np.abs(values.reshape(values.shape[0], -1)).max(1) / 127
        scale[scale == 0] = 1
        scale = scale.reshape(-1, *[1] * (values.ndim - 1))
        small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        cast = self.add("Cast", [self.constant(small)], to=TensorProto.FLOAT)
        return self.add("Mul", [cast, self.constant(scale.astype(np.float32))])


def convert(source):
    """The ONNX file of dlib's file, as bytes."""
    rest, graph = iter(layers(source)), Graph()

    def convolve(x, channels, kernel, stride, pad):
        """A convolution and the affine layer behind it, as one."""
        kind, values, filters = next(rest)
        assert kind == "con"
        count = filters * channels * kernel * kernel
        weights = values[:count].reshape(filters, channels, kernel, kernel).astype(np.float64)
        bias = values[count:].astype(np.float64)
        assert bias.size == filters
        kind, affine, _ = next(rest)
        assert kind == "affine" and affine.size == 2 * filters
        gain, shift = affine[:filters].astype(np.float64), affine[filters:]
        inputs = [x, graph.weight(weights * gain[:, None, None, None]), graph.weight(bias * gain + shift)]
        shape = dict(kernel_shape=[kernel, kernel], strides=[stride] * 2, pads=[pad] * 4)
        return graph.add("Conv", inputs, **shape), filters

    def padded(x, channels, side):
        ends = graph.constant(np.array([0, 0, 0, 0, 0, channels, side, side], np.int64))
        return graph.add("Pad", [x, ends], mode="constant")

    x = graph.add("Transpose", ["input"], perm=[0, 3, 1, 2])
    mean = np.array(MEAN, np.float32).reshape(1, 3, 1, 1)
    x = graph.add("Sub", [x, graph.constant(mean)])
    x = graph.add("Mul", [x, graph.constant(np.array(1 / PARTS, np.float32))])
    x, channels = convolve(x, 3, 7, 2, 0)
    x = graph.add("Relu", [x])
    x = graph.add("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2])
    side = FIRST_SIDE
    for filters, halves in BLOCKS:
        y, _ = convolve(x, channels, 3, 2 if halves else 1, 0 if halves else 1)
        y = graph.add("Relu", [y])
        y, _ = convolve(y, filters, 3, 1, 1)
        if halves:
            # dlib adds tensors of different sizes as if the smaller went on with zeros.
            x = graph.add("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
            side_y, side_x = (side - 3) // 2 + 1, (side - 2) // 2 + 1
            side = max(side_y, side_x)
            if filters > channels or side > side_x:
                x = padded(x, filters - channels, side - side_x)
            if side > side_y:
                y = padded(y, 0, side - side_y)
            channels = filters
        x = graph.add("Relu", [graph.add("Add", [y, x])])
    x = graph.add("ReduceMean", [x], axes=[2, 3], keepdims=0)
    kind, weights, _ = next(rest)
    assert kind == "fc" and weights.shape == (256, 128), weights.shape
    last = graph.add("Transpose", [graph.weight(weights.T.copy())], perm=[1, 0])
    graph.nodes.append(helper.make_node("MatMul", [x, last], ["embedding"], name="fc"))
    assert next(rest, None) is None, "there are layers left"

    whole = helper.make_graph(
        graph.nodes,
        "dlib_resnet",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 150, 150, 3])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, 128])],
        graph.weights,
    )
    model = helper.make_model(
        whole,
        opset_imports=[helper.make_opsetid("", 13)],
        ir_version=8,
        producer_name="dlib_to_onnx.py",
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()
