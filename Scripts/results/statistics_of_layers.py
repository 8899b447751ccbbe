"""The few statistics that the pages need."""


def mean(values):
    return sum(values) / len(values)


def ranks(values):
    """Ranks from 1; equal values share the mean of their ranks."""
    order = sorted(values)
    return [mean([place + 1 for place, other in enumerate(order) if other == value]) for value in values]


def spearman(first, second):
    a, b = ranks(first), ranks(second)
    centre = (len(a) + 1) / 2
    product = sum((x - centre) * (y - centre) for x, y in zip(a, b))
    spread = sum((x - centre) ** 2 for x in a) * sum((y - centre) ** 2 for y in b)
    return product / spread ** 0.5 if spread else float("nan")


def median(values):
    order = sorted(values)
    middle = len(order) // 2
    return order[middle] if len(order) % 2 else (order[middle - 1] + order[middle]) / 2
