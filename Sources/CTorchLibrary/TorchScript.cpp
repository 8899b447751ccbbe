#include "Guard.hpp"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace {
torch::jit::Module &module(ct_module_ref m) { return *reinterpret_cast<torch::jit::Module *>(m); }
} // namespace

extern "C" {

ct_module_ref ct_module_load(const char *path) {
  try {
    auto loaded = std::make_unique<torch::jit::Module>(torch::jit::load(path, c10::Device(c10::kCPU)));
    loaded->eval();
    return reinterpret_cast<ct_module_ref>(loaded.release());
  } catch (...) {
    record_failure("load TorchScript", {});
    return nullptr;
  }
}

void ct_module_release(ct_module_ref m) { delete reinterpret_cast<torch::jit::Module *>(m); }

ct_tensor ct_module_forward(ct_module_ref m, ct_tensor input) {
  if (!m) return nullptr;
  return guard("TorchScript forward", {input}, [&] {
    std::vector<c10::IValue> arguments;
    arguments.emplace_back(borrow(input));
    return module(m).forward(std::move(arguments)).toTensor();
  });
}
}
