// Small tensors' memory is kept by the thread that freed it.
#pragma once

// Once, before the first tensor.
void keep_small_blocks();
