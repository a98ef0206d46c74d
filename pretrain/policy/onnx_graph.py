"""A thin layer over onnx.helper: collect nodes, initialisers, inputs and outputs, then write one file."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:  # who writes a graph from arrays (hubsize) needs no torch
    from torch import Tensor

FLOAT, INT64, INT32 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32
CONTRIB = "com.microsoft"


class GraphBuilder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, dtype: int, shape: list[int | str]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name: str, dtype: int, shape: list[int | str]) -> str:
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def constant(self, name: str, value: np.ndarray | Tensor) -> str:
        """Adds an initialiser once; float64 becomes float32."""
        if name not in self.initializers:
            array = value.detach().numpy() if hasattr(value, "detach") else np.asarray(value)
            array = array.astype(np.float32) if array.dtype == np.float64 else array
            self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def ints(self, *values: int) -> str:
        return self.constant("/model/constants/INT64/[" + ", ".join(map(str, values)) + "]", np.array(values, np.int64))

    def node(
        self, op: str, name: str, inputs: list[str], outputs: list[str] | None = None, domain: str = "", **attributes: object
    ) -> str:
        """Adds a node called `name`; its first output is `name`/output_0 unless `outputs` are given. Returns that name."""
        outputs = outputs or [f"{name}/output_0"]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs[0]

    def save(self, path: Path) -> None:
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, list(self.initializers.values()))
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="rollscope-pretrain")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(model.SerializeToString(deterministic=True))
