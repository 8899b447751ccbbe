#pragma once

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>

// body(begin, end) over 0..<count, on libtorch's threads where there is more than `grain` to do.
// at::parallel_for is a template that starts threads only where the compiler knows OpenMP; clang knows another one than
// libtorch's, so it ran on one thread without a word. The loop of a TensorIterator is compiled into libtorch: it walks a
// tensor of `count` bytes at `anchor`, of which only the addresses are used.
template <class Body> void in_parallel(int64_t count, int64_t grain, void *anchor, const Body &body) {
  if (count <= grain || at::get_num_threads() == 1) return body(0, count);
  const at::Tensor places = at::from_blob(anchor, {count}, at::TensorOptions().dtype(at::kByte));
  const char *start = static_cast<const char *>(anchor);
  at::TensorIterator::borrowing_nullary_op(places).for_each(
      [&](char **data, const int64_t *, int64_t size) { body(data[0] - start, data[0] - start + size); }, grain);
}
