// libtorch brings hundreds of shared libraries and registers thousands of operators before `main` would begin: a third of
// a second that a person waits for the first paint, or for `--help`. So the part that is linked with it is a library of
// its own, beside the program, and is loaded by the first call, on the thread that makes it.
#define _GNU_SOURCE
#include "Loader.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIBRARY "libHalftoneTorch.so"

atomic_bool halftone_torch_is_loaded;
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
// Why not; written and read under `loading`, and never changed once it says something.
static char failure[8192];

// Under `loading`. NULL, with `failure` set, when there is none or it cannot be opened.
static void *open_beside_program(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 64);
  char *name = length > 0 ? memrchr(path, '/', (size_t)length) : NULL;
  if (!name) {
    snprintf(failure, sizeof failure, "%s: /proc/self/exe, the program's own path, cannot be read", LIBRARY);
    return NULL;
  }
  name++;
  const char *const places[] = {LIBRARY, "lib/" LIBRARY, "../lib/halftone/" LIBRARY};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    strcpy(name, places[i]);
    if (access(path, F_OK) != 0) continue;
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    // The reason names the file that is at fault, which is often one that this one needs.
    if (!library) snprintf(failure, sizeof failure, "%s: cannot be loaded: %s", path, dlerror());
    return library;
  }
  *name = 0;
  snprintf(failure, sizeof failure, "%s: not found; expected beside the program, in %s (`make build` makes both)",
           LIBRARY, path);
  return NULL;
}

// OpenMP's threads wait for each other by spinning, of themselves for 3 ms. Beside anything else that runs (a second job,
// another program) they then spin while the one they wait for has no core, and a training step takes 20 to 150 ms
// instead of 1. Without spinning each loop pays for a wake-up, and a step of a small network takes 1.3 ms instead of 0.83.
// Tens of microseconds cover the gaps inside a step: nearly all of the speed, a few milliseconds a step in company.
// Just before the library is loaded, not before `main`: a statically linked Swift finds argv from where environ lies.
static void spin_briefly(void) {
  if (getenv("OMP_WAIT_POLICY") || getenv("GOMP_SPINCOUNT")) return;
  setenv("OMP_WAIT_POLICY", "active", 1);
  setenv("GOMP_SPINCOUNT", "5000", 1);
}

const char *halftone_torch_load(void) {
  pthread_mutex_lock(&loading);
  if (!failure[0] && !atomic_load_explicit(&halftone_torch_is_loaded, memory_order_relaxed)) {
    spin_briefly();
    void *library = open_beside_program();
    for (int i = 0; library && i < halftone_torch_count; i++) {
      if ((halftone_torch_entries[i] = dlsym(library, halftone_torch_names[i]))) continue;
      snprintf(failure, sizeof failure, "%s: is of another version than the program: %s", LIBRARY, dlerror());
      break;
    }
    if (!failure[0]) atomic_store_explicit(&halftone_torch_is_loaded, true, memory_order_release);
  }
  pthread_mutex_unlock(&loading);
  return failure[0] ? failure : NULL;
}

void halftone_torch_require(void) {
  const char *why = halftone_torch_load();
  if (!why) return;
  // There is no tensor to return and no thread's slot to fill.
  fprintf(stderr, "halftone: %s\n", why);
  exit(2);
}
