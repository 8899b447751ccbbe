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

_Noreturn static void fail(const char *what) {
  // There is no tensor to return and no thread's slot to fill: the installation is broken.
  fprintf(stderr, "halftone: cannot load %s: %s\n", LIBRARY, what ? what : "not found beside the program");
  exit(1);
}

static void *open_beside_program(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 64);
  if (length <= 0) fail("/proc/self/exe cannot be read");
  path[length] = 0;
  char *name = strrchr(path, '/') + 1;
  const char *const places[] = {LIBRARY, "lib/" LIBRARY, "../lib/halftone/" LIBRARY};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    strcpy(name, places[i]);
    if (access(path, R_OK) != 0) continue;
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    if (!library) fail(dlerror());
    return library;
  }
  fail(NULL);
}

// OpenMP's threads wait for each other by spinning. Beside anything else that runs (a second job, the screen, another
// program) they spin while the one they wait for has no core: a training step then takes 35 to 150 ms instead of 1.5.
// Sleeping costs a few microseconds a loop. Before `main`, because the environment may only change while one thread runs.
__attribute__((constructor)) static void let_waiting_threads_sleep(void) { setenv("OMP_WAIT_POLICY", "passive", 0); }

void halftone_torch_load(void **entries, const char *const *names, int count) {
  pthread_mutex_lock(&loading);
  if (!atomic_load_explicit(&halftone_torch_is_loaded, memory_order_relaxed)) {
    void *library = open_beside_program();
    for (int i = 0; i < count; i++)
      if (!(entries[i] = dlsym(library, names[i]))) fail(dlerror());
    atomic_store_explicit(&halftone_torch_is_loaded, true, memory_order_release);
  }
  pthread_mutex_unlock(&loading);
}
