#include "Guard.hpp"

extern "C" {

ct_tensor ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias) {
  return guard("linear", {input, weight},
               [&] { return at::linear(borrow(input), borrow(weight), optional_tensor(bias)); });
}

ct_tensor ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding,
                    ct_ints dilation, int64_t groups) {
  return guard("conv2d", {input, weight}, [&] {
    return at::conv2d(borrow(input), borrow(weight), optional_tensor(bias), pair(stride), pair(padding),
                      pair(dilation), groups);
  });
}

ct_tensor ct_conv_transpose2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding,
                              ct_ints output_padding, int64_t groups, ct_ints dilation) {
  return guard("transposed conv2d", {input, weight}, [&] {
    return at::conv_transpose2d(borrow(input), borrow(weight), optional_tensor(bias), pair(stride), pair(padding),
                                pair(output_padding), groups, pair(dilation));
  });
}

ct_tensor ct_max_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding) {
  return guard("max pool", {input},
               [&] { return at::max_pool2d(borrow(input), pair(kernel), pair(stride), pair(padding)); });
}

ct_tensor ct_avg_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding) {
  return guard("average pool", {input},
               [&] { return at::avg_pool2d(borrow(input), pair(kernel), pair(stride), pair(padding)); });
}

ct_tensor ct_adaptive_avg_pool2d(ct_tensor input, ct_ints size) {
  return guard("adaptive average pool", {input}, [&] { return at::adaptive_avg_pool2d(borrow(input), pair(size)); });
}

ct_tensor ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance,
                        bool training, double momentum, double epsilon) {
  return guard("batch norm", {input}, [&] {
    return at::batch_norm(borrow(input), optional_tensor(weight), optional_tensor(bias), optional_tensor(mean),
                          optional_tensor(variance), training, momentum, epsilon, /*cudnn_enabled=*/true);
  });
}

ct_tensor ct_layer_norm(ct_tensor input, ct_ints shape, int rank, ct_tensor weight, ct_tensor bias, double epsilon) {
  return guard("layer norm", {input}, [&] {
    return at::layer_norm(borrow(input), ints(shape, rank), optional_tensor(weight), optional_tensor(bias), epsilon);
  });
}

ct_tensor ct_cross_entropy(ct_tensor logits, ct_tensor labels, int reduction, double smoothing) {
  return guard("cross-entropy", {logits, labels}, [&] {
    return at::cross_entropy_loss(borrow(logits), borrow(labels), {}, reduction, /*ignore_index=*/-100, smoothing);
  });
}

ct_tensor ct_nll_loss(ct_tensor log_probabilities, ct_tensor labels, int reduction) {
  return guard("negative log-likelihood", {log_probabilities, labels},
               [&] { return at::nll_loss(borrow(log_probabilities), borrow(labels), {}, reduction); });
}

ct_tensor ct_mse_loss(ct_tensor a, ct_tensor b, int reduction) {
  return guard("mean squared error", {a, b}, [&] { return at::mse_loss(borrow(a), borrow(b), reduction); });
}

ct_tensor ct_bce_with_logits(ct_tensor logits, ct_tensor targets, int reduction) {
  return guard("binary cross-entropy", {logits, targets}, [&] {
    return at::binary_cross_entropy_with_logits(borrow(logits), borrow(targets), {}, {}, reduction);
  });
}

ct_tensor ct_interpolate2d(ct_tensor a, int64_t rows, int64_t columns, bool bilinear) {
  return guard("interpolate", {a}, [&] {
    int64_t size[] = {rows, columns};
    at::IntArrayRef wanted(size, 2);
    return bilinear ? at::upsample_bilinear2d(borrow(a), wanted, /*align_corners=*/false)
                    : at::upsample_nearest2d(borrow(a), wanted);
  });
}

ct_tensor ct_im2col(ct_tensor a, ct_ints kernel, ct_ints dilation, ct_ints padding, ct_ints stride) {
  return guard("im2col", {a},
               [&] { return at::im2col(borrow(a), pair(kernel), pair(dilation), pair(padding), pair(stride)); });
}

ct_tensor ct_addmm(ct_tensor c, ct_tensor a, ct_tensor b) {
  return guard("addmm", {c, a, b}, [&] { return at::addmm(borrow(c), borrow(a), borrow(b)); });
}

ct_tensor ct_bmm(ct_tensor a, ct_tensor b) {
  return guard("batched matmul", {a, b}, [&] { return at::bmm(borrow(a), borrow(b)); });
}

ct_tensor ct_baddbmm(ct_tensor c, ct_tensor a, ct_tensor b) {
  return guard("batched addmm", {c, a, b}, [&] { return at::baddbmm(borrow(c), borrow(a), borrow(b)); });
}

ct_tensor ct_solve(ct_tensor a, ct_tensor b) {
  return guard("solve", {a, b}, [&] { return at::linalg_solve(borrow(a), borrow(b)); });
}

bool ct_svd(ct_tensor a, ct_tensor *u, ct_tensor *s, ct_tensor *vh) {
  return attempt("singular values", {a}, [&] {
    auto [x, y, z] = at::linalg_svd(borrow(a), /*full_matrices=*/false);
    *u = give(std::move(x));
    *s = give(std::move(y));
    *vh = give(std::move(z));
  });
}
}
