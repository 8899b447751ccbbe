#include "Guard.hpp"
#include "Parallel.hpp"

#include <c10/core/GradMode.h>

namespace {
struct Step {
  double rate, momentum, decay;
  bool nesterov, first;
};

bool is_plain(const at::Tensor &t) { return t.scalar_type() == at::kFloat && t.is_contiguous() && t.device().is_cpu(); }

// One pass over memory instead of three. Wide registers where the machine has them; without fused products, so that
// they give the bits that narrow ones give.
__attribute__((target_clones("avx2", "default"))) void pass(float *p, const float *g, float *v, int64_t count,
                                                             const Step &step) {
  const float rate = static_cast<float>(step.rate), momentum = static_cast<float>(step.momentum);
  const float decay = static_cast<float>(step.decay), kept = step.first ? 0.0f : momentum;
  const bool nesterov = step.nesterov;
  for (int64_t i = 0; i < count; i++) {
    const float slope = g[i] + decay * p[i];
    const float speed = kept * v[i] + slope;
    v[i] = speed;
    p[i] -= rate * (nesterov ? slope + momentum * speed : speed);
  }
}

void fused(at::Tensor &parameter, const at::Tensor &gradient, at::Tensor &velocity, const Step &step) {
  float *p = parameter.data_ptr<float>(), *v = velocity.data_ptr<float>();
  const float *g = gradient.data_ptr<float>();
  in_parallel(parameter.numel(), 1 << 14, p,
              [=](int64_t begin, int64_t end) { pass(p + begin, g + begin, v + begin, end - begin, step); });
}

void unfused(at::Tensor &parameter, at::Tensor gradient, at::Tensor &velocity, const Step &step) {
  if (step.decay != 0) gradient = gradient.add(parameter, step.decay);
  if (step.first) velocity.copy_(gradient);
  else velocity.mul_(step.momentum).add_(gradient);
  parameter.add_(step.nesterov ? gradient.add(velocity, step.momentum) : velocity, -step.rate);
}
} // namespace

extern "C" {

bool ct_sgd_step(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *momenta, int count,
                 double rate, double momentum, double decay, bool nesterov, bool first) {
  return attempt("SGD step", {}, [&] {
    c10::AutoGradMode off(false);
    const Step step{rate, momentum, decay, nesterov, first};
    for (int i = 0; i < count; i++) {
      TORCH_CHECK(parameters[i] && gradients[i] && momenta[i], "tensor ", i, " is undefined");
      ct_tensor handle = parameters[i], slot = momenta[i];
      at::Tensor &parameter = borrow_mutable(handle), &velocity = borrow_mutable(slot);
      const at::Tensor &gradient = borrow(gradients[i]);
      TORCH_CHECK(gradient.sizes() == parameter.sizes(), "gradient ", i, " has another shape than its parameter");
      if (is_plain(parameter) && is_plain(gradient) && is_plain(velocity)) fused(parameter, gradient, velocity, step);
      else unfused(parameter, gradient, velocity, step);
      parameter.unsafeGetTensorImpl()->bump_version();
    }
  });
}
}
