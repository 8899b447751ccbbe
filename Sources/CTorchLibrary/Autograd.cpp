#include "Guard.hpp"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

extern "C" {

bool ct_grad_mode(void) { return c10::GradMode::is_enabled(); }

void ct_set_grad_mode(bool enabled) { c10::GradMode::set_enabled(enabled); }

bool ct_requires_grad(ct_tensor a) { return a && borrow(a).requires_grad(); }

bool ct_set_requires_grad(ct_tensor a, bool required) {
  return attempt("requires gradient", {a}, [&] { borrow_mutable(a).set_requires_grad(required); });
}

ct_tensor ct_detach(ct_tensor a) {
  return guard("detach", {a}, [&] { return borrow(a).detach(); });
}

bool ct_backward(ct_tensor a, ct_tensor gradient, bool retain, bool create) {
  return attempt("backward", {a}, [&] {
    borrow(a).backward(optional_tensor(gradient), Optional<bool>(retain), create);
  });
}

ct_tensor ct_gradient_of(ct_tensor a) {
  return guard("gradient", {a}, [&] { return at::Tensor(borrow(a).grad()); });
}

void ct_clear_gradient(ct_tensor a) {
  if (a) borrow_mutable(a).mutable_grad().reset();
}

bool ct_grad(const ct_tensor *outputs, const ct_tensor *weights, int output_count, const ct_tensor *inputs,
             int input_count, bool retain, bool create, ct_tensor *gradients) {
  for (int i = 0; i < output_count; i++)
    if (!outputs[i]) return false;
  for (int i = 0; i < input_count; i++)
    if (!inputs[i]) return false;
  return attempt("grad", {outputs[0], inputs[0]}, [&] {
    std::vector<at::Tensor> y, v, x;
    for (int i = 0; i < output_count; i++) {
      y.push_back(borrow(outputs[i]));
      if (weights) v.push_back(optional_tensor(weights[i]));
    }
    for (int i = 0; i < input_count; i++) x.push_back(borrow(inputs[i]));
    auto result = torch::autograd::grad(y, x, v, Optional<bool>(retain), create, /*allow_unused=*/true);
    for (int i = 0; i < input_count; i++) gradients[i] = give(std::move(result[static_cast<size_t>(i)]));
  });
}
}
