// Every difference between libtorch 1.13 and 2.x, and nothing else.
#pragma once
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#if __has_include(<torch/csrc/api/include/torch/version.h>)
#include <torch/csrc/api/include/torch/version.h>
#else
#include <torch/version.h>
#endif

#if TORCH_VERSION_MAJOR >= 2
#include <optional>
template <class T> using Optional = std::optional<T>;
#define ALLOCATE_IS_CONST
#else
#include <c10/util/Optional.h>
template <class T> using Optional = c10::optional<T>;
#define ALLOCATE_IS_CONST const
#endif
