// The one place where C++ exceptions end.
#pragma once
#include "Compat.hpp"
#include "halftone_torch.h"

#include <c10/core/GradMode.h>
#include <initializer_list>
#include <string>

static_assert(sizeof(at::Tensor) == sizeof(void *), "a tensor must be one pointer for borrow() to hold");

// Handles that this thread holds: a tensor lives and dies on its job's thread.
extern thread_local int64_t live_tensors;

// Stores the exception in flight unless the thread already holds an earlier one; `arguments` give the shapes.
void record_failure(const char *operation, std::initializer_list<ct_tensor> arguments) noexcept;

// The handle's address read as a tensor: no counting.
inline const at::Tensor &borrow(const ct_tensor &handle) { return reinterpret_cast<const at::Tensor &>(handle); }
inline at::Tensor &borrow_mutable(ct_tensor &handle) { return reinterpret_cast<at::Tensor &>(handle); }

inline ct_tensor give(at::Tensor &&tensor) {
  if (!tensor.defined()) return nullptr;
  live_tensors++;
  return reinterpret_cast<ct_tensor>(tensor.unsafeReleaseTensorImpl());
}

inline at::Tensor optional_tensor(const ct_tensor &handle) { return handle ? borrow(handle) : at::Tensor(); }

// Runs `body` unless an argument is undefined; a failure is recorded and NULL returned.
template <class Body>
inline ct_tensor guard(const char *operation, std::initializer_list<ct_tensor> arguments, Body &&body) noexcept {
  for (ct_tensor argument : arguments)
    if (!argument) return nullptr;
  try {
    return give(body());
  } catch (...) {
    record_failure(operation, arguments);
    return nullptr;
  }
}

// The same for what returns no tensor.
template <class Body>
inline bool attempt(const char *operation, std::initializer_list<ct_tensor> arguments, Body &&body) noexcept {
  for (ct_tensor argument : arguments)
    if (!argument) return false;
  try {
    body();
    return true;
  } catch (...) {
    record_failure(operation, arguments);
    return false;
  }
}

// For operations that make a new tensor, no view and nothing in place: without gradient mode they need neither autograd's
// kernels nor the bookkeeping of views, and to pass below both saves a fifth of what a small operation costs.
class BelowAutograd {
public:
  BelowAutograd() {
    if (!c10::GradMode::is_enabled()) below.emplace();
  }

private:
  Optional<at::AutoDispatchBelowADInplaceOrView> below;
};

inline at::IntArrayRef ints(ct_ints values, int count) { return at::IntArrayRef(values, static_cast<size_t>(count)); }
inline at::IntArrayRef pair(ct_ints values) { return at::IntArrayRef(values, 2); }

inline at::ScalarType scalar_type(ct_type type) {
  switch (type) {
  case CT_F32: return at::kFloat;
  case CT_F64: return at::kDouble;
  case CT_I64: return at::kLong;
  case CT_I32: return at::kInt;
  case CT_U8: return at::kByte;
  case CT_BOOL: return at::kBool;
  case CT_F16: return at::kHalf;
  case CT_BF16: return at::kBFloat16;
  }
  return at::kFloat;
}
