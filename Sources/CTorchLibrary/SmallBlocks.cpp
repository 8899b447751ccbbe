#include "Guard.hpp"
#include "SmallBlocks.hpp"

#include <algorithm>
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

// A small operation spends a fifth of its time in aligned allocation. Blocks of up to 1 KiB are kept by the thread that
// freed them, a short list for each size; larger ones go to libtorch's own allocator.
namespace {
constexpr size_t alignment = 64;
constexpr int classes = 5; // 64, 128, … 1024 bytes
constexpr int kept = 64;   // a class and thread: 124 KiB at most

struct Block {
  Block *next;
};

// Without a destructor, so that a tensor that outlives the thread's lists still finds it.
thread_local bool is_over;

struct Lists {
  Block *first[classes] = {};
  int count[classes] = {};

  ~Lists() {
    is_over = true;
    for (Block *&list : first)
      while (Block *block = list) {
        list = block->next;
        free(block);
      }
  }
};
thread_local Lists lists;

template <int size_class> void release(void *memory) {
  if (is_over || lists.count[size_class] == kept) return free(memory);
  Block *block = static_cast<Block *>(memory);
  block->next = lists.first[size_class];
  lists.first[size_class] = block;
  lists.count[size_class]++;
}

constexpr c10::DeleterFnPtr releases[classes] = {release<0>, release<1>, release<2>, release<3>, release<4>};

c10::DataPtr allocate_small(size_t bytes) {
  int size_class = 0;
  while (alignment << size_class < bytes) size_class++;
  void *memory = nullptr;
  if (!is_over && lists.first[size_class]) {
    Block *block = lists.first[size_class];
    lists.first[size_class] = block->next;
    lists.count[size_class]--;
    memory = block;
  } else {
    TORCH_CHECK(posix_memalign(&memory, alignment, alignment << size_class) == 0, "no memory for ", bytes, " bytes");
  }
  return {memory, memory, releases[size_class], c10::Device(c10::kCPU)};
}

// Larger blocks are counted by the thread that takes and frees them, in bytes as malloc gives them.
thread_local int64_t live_bytes = 0, peak_bytes = 0;
constexpr size_t counted = 2048; // more than any block of the lists

void release_any(void *memory) {
  const size_t bytes = malloc_usable_size(memory);
  if (bytes > counted) live_bytes -= static_cast<int64_t>(bytes);
  free(memory);
}

c10::DataPtr allocate_large(size_t bytes) {
  c10::DataPtr block = c10::GetDefaultCPUAllocator()->allocate(bytes);
  const size_t given = malloc_usable_size(block.get());
  if (given > counted) live_bytes += static_cast<int64_t>(given);
  peak_bytes = std::max(peak_bytes, live_bytes);
  block.compare_exchange_deleter(block.get_deleter(), release_any);
  return block;
}

class SmallBlocks final : public c10::Allocator {
public:
  c10::DataPtr allocate(size_t bytes) ALLOCATE_IS_CONST override {
    return bytes == 0 || bytes > alignment << (classes - 1) ? allocate_large(bytes)
                                                            : allocate_small(bytes);
  }

  // For callers that keep a bare pointer (oneDNN's scratch memory): every block came from posix_memalign, so free() takes
  // any of them.
  c10::DeleterFnPtr raw_deleter() const override { return release_any; }

#if TORCH_VERSION_MAJOR >= 2
  void copy_data(void *to, const void *from, size_t bytes) const override { memcpy(to, from, bytes); }
#endif
};
} // namespace

extern "C" {

int64_t ct_live_bytes(void) { return live_bytes; }

int64_t ct_take_peak_bytes(void) {
  const int64_t peak = peak_bytes;
  peak_bytes = live_bytes;
  return peak;
}
}

void keep_small_blocks() {
  static SmallBlocks allocator;
  c10::SetCPUAllocator(&allocator, /*priority=*/1);
}
