#include "Guard.hpp"
#include "Parallel.hpp"

#include <algorithm>
#include <cstring>

namespace {
struct Picture {
  int64_t height, width;
};

// One plane: row y of the result is row y + down of the source, from column `right` on, with zeros beyond the borders.
void move_plane(const uint8_t *from, uint8_t *to, Picture size, int64_t down, int64_t right, bool mirrored) {
  const int64_t first = std::clamp<int64_t>(-right, 0, size.width);
  const int64_t last = std::clamp<int64_t>(size.width - right, first, size.width);
  for (int64_t y = 0; y < size.height; y++, to += size.width) {
    const int64_t row = y + down;
    if (row < 0 || row >= size.height || first == last) {
      std::memset(to, 0, static_cast<size_t>(size.width));
      continue;
    }
    std::memset(to, 0, static_cast<size_t>(first));
    std::memcpy(to + first, from + row * size.width + first + right, static_cast<size_t>(last - first));
    std::memset(to + last, 0, static_cast<size_t>(size.width - last));
    if (mirrored) std::reverse(to, to + size.width);
  }
}

at::Tensor moved(const at::Tensor &bytes, const at::Tensor &moves) {
  at::Tensor result = at::empty_like(bytes);
  const int64_t channels = bytes.size(1), planes = bytes.size(0) * channels;
  const Picture size{bytes.size(2), bytes.size(3)};
  const int64_t area = size.height * size.width;
  const uint8_t *from = bytes.data_ptr<uint8_t>();
  const int64_t *by = moves.data_ptr<int64_t>();
  uint8_t *to = result.data_ptr<uint8_t>();
  in_parallel(planes, (1 << 17) / std::max<int64_t>(area, 1) + 1, to, [=](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; plane++) {
      const int64_t *move = by + plane / channels * 3;
      move_plane(from + plane * area, to + plane * area, size, move[0], move[1], move[2] != 0);
    }
  });
  return result;
}
} // namespace

extern "C" {

ct_tensor ct_moved(ct_tensor bytes, ct_tensor moves) {
  return guard("moved pictures", {bytes, moves}, [&] {
    const at::Tensor from = borrow(bytes).contiguous(), by = borrow(moves).contiguous();
    TORCH_CHECK(from.scalar_type() == at::kByte && from.dim() == 4, "expected bytes [N, C, H, W]");
    TORCH_CHECK(by.scalar_type() == at::kLong && by.sizes() == at::IntArrayRef({from.size(0), 3}),
                "expected moves [", from.size(0), ", 3] of int64");
    TORCH_CHECK(from.device().is_cpu() && by.device().is_cpu(), "expected both on the CPU");
    return moved(from, by);
  });
}
}
