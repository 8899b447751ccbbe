#include "Guard.hpp"
#include "SmallBlocks.hpp"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <cstdlib>
#include <cstring>

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

class SmallBlocks final : public c10::Allocator {
public:
  c10::DataPtr allocate(size_t bytes) ALLOCATE_IS_CONST override {
    return bytes == 0 || bytes > alignment << (classes - 1) ? c10::GetDefaultCPUAllocator()->allocate(bytes)
                                                            : allocate_small(bytes);
  }

  // For callers that keep a bare pointer (oneDNN's scratch memory): every block came from posix_memalign, so the deleter
  // of libtorch's own allocator, free(), takes any of them.
  c10::DeleterFnPtr raw_deleter() const override { return c10::GetDefaultCPUAllocator()->raw_deleter(); }

#if TORCH_VERSION_MAJOR >= 2
  void copy_data(void *to, const void *from, size_t bytes) const override { memcpy(to, from, bytes); }
#endif
};
} // namespace

void keep_small_blocks() {
  static SmallBlocks allocator;
  c10::SetCPUAllocator(&allocator, /*priority=*/1);
}
