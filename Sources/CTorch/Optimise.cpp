#include "Guard.hpp"

#include <c10/core/GradMode.h>

extern "C" {

bool ct_sgd_step(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *momenta, int count,
                 double rate, double momentum, double decay, bool nesterov, bool first) {
  return attempt("SGD step", {}, [&] {
    c10::AutoGradMode off(false);
    for (int i = 0; i < count; i++) {
      if (!gradients[i]) continue;
      ct_tensor handle = parameters[i], slot = momenta[i];
      at::Tensor &parameter = borrow_mutable(handle);
      at::Tensor gradient = borrow(gradients[i]);
      if (decay != 0) gradient = gradient.add(parameter, decay);
      if (momentum != 0) {
        at::Tensor &velocity = borrow_mutable(slot);
        if (first) velocity.copy_(gradient);
        else velocity.mul_(momentum).add_(gradient);
        if (nesterov) gradient = gradient.add(velocity, momentum);
        else gradient = velocity;
      }
      parameter.add_(gradient, -rate);
    }
  });
}
}
