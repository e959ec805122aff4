"""Turns a small float network of MediaPipe from TensorFlow Lite into ONNX.

The input keeps its layout (NHWC) and is named `input`; inside, everything is NCHW, as ONNX convolves. Weights stay in 16
bits, as the source has them, with a Cast that runtimes fold when they load. Only the operators that these networks have are
known; another one ends the program. Names and order of everything follow the source, so the same source gives the same bytes.
"""

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

# TensorFlow Lite's numbers for types and activations (schema.fbs).
TYPES = {0: np.float32, 1: np.float16, 2: np.int32, 3: np.uint8, 4: np.int64, 9: np.int8}
NO_ACTIVATION, RELU, RELU6 = 0, 1, 3
SAME_PADDING = 0
# Smaller tensors are kept in 32 bits: nothing is gained by a Cast.
SMALL = 16


def options(operator, kind):
    """The options of an operator, as the class that they are."""
    read, table = kind(), operator.BuiltinOptions()
    read.Init(table.Bytes, table.Pos)
    return read


def same_padding(length, kernel, stride, dilation=1):
    """What "SAME" adds before and after: as much as the output needs, the odd one after."""
    outputs = -(-length // stride)
    reach = (kernel - 1) * dilation + 1
    total = max((outputs - 1) * stride + reach - length, 0)
    return total // 2, total - total // 2


class Converter:
    """Walks the operators of one network and writes down the ONNX nodes that do the same."""

    def __init__(self, source):
        self.model = tflite.Model.GetRootAs(source, 0)
        self.graph = self.model.Subgraphs(0)
        self.nodes, self.weights = [], []
        self.constants, self.flat = {}, set()  # `flat`: tensors that are in their final layout already
        self.count = 0

    # Names and constants

    def unique(self, prefix):
        self.count += 1
        return f"{prefix}_{self.count}"

    @staticmethod
    def tensor(number):
        return f"t{number}"

    def shape(self, number):
        tensor = self.graph.Tensors(number)
        return [int(side) for side in tensor.ShapeAsNumpy()] if tensor.ShapeLength() else []

    def constant(self, number):
        """The values of a tensor that the file holds, or None."""
        if number in self.constants:
            return self.constants[number]
        tensor = self.graph.Tensors(number)
        buffer = self.model.Buffers(tensor.Buffer())
        if buffer.DataLength() == 0:
            return None
        values = np.frombuffer(buffer.DataAsNumpy().tobytes(), TYPES[tensor.Type()])
        self.constants[number] = values.reshape(self.shape(number))
        return self.constants[number]

    def weight(self, values):
        """A constant of 32 bits, kept in 16 where that saves something."""
        name, values = self.unique("w"), np.ascontiguousarray(values.astype(np.float32))
        if values.size < SMALL:
            self.weights.append(numpy_helper.from_array(values, name))
            return name
        assert np.abs(values).max() < 65000, "does not fit into 16 bits"
        self.weights.append(numpy_helper.from_array(values.astype(np.float16), name + "h"))
        self.nodes.append(helper.make_node("Cast", [name + "h"], [name], to=TensorProto.FLOAT))
        return name

    def exact(self, values):
        """A constant of 32 bits."""
        name = self.unique("w")
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def integers(self, values):
        name = self.unique("i")
        self.weights.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    # Nodes

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=self.unique(kind), **attributes))
        return output

    def activated(self, activation, output, write):
        """Has `write` fill `output`, with the activation that is fused into the operator."""
        if activation == NO_ACTIVATION:
            return write(output)
        before = write(output + "_pre")
        if activation == RELU:
            return self.add("Relu", [before], output)
        if activation == RELU6:
            return self.add("Clip", [before, self.weight(np.array(0.0)), self.weight(np.array(6.0))], output)
        raise SystemExit(f"activation {activation} is not known")

    def convolve(self, operator, inputs, output, depthwise):
        kind = tflite.DepthwiseConv2DOptions if depthwise else tflite.Conv2DOptions
        chosen = options(operator, kind)
        kernel, bias, shape = self.constant(inputs[1]), self.constant(inputs[2]), self.shape(inputs[0])
        height, width = kernel.shape[1:3]
        strides = [chosen.StrideH(), chosen.StrideW()]
        dilations = [chosen.DilationHFactor(), chosen.DilationWFactor()]
        pads = [0, 0, 0, 0]
        if chosen.Padding() == SAME_PADDING:
            top, bottom = same_padding(shape[1], height, strides[0], dilations[0])
            left, right = same_padding(shape[2], width, strides[1], dilations[1])
            pads = [top, left, bottom, right]
        kernel = kernel.transpose(3, 0, 1, 2) if depthwise else kernel.transpose(0, 3, 1, 2)
        self.activated(
            chosen.FusedActivationFunction(),
            output,
            lambda name: self.add(
                "Conv",
                [self.tensor(inputs[0]), self.weight(kernel), self.weight(bias)],
                name,
                kernel_shape=[height, width],
                strides=strides,
                dilations=dilations,
                group=shape[3] if depthwise else 1,
                pads=pads,
            ),
        )

    def bend(self, value, slopes, output):
        """PRelu as `slopes * x + (1 - slopes) * relu(x)`, both products as convolutions of one point for each channel. Runtimes
        have fast ones; their PRelu takes longer than all else in these networks."""
        slopes = slopes.astype(np.float16).astype(np.float32)
        point = {"kernel_shape": [1, 1], "group": len(slopes)}
        positive = self.add("Relu", [value], output + "_positive")
        straight = self.add("Conv", [value, self.weight(slopes)], output + "_straight", **point)
        rest = self.add("Conv", [positive, self.exact(1 - slopes)], output + "_rest", **point)
        self.add("Add", [straight, rest], output)

    def pool(self, operator, inputs, output):
        chosen, shape = options(operator, tflite.Pool2DOptions), self.shape(inputs[0])
        kernel = [chosen.FilterHeight(), chosen.FilterWidth()]
        strides, pads = [chosen.StrideH(), chosen.StrideW()], [0, 0, 0, 0]
        if chosen.Padding() == SAME_PADDING:
            top, bottom = same_padding(shape[1], kernel[0], strides[0])
            left, right = same_padding(shape[2], kernel[1], strides[1])
            pads = [top, left, bottom, right]
        self.add("MaxPool", [self.tensor(inputs[0])], output, kernel_shape=kernel, strides=strides, pads=pads)

    def convert(self, operator):
        code = self.model.OperatorCodes(operator.OpcodeIndex())
        kind = tflite.opcode2name(max(code.BuiltinCode(), code.DeprecatedBuiltinCode()))
        inputs = [int(number) for number in operator.InputsAsNumpy()]
        target = int(operator.OutputsAsNumpy()[0])
        first, output = self.tensor(inputs[0]), self.tensor(target)
        if kind == "DEQUANTIZE":
            self.constants[target] = self.constant(inputs[0]).astype(np.float32)
        elif kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            self.convolve(operator, inputs, output, kind == "DEPTHWISE_CONV_2D")
        elif kind == "MAX_POOL_2D":
            self.pool(operator, inputs, output)
        elif kind == "RELU":
            self.add("Relu", [first], output)
        elif kind == "PRELU":
            self.bend(first, self.constant(inputs[1]).reshape(-1, 1, 1, 1), output)
        elif kind == "ADD":
            activation = options(operator, tflite.AddOptions).FusedActivationFunction()
            second = self.tensor(inputs[1])
            self.activated(activation, output, lambda name: self.add("Add", [first, second], name))
        elif kind == "PAD":
            pads = self.constant(inputs[1]).astype(int)[[0, 3, 1, 2]]
            ends = self.integers(list(pads[:, 0]) + list(pads[:, 1]))
            self.add("Pad", [first, ends], output, mode="constant")
        elif kind == "RESHAPE":
            back = self.add("Transpose", [first], output + "_nhwc", perm=[0, 2, 3, 1])
            self.add("Reshape", [back, self.integers(self.shape(target))], output)
            self.flat.add(target)
        elif kind == "CONCATENATION":
            assert all(number in self.flat for number in inputs)
            axis = options(operator, tflite.ConcatenationOptions).Axis()
            self.add("Concat", [self.tensor(number) for number in inputs], output, axis=axis)
            self.flat.add(target)
        else:
            raise SystemExit(f"the operator {kind} is not known")


def needed(nodes, weights, names):
    """The nodes and weights that these outputs come from; nodes stand before those that they are needed by."""
    wanted, kept = set(names), []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1], [weight for weight in weights if weight.name in wanted]


def convert(source, names):
    """The ONNX file of a TensorFlow Lite file, as bytes; `names` are those of its outputs, in their order. One that has none is
    left out, with everything that is computed for it alone."""
    converter = Converter(source)
    graph = converter.graph
    for number in range(graph.OperatorsLength()):
        converter.convert(graph.Operators(number))

    entry = int(graph.InputsAsNumpy()[0])
    before = [helper.make_node("Transpose", ["input"], [converter.tensor(entry)], perm=[0, 3, 1, 2])]
    after, outputs = [], []
    for number, name in zip(map(int, graph.OutputsAsNumpy()), names):
        if name is None:
            continue
        shape = converter.shape(number)
        if number in converter.flat:
            after.append(helper.make_node("Identity", [converter.tensor(number)], [name]))
        else:
            assert shape[1] == shape[2] == 1, shape
            shape = [1, shape[3]]
            flat = converter.integers(shape)
            after.append(helper.make_node("Reshape", [converter.tensor(number), flat], [name]))
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    inputs = [helper.make_tensor_value_info("input", TensorProto.FLOAT, converter.shape(entry))]
    nodes, weights = before + converter.nodes + after, converter.weights
    if None in names:
        nodes, weights = needed(nodes, weights, names)
    whole = helper.make_graph(nodes, "face", inputs, outputs, weights)
    model = helper.make_model(
        whole,
        opset_imports=[helper.make_opsetid("", 13)],
        ir_version=8,
        producer_name="tflite_to_onnx.py",
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()
