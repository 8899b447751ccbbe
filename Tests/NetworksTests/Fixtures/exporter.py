import json, struct, torch
from torch import nn

def export(model, folder, shape, mean, deviation, classes):
    pair = lambda v: list(v) if isinstance(v, tuple) else [v, v]
    window = lambda m: {"kernel": pair(m.kernel_size), "stride": pair(m.stride), "padding": pair(m.padding)}
    sizes = lambda i, o, m: {"in": i, "out": o, "bias": m.bias is not None, "initialiser": "pytorch", "bias-initialiser": "pytorch"}
    kinds = {nn.Linear: lambda m: ("linear", sizes(m.in_features, m.out_features, m)), nn.Flatten: lambda m: ("flatten", {}),
             nn.Conv2d: lambda m: ("conv2d", {**sizes(m.in_channels, m.out_channels, m), **window(m), "groups": m.groups}),
             nn.BatchNorm2d: lambda m: ("batch-norm2d", {"channels": m.num_features, "epsilon": m.eps, "momentum": m.momentum}),
             nn.MaxPool2d: lambda m: ("max-pool2d", window(m)), nn.AvgPool2d: lambda m: ("average-pool2d", window(m)),
             nn.AdaptiveAvgPool2d: lambda m: ("adaptive-average-pool2d", {"size": pair(m.output_size)}),
             nn.ReLU: lambda m: ("relu", {}), nn.Dropout: lambda m: ("dropout", {"probability": m.p}), nn.Softmax: lambda m: ("softmax", {})}
    lines = ["schema = 1", "[input]", f"shape = {list(shape)}", f"mean = {list(mean)}", f"deviation = {list(deviation)}", "[output]", f"classes = {json.dumps(classes)}"]
    for name, module in model.named_modules():
        if not list(module.children()):
            kind, keys = kinds[type(module)](module)
            assert getattr(module, "dilation", 1) in (1, (1, 1)) and not getattr(module, "ceil_mode", False), f"{name}: not in the format"
            lines += ["[[layer]]", f'name = "{name}"', f'type = "{kind}"'] + [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    open(f"{folder}/network.toml", "w").write("\n".join(lines) + "\n")
    floats = {n: t.detach().flatten().tolist() for n, t in model.state_dict().items() if t.is_floating_point()}
    ends = torch.tensor([4 * len(v) for v in floats.values()]).cumsum(0).tolist()
    header = json.dumps({n: {"dtype": "F32", "shape": list(model.state_dict()[n].shape), "data_offsets": [e - 4 * len(floats[n]), e]} for n, e in zip(floats, ends)}).encode()
    open(f"{folder}/weights.safetensors", "wb").write(struct.pack("<Q", len(header)) + header + b"".join(struct.pack(f"<{len(v)}f", *v) for v in floats.values()))
