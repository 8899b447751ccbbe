#pragma once
#include "halftone_torch.h"

#include <stdatomic.h>

#pragma GCC visibility push(hidden)
// In Calls.c: the library's functions once it is loaded, and their names.
extern void *halftone_torch_entries[];
extern const char *const halftone_torch_names[];
extern const int halftone_torch_count;

extern atomic_bool halftone_torch_is_loaded;
// Loads the library; ends the process when it cannot.
void halftone_torch_require(void);
#pragma GCC visibility pop

static inline void *halftone_torch_entry(int index) {
  if (!atomic_load_explicit(&halftone_torch_is_loaded, memory_order_acquire)) halftone_torch_require();
  return halftone_torch_entries[index];
}
