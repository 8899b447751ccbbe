#include "Guard.hpp"

#include <ATen/ScalarOps.h>

namespace {
at::Tensor unary(ct_unary_op op, const at::Tensor &a) {
  switch (op) {
  case CT_ABS: return at::abs(a);
  case CT_NEG: return at::neg(a);
  case CT_EXP: return at::exp(a);
  case CT_LOG: return at::log(a);
  case CT_LOG1P: return at::log1p(a);
  case CT_SQRT: return at::sqrt(a);
  case CT_RSQRT: return at::rsqrt(a);
  case CT_SQUARE: return at::square(a);
  case CT_SIN: return at::sin(a);
  case CT_COS: return at::cos(a);
  case CT_TANH: return at::tanh(a);
  case CT_ATANH: return at::atanh(a);
  case CT_SIGMOID: return at::sigmoid(a);
  case CT_RELU: return at::relu(a);
  case CT_SIGN: return at::sign(a);
  case CT_FLOOR: return at::floor(a);
  case CT_CEIL: return at::ceil(a);
  case CT_ROUND: return at::round(a);
  case CT_RECIPROCAL: return at::reciprocal(a);
  case CT_ERF: return at::erf(a);
  case CT_NOT: return at::logical_not(a);
  case CT_ISNAN: return at::isnan(a);
  case CT_ISFINITE: return at::isfinite(a);
  case CT_GELU: return at::gelu(a);
  case CT_SILU: return at::silu(a);
  case CT_SOFTPLUS: return at::softplus(a);
  case CT_NONZERO: return at::ne(a, 0);
  case CT_EXPM1: return at::expm1(a);
  case CT_LOG_SIGMOID: return at::log_sigmoid(a);
  }
  TORCH_CHECK(false, "unknown operation ", static_cast<int>(op));
}

at::Tensor binary(ct_binary_op op, const at::Tensor &a, const at::Tensor &b) {
  switch (op) {
  case CT_ADD: return at::add(a, b);
  case CT_SUB: return at::sub(a, b);
  case CT_MUL: return at::mul(a, b);
  case CT_DIV: return at::div(a, b);
  case CT_POW: return at::pow(a, b);
  case CT_MINIMUM: return at::minimum(a, b);
  case CT_MAXIMUM: return at::maximum(a, b);
  case CT_REMAINDER: return at::remainder(a, b);
  case CT_EQ: return at::eq(a, b);
  case CT_NE: return at::ne(a, b);
  case CT_LT: return at::lt(a, b);
  case CT_LE: return at::le(a, b);
  case CT_GT: return at::gt(a, b);
  case CT_GE: return at::ge(a, b);
  case CT_AND: return at::logical_and(a, b);
  case CT_OR: return at::logical_or(a, b);
  case CT_XOR: return at::logical_xor(a, b);
  case CT_MATMUL: return at::matmul(a, b);
  case CT_ATAN2: return at::atan2(a, b);
  case CT_DOT: return at::dot(a, b);
  case CT_OUTER: return at::outer(a, b);
  }
  TORCH_CHECK(false, "unknown operation ", static_cast<int>(op));
}

at::Tensor binary(ct_binary_op op, const at::Tensor &a, double number) {
  at::Scalar b = at::isIntegralType(a.scalar_type(), true) && number == static_cast<double>(static_cast<int64_t>(number))
                     ? at::Scalar(static_cast<int64_t>(number))
                     : at::Scalar(number);
  switch (op) {
  case CT_ADD: return at::add(a, b);
  case CT_SUB: return at::sub(a, b);
  case CT_MUL: return at::mul(a, b);
  case CT_DIV: return at::div(a, b);
  case CT_POW: return at::pow(a, b);
  case CT_MINIMUM: return at::clamp_max(a, b);
  case CT_MAXIMUM: return at::clamp_min(a, b);
  case CT_REMAINDER: return at::remainder(a, b);
  case CT_EQ: return at::eq(a, b);
  case CT_NE: return at::ne(a, b);
  case CT_LT: return at::lt(a, b);
  case CT_LE: return at::le(a, b);
  case CT_GT: return at::gt(a, b);
  case CT_GE: return at::ge(a, b);
  default: TORCH_CHECK(false, "operation ", static_cast<int>(op), " takes no number");
  }
}

at::Tensor binary(ct_binary_op op, double a, const at::Tensor &b) {
  switch (op) {
  case CT_SUB: return at::rsub(b, a);
  case CT_DIV: return at::div(at::native::wrapped_scalar_tensor(a), b);
  case CT_POW: return at::pow(at::Scalar(a), b);
  default: return binary(op, b, a);
  }
}

Optional<at::Scalar> bound(const double *value) {
  return value ? Optional<at::Scalar>(at::Scalar(*value)) : Optional<at::Scalar>();
}
} // namespace

extern "C" {

ct_tensor ct_unary(ct_unary_op op, ct_tensor a) {
  static const char *const names[] = {
      "abs", "neg", "exp", "log", "log1p", "sqrt", "rsqrt", "square", "sin", "cos", "tanh", "atanh", "sigmoid", "relu",
      "sign", "floor", "ceil", "round", "reciprocal", "erf", "not", "isnan", "isfinite", "gelu", "silu", "softplus",
      "nonzero", "expm1", "log sigmoid"};
  return guard(names[op], {a}, [&] {
    BelowAutograd below;
    return unary(op, borrow(a));
  });
}

static const char *const binary_names[] = {"add", "subtract", "multiply", "divide", "power", "minimum", "maximum",
                                           "remainder", "==", "!=", "<", "<=", ">", ">=", "and", "or", "xor",
                                           "matmul", "atan2", "dot", "outer"};

ct_tensor ct_binary(ct_binary_op op, ct_tensor a, ct_tensor b) {
  return guard(binary_names[op], {a, b}, [&] {
    // Products of matrices reshape inside: they keep the bookkeeping of views.
    if (op == CT_MATMUL || op == CT_DOT || op == CT_OUTER) return binary(op, borrow(a), borrow(b));
    BelowAutograd below;
    return binary(op, borrow(a), borrow(b));
  });
}

ct_tensor ct_binary_scalar(ct_binary_op op, ct_tensor a, double b) {
  return guard(binary_names[op], {a}, [&] {
    BelowAutograd below;
    return binary(op, borrow(a), b);
  });
}

ct_tensor ct_scalar_binary(ct_binary_op op, double a, ct_tensor b) {
  return guard(binary_names[op], {b}, [&] { return binary(op, a, borrow(b)); });
}

ct_tensor ct_clamp(ct_tensor a, const double *low, const double *high) {
  return guard("clamp", {a}, [&] { return at::clamp(borrow(a), bound(low), bound(high)); });
}

ct_tensor ct_clamp_tensor(ct_tensor a, ct_tensor low, ct_tensor high) {
  return guard("clamp", {a, low, high}, [&] { return at::clamp(borrow(a), borrow(low), borrow(high)); });
}

ct_tensor ct_where(ct_tensor condition, ct_tensor a, ct_tensor b) {
  return guard("where", {condition, a, b}, [&] { return at::where(borrow(condition), borrow(a), borrow(b)); });
}

ct_tensor ct_masked_fill(ct_tensor a, ct_tensor mask, double value) {
  return guard("masked fill", {a, mask}, [&] { return at::masked_fill(borrow(a), borrow(mask), value); });
}

ct_tensor ct_lerp(ct_tensor a, ct_tensor b, double weight) {
  return guard("lerp", {a, b}, [&] { return at::lerp(borrow(a), borrow(b), weight); });
}

ct_tensor ct_leaky_relu(ct_tensor a, double slope) {
  return guard("leaky relu", {a}, [&] { return at::leaky_relu(borrow(a), slope); });
}

ct_tensor ct_elu(ct_tensor a, double alpha) {
  return guard("elu", {a}, [&] { return at::elu(borrow(a), alpha); });
}

bool ct_add_in_place(ct_tensor a, ct_tensor b, double alpha) {
  return attempt("add in place", {a, b}, [&] { borrow_mutable(a).add_(borrow(b), alpha); });
}

bool ct_multiply_in_place(ct_tensor a, double factor) {
  return attempt("multiply in place", {a}, [&] { borrow_mutable(a).mul_(factor); });
}

bool ct_addcmul_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value) {
  return attempt("addcmul in place", {a, b, c}, [&] { borrow_mutable(a).addcmul_(borrow(b), borrow(c), value); });
}

bool ct_addcdiv_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value) {
  return attempt("addcdiv in place", {a, b, c}, [&] { borrow_mutable(a).addcdiv_(borrow(b), borrow(c), value); });
}

bool ct_copy_in_place(ct_tensor a, ct_tensor b) {
  return attempt("copy in place", {a, b}, [&] { borrow_mutable(a).copy_(borrow(b)); });
}

bool ct_fill_in_place(ct_tensor a, double value) {
  return attempt("fill in place", {a}, [&] { borrow_mutable(a).fill_(value); });
}

bool ct_clamp_in_place(ct_tensor a, const double *low, const double *high) {
  return attempt("clamp in place", {a}, [&] { borrow_mutable(a).clamp_(bound(low), bound(high)); });
}
}
