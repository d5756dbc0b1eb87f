"""Exports classifiers with seeded random weights to ONNX, for the breadth test. README.md says how to run it.

Beside NAME.onnx it writes NAME.input.bin (the image, float32) and NAME.facts.json: where the file comes from and
a float64 reference, which is PyTorch's own forward and autograd in float64 at the last activations of the network.
"""

import argparse
import json
import subprocess
import sys
import time
import traceback
import warnings
import zlib
from pathlib import Path

import numpy as np
import timm
import torch
import torchvision
from architectures import architectures
from torch import nn
from torch.overrides import TorchFunctionMode

CLASSES = 100
OPSET = {"torchscript": 17, "dynamo": 18}
# The reference is kept for this many of the last activations; the runner finds its own among them by value.
LAST_ACTIVATIONS = 16

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def create(library, name, side):
    if library == "tv":
        extra = {"init_weights": False, "aux_logits": False} if name in ("googlenet", "inception_v3") else {}
        return torchvision.models.get_model(name, weights=None, num_classes=CLASSES, **extra)
    try:
        return timm.create_model(name, pretrained=False, num_classes=CLASSES, exportable=True)
    except TypeError:
        return timm.create_model(name, pretrained=False, num_classes=CLASSES)


def settle(model, side):
    """Gives every parameter that starts out constant a value, and BatchNorm the statistics of noise."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.numel() > 1 and bool((parameter == parameter.flatten()[0]).all()):
                if name.endswith("bias"):
                    parameter.normal_(0, 0.1)
                else:
                    parameter.uniform_(0.5, 1.5) if parameter.dim() == 1 else parameter.normal_(0, 0.1)
    model.eval()
    norms = [module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]
    for module in model.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    if norms:
        for norm in norms:
            norm.momentum = None
            norm.train()
        with torch.no_grad():
            for _ in range(2):
                model(torch.randn(4, 3, side, side))
    model.eval()


def to_onnx(model, image, path, exporter):
    names = {"input_names": ["image"], "output_names": ["logits"], "opset_version": OPSET[exporter]}
    if exporter == "torchscript":
        axes = {"image": {0: "N"}, "logits": {0: "N"}}
        try:
            torch.onnx.export(model, (image,), str(path), dynamo=False, dynamic_axes=axes, **names)
        except torch.onnx.errors.SymbolicValueError:
            # Kernels or windows whose shape follows from the batch: the exporter can only fix the batch at 1.
            torch.onnx.export(model, (image,), str(path), dynamo=False, **names)
        return
    shapes = ({0: torch.export.Dim("N", min=1, max=64)},)
    pair = torch.cat([image, image])
    torch.onnx.export(
        model, (pair,), str(path), dynamo=True, dynamic_shapes=shapes, external_data=False, verbose=False, **names
    )


class Activations(TorchFunctionMode):
    """Remembers every 4-D result that the classifier's functions gave."""

    def __init__(self):
        super().__init__()
        self.found = []

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor) and result.dim() == 4 and result.requires_grad:
            self.found.append(result)
        return result


def reference(model, image):
    """Logits, and for the last activations the sums over space of A, g and g A, in float64."""
    model.double()
    image = image.double().requires_grad_(True)
    with Activations() as activations:
        logits = model(image)
    logits = logits.reshape(1, -1)
    top = int(logits.argmax())
    spatial = [each for each in activations.found if each.shape[2] * each.shape[3] > 1][-LAST_ACTIVATIONS:]
    gradients = torch.autograd.grad(logits[0, top], spatial, allow_unused=True)
    layers = []
    for activation, gradient in zip(spatial, gradients):
        if gradient is None:
            continue
        sums = [(each.sum((2, 3))[0]).tolist() for each in (activation, gradient, activation * gradient)]
        layers.append(
            {
                "shape": list(activation.shape[1:]),
                "activation": sums[0],
                "gradient": sums[1],
                "product": sums[2],
            }
        )
    return {"logits": logits[0].tolist(), "class": top, "layers": layers}


def export_one(family, library, name, side, exporter, folder):
    stem = f"{library}.{name}.{exporter}"
    torch.manual_seed(zlib.crc32(name.encode()))
    model = create(library, name, side)
    settle(model, side)
    image = torch.randn(1, 3, side, side)
    start = time.perf_counter()
    to_onnx(model, image, folder / f"{stem}.onnx", exporter)
    facts = {
        "family": family,
        "library": library,
        "name": name,
        "exporter": exporter,
        "side": side,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "exportSeconds": round(time.perf_counter() - start, 1),
        "versions": f"torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]},"
        f" timm {timm.__version__}",
    }
    image.numpy().astype(np.float32).tofile(folder / f"{stem}.input.bin")
    try:
        facts["reference"] = reference(model, image)
    except Exception as error:
        facts["referenceError"] = str(error).splitlines()[0][:200]
    (folder / f"{stem}.facts.json").write_text(json.dumps(facts))


def note_failure(family, library, name, side, exporter, folder, error):
    """An architecture that its exporter cannot write is a row of the table too."""
    text = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    facts = {"family": family, "library": library, "name": name, "exporter": exporter, "side": side}
    reason = text.strip().split(" Please")[0][:200]
    facts["exportError"] = f"{type(error).__name__}: {reason}"
    (folder / f"{library}.{name}.{exporter}.facts.json").write_text(json.dumps(facts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the models go")
    parser.add_argument("--exporter", choices=list(OPSET), default="torchscript")
    parser.add_argument("--only", default="", help="names (or families), separated by commas")
    parser.add_argument("--skip", default="", help="names to leave out, separated by commas")
    parser.add_argument("--run", action="store_true", help="run the runner after each few models and delete them")
    parser.add_argument("--chunk", type=int, default=6, help="how many models lie on disk at a time with --run")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, options.only.split(",")))
    skip = set(options.skip.split(","))
    waiting = 0
    for family, library, name, side, by_dynamo in architectures():
        if only and not only & {name, family} or name in skip:
            continue
        if options.exporter == "dynamo" and not by_dynamo and name not in only:
            continue
        try:
            export_one(family, library, name, side, options.exporter, options.folder)
            print("exported", name, flush=True)
        except Exception as error:
            note_failure(family, library, name, side, options.exporter, options.folder, error)
            print("failed", name, flush=True)
            traceback.print_exc(limit=2)
        waiting += 1
        if options.run and waiting >= options.chunk:
            run_and_delete(options.folder)
            waiting = 0
    if options.run and waiting:
        run_and_delete(options.folder)


def run_and_delete(folder):
    runner = Path(__file__).with_name("run.mjs")
    subprocess.run(["node", str(runner), str(folder)], check=False, stdout=sys.stdout)
    for file in folder.iterdir():
        if file.is_file():
            file.unlink()


if __name__ == "__main__":
    main()
