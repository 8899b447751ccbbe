// One heap for all threads. Of itself glibc gives nearly each thread a heap of its own, and malloc_trim, which gives a
// finished job's memory back, never shortens any but the main one: a session of several jobs went on holding the most
// that each of its threads had ever used, 250 MB where 65 MB were in use. Those heaps also end at 64 MB, and a tensor
// beyond that is taken from the kernel and given back at every step; on the main heap ResNet-18 trains 7 % faster.
#include "halftone_torch.h"

#include <malloc.h>

// Before `main`, for a heap that a thread has begun it keeps.
__attribute__((constructor)) static void share_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

void halftone_trim_memory(void) { malloc_trim(0); }
