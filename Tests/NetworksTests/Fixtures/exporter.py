import itertools, json, struct, torch
from torch import nn

def export(model, folder, shape, mean, deviation, classes, architecture=None):
    pair = lambda v: list(v) if isinstance(v, tuple) else [v, v]
    window = lambda m: {"kernel": pair(m.kernel_size), "stride": pair(m.stride), "padding": pair(m.padding)}
    sizes = lambda i, o, m: {"in": i, "out": o, "bias": m.bias is not None, "initialiser": "pytorch", "bias-initialiser": "pytorch"}
    norm = lambda m: ("batch-norm2d", {"channels": m.num_features, "epsilon": m.eps, "momentum": m.momentum})
    kinds = {nn.Linear: lambda m: ("linear", sizes(m.in_features, m.out_features, m)), nn.Flatten: lambda m: ("flatten", {}),
             nn.Conv2d: lambda m: ("conv2d", {**sizes(m.in_channels, m.out_channels, m), **window(m), "groups": m.groups}),
             nn.BatchNorm1d: norm, nn.BatchNorm2d: norm, nn.MaxPool2d: lambda m: ("max-pool2d", window(m)), nn.AvgPool2d: lambda m: ("average-pool2d", window(m)),
             nn.AdaptiveAvgPool2d: lambda m: ("adaptive-average-pool2d", {"size": pair(m.output_size)}),
             nn.ReLU: lambda m: ("relu", {}), nn.Dropout: lambda m: ("dropout", {"probability": m.p}), nn.Softmax: lambda m: ("softmax", {})}
    lines = ["schema = 1"] + [f'architecture = "{architecture}"'] * bool(architecture) + ["[input]", f"shape = {list(shape)}", f"mean = {list(mean)}", f"deviation = {list(deviation)}", "[output]", f"classes = {json.dumps(classes)}"]
    for name, module in [] if architecture else model.named_modules():
        if not list(module.children()):
            kind, keys = kinds[type(module)](module)
            assert getattr(module, "dilation", 1) in (1, (1, 1)) and not getattr(module, "ceil_mode", False), f"{name}: not in the format"
            lines += ["[[layer]]", f'name = "{name}"', f'type = "{kind}"'] + [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    open(f"{folder}/network.toml", "w").write("\n".join(lines) + "\n")
    tensors = {n: t.detach().float().cpu().contiguous().numpy() for n, t in model.state_dict().items() if t.is_floating_point()}
    ends = itertools.accumulate(t.nbytes for t in tensors.values())
    header = json.dumps({n: {"dtype": "F32", "shape": list(t.shape), "data_offsets": [e - t.nbytes, e]} for (n, t), e in zip(tensors.items(), ends)}).encode()
    open(f"{folder}/weights.safetensors", "wb").writelines([struct.pack("<Q", len(header)), header, *(t.tobytes() for t in tensors.values())])
