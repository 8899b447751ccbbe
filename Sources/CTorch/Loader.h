#pragma once
#include "halftone_torch.h"

#include <stdatomic.h>

#pragma GCC visibility push(hidden)
extern atomic_bool halftone_torch_is_loaded;
// Loads the library once and fills `entries` with its functions of these names; ends the program when it cannot.
void halftone_torch_load(void **entries, const char *const *names, int count);
#pragma GCC visibility pop

static inline void **loaded_entries(void **entries, const char *const *names, int count) {
  if (!atomic_load_explicit(&halftone_torch_is_loaded, memory_order_acquire)) halftone_torch_load(entries, names, count);
  return entries;
}
