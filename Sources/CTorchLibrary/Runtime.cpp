#include "Guard.hpp"
#include "SmallBlocks.hpp"

#include <ATen/Parallel.h>
#include <climits>
#include <dlfcn.h>
#include <malloc.h>
#include <sstream>

thread_local int64_t live_tensors = 0;

namespace {
struct Failure {
  bool present = false;
  std::string message;
  std::string taken;
};
thread_local Failure failure;

std::string message_in_flight() {
  try {
    throw;
  } catch (const c10::Error &error) {
    return error.what_without_backtrace();
  } catch (const std::exception &error) {
    return error.what();
  } catch (...) {
    return "unknown C++ exception";
  }
}
} // namespace

void record_failure(const char *operation, std::initializer_list<ct_tensor> arguments) noexcept {
  if (failure.present) return;
  failure.present = true;
  try {
    std::string text = message_in_flight();
    std::ostringstream out;
    out << operation << ": " << text.substr(0, text.find('\n'));
    const char *separator = " (arguments ";
    for (ct_tensor argument : arguments) {
      if (!argument) continue;
      out << separator << borrow(argument).sizes();
      separator = ", ";
    }
    if (separator[0] == ',') out << ")";
    failure.message = out.str();
  } catch (...) {
    failure.message.clear();
  }
}

extern "C" {

void ct_initialise(void) {
  // glibc hands large blocks back to the kernel and every training step would fault them in again.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, 64 << 20);
  keep_small_blocks();
}

void ct_set_threads(int count) {
  attempt("set threads", {}, [&] { at::set_num_threads(count); });
}

int ct_get_threads(void) { return at::get_num_threads(); }

const char *ct_version(void) { return TORCH_VERSION; }

bool ct_has_cuda(void) {
  // The CUDA half of the library registers itself when it is loaded.
  static void *library = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
  try {
    return library != nullptr && at::hasCUDA();
  } catch (...) {
    return false;
  }
}

int64_t ct_live_tensors(void) { return live_tensors; }

bool ct_has_error(void) { return failure.present; }

const char *ct_take_error(void) {
  if (!failure.present) return nullptr;
  failure.present = false;
  failure.taken.swap(failure.message);
  failure.message.clear();
  return failure.taken.c_str();
}
}
