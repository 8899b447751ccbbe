#include "Guard.hpp"

#include <cstring>

namespace {
at::TensorOptions options(ct_type type) { return at::TensorOptions().dtype(scalar_type(type)); }
} // namespace

extern "C" {

void ct_release(ct_tensor a) {
  if (!a) return;
  live_tensors--;
  c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(reinterpret_cast<at::TensorImpl *>(a));
}

ct_tensor ct_from_bytes(const void *bytes, ct_ints shape, int rank, ct_type type) {
  return guard("tensor from bytes", {}, [&] {
    at::Tensor result = at::empty(ints(shape, rank), options(type));
    if (result.nbytes() > 0) std::memcpy(result.data_ptr(), bytes, result.nbytes());
    return result;
  });
}

ct_tensor ct_full(ct_ints shape, int rank, double value, ct_type type) {
  return guard("full", {}, [&] { return at::full(ints(shape, rank), value, options(type)); });
}

ct_tensor ct_empty(ct_ints shape, int rank, ct_type type) {
  return guard("empty", {}, [&] { return at::empty(ints(shape, rank), options(type)); });
}

ct_tensor ct_like(ct_tensor a, double value) {
  return guard("full like", {a}, [&] { return at::full_like(borrow(a), value); });
}

ct_tensor ct_arange(double start, double end, double step, ct_type type) {
  return guard("arange", {}, [&] { return at::arange(start, end, step, options(type)); });
}

ct_tensor ct_linspace(double start, double end, int64_t count, ct_type type) {
  return guard("linspace", {}, [&] { return at::linspace(start, end, count, options(type)); });
}

ct_tensor ct_eye(int64_t size, ct_type type) {
  return guard("eye", {}, [&] { return at::eye(size, options(type)); });
}

ct_tensor ct_one_hot(ct_tensor labels, int64_t classes) {
  return guard("one hot", {labels}, [&] { return at::one_hot(borrow(labels), classes); });
}

int ct_rank(ct_tensor a) { return a ? static_cast<int>(borrow(a).dim()) : 0; }

int64_t ct_extent(ct_tensor a, int dimension) {
  if (!a) return 0;
  const at::Tensor &tensor = borrow(a);
  int64_t rank = tensor.dim();
  int64_t index = dimension < 0 ? dimension + rank : dimension;
  return index >= 0 && index < rank ? tensor.sizes()[static_cast<size_t>(index)] : 0;
}

ct_type ct_type_of(ct_tensor a) {
  if (!a) return CT_F32;
  switch (borrow(a).scalar_type()) {
  case at::kDouble: return CT_F64;
  case at::kLong: return CT_I64;
  case at::kInt: return CT_I32;
  case at::kByte: return CT_U8;
  case at::kBool: return CT_BOOL;
  case at::kHalf: return CT_F16;
  case at::kBFloat16: return CT_BF16;
  default: return CT_F32;
  }
}

bool ct_is_cuda(ct_tensor a) { return a && borrow(a).is_cuda(); }
int ct_device_index(ct_tensor a) { return a && borrow(a).is_cuda() ? borrow(a).device().index() : -1; }

bool ct_item(ct_tensor a, double *value) {
  return attempt("item", {a}, [&] { *value = borrow(a).item().toDouble(); });
}

bool ct_item_integer(ct_tensor a, int64_t *value) {
  return attempt("item", {a}, [&] { *value = borrow(a).item().toLong(); });
}

bool ct_read(ct_tensor a, void *destination, size_t bytes) {
  return attempt("read", {a}, [&] {
    at::Tensor host = borrow(a).detach().to(at::kCPU).contiguous();
    TORCH_CHECK(host.nbytes() == bytes, "the tensor holds ", host.nbytes(), " bytes, not ", bytes);
    if (bytes > 0) std::memcpy(destination, host.data_ptr(), bytes);
  });
}

bool ct_is_same(ct_tensor a, ct_tensor b) { return a == b; }

bool ct_equal(ct_tensor a, ct_tensor b, bool *result) {
  return attempt("equal", {a, b}, [&] { *result = at::equal(borrow(a), borrow(b)); });
}

ct_tensor ct_to_type(ct_tensor a, ct_type type) {
  return guard("to type", {a}, [&] { return borrow(a).to(scalar_type(type)); });
}

ct_tensor ct_to_device(ct_tensor a, bool cuda, int index) {
  return guard("to device", {a}, [&] {
    return borrow(a).to(cuda ? at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index)) : at::Device(at::kCPU));
  });
}

ct_tensor ct_clone(ct_tensor a) {
  return guard("clone", {a}, [&] { return borrow(a).clone(); });
}

ct_tensor ct_contiguous(ct_tensor a, bool channels_last) {
  return guard("contiguous", {a}, [&] {
    if (!channels_last) return borrow(a).contiguous();
    // By way of a permutation, so that one channel, whose strides are ambiguous, is laid out as meant too.
    return borrow(a).permute({0, 2, 3, 1}).contiguous().permute({0, 3, 1, 2});
  });
}
}
