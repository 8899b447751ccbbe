#include "Guard.hpp"

namespace {
// Copies the handles' tensors (counted), or nothing when one is undefined.
bool collect(const ct_tensor *parts, int count, std::vector<at::Tensor> &into) {
  into.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; i++) {
    if (!parts[i]) return false;
    into.push_back(borrow(parts[i]));
  }
  return true;
}
} // namespace

extern "C" {

ct_tensor ct_reshape(ct_tensor a, ct_ints shape, int rank) {
  return guard("reshape", {a}, [&] { return borrow(a).reshape(ints(shape, rank)); });
}

ct_tensor ct_expand(ct_tensor a, ct_ints shape, int rank) {
  return guard("expand", {a}, [&] { return borrow(a).expand(ints(shape, rank)); });
}

ct_tensor ct_permute(ct_tensor a, ct_ints order, int rank) {
  return guard("permute", {a}, [&] { return borrow(a).permute(ints(order, rank)); });
}

ct_tensor ct_transpose(ct_tensor a, int first, int second) {
  return guard("transpose", {a}, [&] { return borrow(a).transpose(first, second); });
}

ct_tensor ct_squeeze(ct_tensor a, int dimension) {
  return guard("squeeze", {a}, [&] { return borrow(a).squeeze(dimension); });
}

ct_tensor ct_unsqueeze(ct_tensor a, int dimension) {
  return guard("unsqueeze", {a}, [&] { return borrow(a).unsqueeze(dimension); });
}

ct_tensor ct_flatten(ct_tensor a, int first, int last) {
  return guard("flatten", {a}, [&] { return borrow(a).flatten(first, last); });
}

ct_tensor ct_select(ct_tensor a, int dimension, int64_t index) {
  return guard("select", {a}, [&] { return borrow(a).select(dimension, index); });
}

ct_tensor ct_slice(ct_tensor a, int dimension, int64_t start, int64_t end, int64_t step) {
  return guard("slice", {a}, [&] { return borrow(a).slice(dimension, start, end, step); });
}

ct_tensor ct_flip(ct_tensor a, ct_ints dimensions, int count) {
  return guard("flip", {a}, [&] { return borrow(a).flip(ints(dimensions, count)); });
}

ct_tensor ct_roll(ct_tensor a, ct_ints shifts, ct_ints dimensions, int count) {
  return guard("roll", {a}, [&] { return borrow(a).roll(ints(shifts, count), ints(dimensions, count)); });
}

ct_tensor ct_repeat(ct_tensor a, ct_ints times, int count) {
  return guard("repeat", {a}, [&] { return borrow(a).repeat(ints(times, count)); });
}

ct_tensor ct_repeat_interleave(ct_tensor a, int64_t times, int dimension) {
  return guard("repeat interleave", {a}, [&] { return borrow(a).repeat_interleave(times, dimension); });
}

ct_tensor ct_cat(const ct_tensor *parts, int count, int dimension) {
  std::vector<at::Tensor> tensors;
  if (!collect(parts, count, tensors)) return nullptr;
  return guard("concatenate", {}, [&] { return at::cat(tensors, dimension); });
}

ct_tensor ct_stack(const ct_tensor *parts, int count, int dimension) {
  std::vector<at::Tensor> tensors;
  if (!collect(parts, count, tensors)) return nullptr;
  return guard("stack", {}, [&] { return at::stack(tensors, dimension); });
}

ct_tensor ct_index_select(ct_tensor a, int dimension, ct_tensor index) {
  return guard("index select", {a, index}, [&] { return at::index_select(borrow(a), dimension, borrow(index)); });
}

ct_tensor ct_gather(ct_tensor a, int dimension, ct_tensor index) {
  return guard("gather", {a, index}, [&] { return at::gather(borrow(a), dimension, borrow(index)); });
}

ct_tensor ct_scatter(ct_tensor a, int dimension, ct_tensor index, ct_tensor source) {
  return guard("scatter", {a, index, source},
               [&] { return at::scatter(borrow(a), dimension, borrow(index), borrow(source)); });
}

ct_tensor ct_scatter_add(ct_tensor a, int dimension, ct_tensor index, ct_tensor source) {
  return guard("scatter add", {a, index, source},
               [&] { return at::scatter_add(borrow(a), dimension, borrow(index), borrow(source)); });
}

ct_tensor ct_masked_select(ct_tensor a, ct_tensor mask) {
  return guard("masked select", {a, mask}, [&] { return at::masked_select(borrow(a), borrow(mask)); });
}

ct_tensor ct_nonzero_indices(ct_tensor a) {
  return guard("nonzero indices", {a}, [&] { return at::nonzero(borrow(a)); });
}

ct_tensor ct_pad(ct_tensor a, ct_ints widths, int count, double value) {
  return guard("pad", {a}, [&] { return at::constant_pad_nd(borrow(a), ints(widths, count), value); });
}

ct_tensor ct_reflect_pad(ct_tensor a, ct_ints widths, int count) {
  return guard("reflect pad", {a}, [&] { return at::reflection_pad2d(borrow(a), ints(widths, count)); });
}

ct_tensor ct_unfold(ct_tensor a, int dimension, int64_t size, int64_t step) {
  return guard("unfold", {a}, [&] { return borrow(a).unfold(dimension, size, step); });
}

ct_tensor ct_triangle(ct_tensor a, bool upper, int64_t diagonal) {
  return guard("triangle", {a}, [&] { return upper ? at::triu(borrow(a), diagonal) : at::tril(borrow(a), diagonal); });
}

ct_tensor ct_diagonal(ct_tensor a) {
  return guard("diagonal", {a}, [&] { return at::diagonal(borrow(a), 0, -2, -1); });
}
}
