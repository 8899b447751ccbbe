#include "Guard.hpp"
#include "Parallel.hpp"

#include <cmath>

namespace {
// libtorch's own kernels multiply and add in one rounding where the machine can, and so do these: the bits are the same.
// y = x·slope + shift, over rows of `channels` numbers, or over planes of one channel each.
__attribute__((target_clones("fma", "default"))) void rows(float *x, int64_t count, int64_t channels,
                                                                     const float *slope, const float *shift) {
  for (int64_t row = 0; row < count; row++, x += channels)
    for (int64_t channel = 0; channel < channels; channel++) x[channel] = x[channel] * slope[channel] + shift[channel];
}

__attribute__((target_clones("fma", "default"))) void plane(float *x, int64_t count, float slope, float shift) {
  for (int64_t i = 0; i < count; i++) x[i] = x[i] * slope + shift;
}

__attribute__((target_clones("fma", "default"))) void terms(int64_t channels, const float *weight, const float *bias,
                                                                      const float *mean, const float *variance,
                                                                      float epsilon, float *slope, float *shift) {
  for (int64_t channel = 0; channel < channels; channel++) {
    slope[channel] = 1 / std::sqrt(variance[channel] + epsilon) * weight[channel];
    shift[channel] = bias[channel] - mean[channel] * slope[channel];
  }
}

bool is_plain(const at::Tensor &a) { return a.device().is_cpu() && a.scalar_type() == at::kFloat; }
} // namespace

extern "C" {

bool ct_normalise_in_place(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance,
                           double epsilon) {
  return attempt("batch norm in place", {input}, [&] {
    at::Tensor x = borrow(input);
    const at::Tensor w = borrow(weight).contiguous(), b = borrow(bias).contiguous();
    const at::Tensor m = borrow(mean).contiguous(), v = borrow(variance).contiguous();
    const bool is_last = x.dim() == 2 ? x.is_contiguous() : x.is_contiguous(at::MemoryFormat::ChannelsLast);
    if (!is_plain(x) || !is_plain(w) || !is_plain(v) || !(is_last || x.is_contiguous())) {
      x.copy_(at::batch_norm(x, w, b, m, v, false, 0, epsilon, true));
      return;
    }
    const int64_t channels = x.size(1), numbers = x.numel();
    TORCH_CHECK(w.numel() == channels && b.numel() == channels && m.numel() == channels && v.numel() == channels,
                "expected ", channels, " numbers of each kind");
    if (numbers == 0) return;
    at::Tensor both = at::empty({2, channels}, w.options());
    float *slope = both.data_ptr<float>(), *shift = slope + channels, *data = x.data_ptr<float>();
    terms(channels, w.data_ptr<float>(), b.data_ptr<float>(), m.data_ptr<float>(), v.data_ptr<float>(),
          static_cast<float>(epsilon), slope, shift);
    if (is_last) {
      in_parallel(numbers / channels, (1 << 15) / channels + 1, data, [=](int64_t begin, int64_t end) {
        rows(data + begin * channels, end - begin, channels, slope, shift);
      });
    } else {
      const int64_t area = numbers / (x.size(0) * channels);
      in_parallel(x.size(0) * channels, (1 << 15) / area + 1, data, [=](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; i++)
          plane(data + i * area, area, slope[i % channels], shift[i % channels]);
      });
    }
  });
}
}
