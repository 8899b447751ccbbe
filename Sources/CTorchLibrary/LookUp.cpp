#include "Guard.hpp"
#include "Parallel.hpp"

#include <ATen/TensorIndexing.h>

namespace {
// One pass over memory, where converting, dividing and normalising would be four.
at::Tensor looked_up(const at::Tensor &bytes, const at::Tensor &table) {
  at::Tensor result = at::empty(bytes.sizes(), table.options());
  const int64_t channels = bytes.size(1), planes = bytes.size(0) * channels;
  const int64_t area = planes == 0 ? 0 : bytes.numel() / planes;
  const uint8_t *from = bytes.data_ptr<uint8_t>();
  const float *values = table.data_ptr<float>();
  float *to = result.data_ptr<float>();
  in_parallel(planes, (1 << 15) / std::max<int64_t>(area, 1) + 1, to, [=](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; plane++) {
      const float *row = values + plane % channels * 256;
      for (int64_t i = plane * area; i < (plane + 1) * area; i++) to[i] = row[from[i]];
    }
  });
  return result;
}
} // namespace

extern "C" {

ct_tensor ct_look_up(ct_tensor bytes, ct_tensor table) {
  return guard("look-up of bytes", {bytes, table}, [&] {
    const at::Tensor from = borrow(bytes).contiguous(), values = borrow(table).detach().contiguous();
    TORCH_CHECK(from.scalar_type() == at::kByte && from.dim() >= 2, "expected bytes [N, C, …]");
    const int64_t channels = from.size(1);
    TORCH_CHECK(values.scalar_type() == at::kFloat && values.sizes() == at::IntArrayRef({channels, 256}),
                "expected a table [", channels, ", 256] of float32");
    if (from.device().is_cpu() && values.device().is_cpu()) return looked_up(from, values);
    std::vector<int64_t> shape(static_cast<size_t>(from.dim()), 1);
    shape[1] = channels;
    return values.index({at::arange(channels, from.options().dtype(at::kLong)).view(shape), from.to(at::kLong)});
  });
}
}
