#include "Guard.hpp"

#include <numeric>

namespace {
std::vector<int64_t> all_dimensions(const at::Tensor &a) {
  std::vector<int64_t> result(static_cast<size_t>(a.dim()));
  std::iota(result.begin(), result.end(), 0);
  return result;
}

at::Tensor any_or_all(const at::Tensor &a, at::IntArrayRef dimensions, bool keep, bool any) {
  at::Tensor result = a;
  std::vector<int64_t> order = dimensions.vec();
  for (int64_t &d : order) d = d < 0 ? d + a.dim() : d;
  std::sort(order.rbegin(), order.rend());
  for (int64_t d : order) result = any ? at::any(result, d, keep) : at::all(result, d, keep);
  return result;
}

at::Tensor reduce(ct_reduction op, const at::Tensor &a, at::IntArrayRef dimensions, bool keep) {
  switch (op) {
  case CT_SUM: return at::sum(a, dimensions, keep);
  case CT_MEAN: return at::mean(a, dimensions, keep);
  case CT_VAR: return at::var(a, dimensions, /*unbiased=*/true, keep);
  case CT_STD: return at::std(a, dimensions, /*unbiased=*/true, keep);
  case CT_AMAX: return at::amax(a, dimensions, keep);
  case CT_AMIN: return at::amin(a, dimensions, keep);
  case CT_LOGSUMEXP: return at::logsumexp(a, dimensions, keep);
  case CT_ALL: return any_or_all(a, dimensions, keep, false);
  case CT_ANY: return any_or_all(a, dimensions, keep, true);
  case CT_COUNT_NONZERO: return at::sum(at::ne(a, 0), dimensions, keep);
  case CT_PROD:
    TORCH_CHECK(dimensions.size() == 1, "a product runs over one dimension");
    return at::prod(a, dimensions[0], keep);
  }
  TORCH_CHECK(false, "unknown reduction ", static_cast<int>(op));
}
} // namespace

extern "C" {

ct_tensor ct_reduce(ct_reduction op, ct_tensor a, ct_ints dimensions, int count, bool keep) {
  static const char *const names[] = {"sum", "mean", "variance", "standard deviation", "max", "min",
                                      "logsumexp", "all", "any", "count nonzero", "product"};
  return guard(names[op], {a}, [&] {
    // An empty list means all dimensions.
    if (count > 0) return reduce(op, borrow(a), ints(dimensions, count), keep);
    return reduce(op, borrow(a), all_dimensions(borrow(a)), keep);
  });
}

ct_tensor ct_norm(ct_tensor a, double p, ct_ints dimensions, int count, bool keep) {
  return guard("norm", {a}, [&] {
    if (count > 0) return at::linalg_vector_norm(borrow(a), p, ints(dimensions, count), keep);
    return at::linalg_vector_norm(borrow(a), p);
  });
}

ct_tensor ct_argmax(ct_tensor a, int dimension, bool keep, bool smallest) {
  return guard("argmax", {a}, [&] {
    return smallest ? at::argmin(borrow(a), dimension, keep) : at::argmax(borrow(a), dimension, keep);
  });
}

ct_tensor ct_cumsum(ct_tensor a, int dimension) {
  return guard("cumulative sum", {a}, [&] { return at::cumsum(borrow(a), dimension); });
}

bool ct_sort(ct_tensor a, int dimension, bool descending, ct_tensor *values, ct_tensor *indices) {
  return attempt("sort", {a}, [&] {
    auto [x, y] = at::sort(borrow(a), /*stable=*/true, dimension, descending);
    *values = give(std::move(x));
    *indices = give(std::move(y));
  });
}

bool ct_topk(ct_tensor a, int64_t k, int dimension, bool largest, ct_tensor *values, ct_tensor *indices) {
  return attempt("top k", {a}, [&] {
    auto [x, y] = at::topk(borrow(a), k, dimension, largest, true);
    *values = give(std::move(x));
    *indices = give(std::move(y));
  });
}

ct_tensor ct_quantile(ct_tensor a, double q, int dimension, bool keep) {
  return guard("quantile", {a}, [&] { return at::quantile(borrow(a), q, dimension, keep); });
}

ct_tensor ct_median(ct_tensor a, int dimension, bool keep) {
  return guard("median", {a}, [&] { return std::get<0>(at::median(borrow(a), dimension, keep)); });
}

ct_tensor ct_softmax(ct_tensor a, int dimension, bool logarithm) {
  return guard("softmax", {a}, [&] {
    return logarithm ? at::log_softmax(borrow(a), dimension) : at::softmax(borrow(a), dimension);
  });
}

ct_tensor ct_bincount(ct_tensor a, int64_t minimum) {
  return guard("bincount", {a}, [&] { return at::bincount(borrow(a), {}, minimum); });
}
}
