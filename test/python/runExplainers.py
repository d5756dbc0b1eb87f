"""Runs explainer files in plain ONNX Runtime: every row of a batch together, and each row alone.

usage: runExplainers.py FOLDER

FOLDER/jobs.json: [{"model": path, "image": npy path, "seed": npy path}]; paths relative to FOLDER.
Writes FOLDER/results.json, [{"batch": dimension, "together": outputs, "alone": [outputs]}] with outputs = {name: {"offset":
bytes, "shape": [...]}} into FOLDER/results.bin (little-endian float32).
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

FOLDER = pathlib.Path(sys.argv[1])


def check(path):
    """The file is valid to the letter, shapes inferred, and holds standard operators only."""
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path, load_external_data=False)
    domains = {entry.domain for entry in model.opset_import} | {node.domain for node in model.graph.node}
    assert domains <= {"", "ai.onnx"}, domains


def main():
    results = []
    with open(FOLDER / "results.bin", "wb") as binary:

        def run(session, image, seed):
            names = [output.name for output in session.get_outputs()]
            outputs = {}
            for name, array in zip(names, session.run(names, {"image": image, "seed": seed})):
                outputs[name] = {"offset": binary.tell(), "shape": array.shape}
                binary.write(array.astype("<f4").tobytes())
            return outputs

        for job in json.loads((FOLDER / "jobs.json").read_text()):
            path = str(FOLDER / job["model"])
            check(path)
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            image, seed = np.load(FOLDER / job["image"]), np.load(FOLDER / job["seed"])
            batch = session.get_inputs()[0].shape[0]
            rows = [run(session, image[i : i + 1], seed[i : i + 1]) for i in range(len(image))]
            together = rows[0] if batch == 1 else run(session, image, seed)
            results.append({"batch": batch, "together": together, "alone": rows})
    (FOLDER / "results.json").write_text(json.dumps(results))


main()
