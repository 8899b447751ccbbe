#include "Guard.hpp"

namespace {
at::Generator &generator(ct_generator_ref g) { return *reinterpret_cast<at::Generator *>(g); }
at::TensorOptions options(ct_type type) { return at::TensorOptions().dtype(scalar_type(type)); }
} // namespace

extern "C" {

ct_generator_ref ct_generator_new(uint64_t seed) {
  try {
    return reinterpret_cast<ct_generator_ref>(new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed)));
  } catch (...) {
    record_failure("generator", {});
    return nullptr;
  }
}

void ct_generator_release(ct_generator_ref g) { delete reinterpret_cast<at::Generator *>(g); }

ct_tensor ct_generator_state(ct_generator_ref g) {
  return guard("generator state", {}, [&] { return generator(g).get_state(); });
}

bool ct_generator_set_state(ct_generator_ref g, ct_tensor state) {
  return attempt("generator state", {state}, [&] { generator(g).set_state(borrow(state)); });
}

ct_tensor ct_rand(ct_ints shape, int rank, double low, double high, ct_generator_ref g, ct_type type) {
  return guard("rand", {}, [&] {
    at::Tensor result = at::empty(ints(shape, rank), options(type));
    result.uniform_(low, high, generator(g));
    return result;
  });
}

ct_tensor ct_randn(ct_ints shape, int rank, double mean, double deviation, ct_generator_ref g, ct_type type) {
  return guard("randn", {}, [&] {
    at::Tensor result = at::empty(ints(shape, rank), options(type));
    result.normal_(mean, deviation, generator(g));
    return result;
  });
}

ct_tensor ct_randint(ct_ints shape, int rank, int64_t low, int64_t high, ct_generator_ref g) {
  return guard("randint", {}, [&] {
    return at::randint(low, high, ints(shape, rank), generator(g), at::TensorOptions().dtype(at::kLong));
  });
}

ct_tensor ct_randperm(int64_t count, ct_generator_ref g) {
  return guard("randperm", {},
               [&] { return at::randperm(count, generator(g), at::TensorOptions().dtype(at::kLong)); });
}

ct_tensor ct_bernoulli(ct_tensor probabilities, ct_generator_ref g) {
  return guard("bernoulli", {probabilities}, [&] { return at::bernoulli(borrow(probabilities), generator(g)); });
}

ct_tensor ct_multinomial(ct_tensor weights, int64_t count, bool replacement, ct_generator_ref g) {
  return guard("multinomial", {weights},
               [&] { return at::multinomial(borrow(weights), count, replacement, generator(g)); });
}

ct_tensor ct_dropout_mask(ct_tensor like, double keep, ct_generator_ref g) {
  return guard("dropout mask", {like}, [&] {
    at::Tensor mask = at::empty(borrow(like).sizes(), borrow(like).options().device(at::kCPU).requires_grad(false));
    mask.bernoulli_(keep, generator(g)).div_(keep);
    return mask.to(borrow(like).device());
  });
}
}
