// libtorch behind plain C. Every function marshals, calls and catches; logic lives in Swift.
//
// A tensor is the address of its TensorImpl, owned by whoever holds it (release with ct_release).
// NULL is the undefined tensor: an operation that fails stores the first message of the thread (ct_take_error)
// and returns NULL, and an operation that is given NULL hands NULL on.
#ifndef HALFTONE_TORCH_H
#define HALFTONE_TORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __clang__
#define CT_NULLABLE _Nullable
#define CT_NONNULL _Nonnull
#else
#define CT_NULLABLE
#define CT_NONNULL
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_impl *CT_NULLABLE ct_tensor;
typedef struct ct_generator *CT_NULLABLE ct_generator_ref;
typedef struct ct_module *CT_NULLABLE ct_module_ref;
typedef const int64_t *CT_NULLABLE ct_ints;

typedef enum { CT_F32, CT_F64, CT_I64, CT_I32, CT_U8, CT_BOOL, CT_F16, CT_BF16 } ct_type;

// Loader.c, on this side of the library: loads what all the other functions are handed on to, once for the process;
// whoever comes meanwhile waits. Returns NULL, or the line that says why it cannot be loaded. The first call of any other
// function loads it as well, but has no way to say why it cannot: it ends the process.
const char *CT_NULLABLE halftone_torch_load(void);

// Heap.c, on this side as well: gives freed memory back to the system, which malloc as it is tuned here does not do by
// itself. Loads nothing.
void halftone_trim_memory(void);

// Runtime.cpp
void ct_initialise(void);
void ct_set_threads(int count);
int ct_get_threads(void);
const char *CT_NONNULL ct_version(void);
bool ct_has_cuda(void);
int64_t ct_live_tensors(void);
int64_t ct_live_bytes(void);
int64_t ct_take_peak_bytes(void); // since the last call
bool ct_has_error(void);
const char *CT_NULLABLE ct_take_error(void);

// Tensor.cpp: life, creation, reads
void ct_release(ct_tensor a);
ct_tensor ct_from_bytes(const void *CT_NULLABLE bytes, ct_ints shape, int rank, ct_type type);
ct_tensor ct_full(ct_ints shape, int rank, double value, ct_type type);
ct_tensor ct_empty(ct_ints shape, int rank, ct_type type);
ct_tensor ct_like(ct_tensor a, double value);
ct_tensor ct_arange(double start, double end, double step, ct_type type);
ct_tensor ct_linspace(double start, double end, int64_t count, ct_type type);
ct_tensor ct_eye(int64_t size, ct_type type);
ct_tensor ct_one_hot(ct_tensor labels, int64_t classes);
int ct_rank(ct_tensor a);
int64_t ct_extent(ct_tensor a, int dimension);
ct_type ct_type_of(ct_tensor a);
bool ct_is_cuda(ct_tensor a);
int ct_device_index(ct_tensor a);
bool ct_item(ct_tensor a, double *CT_NONNULL value);
bool ct_item_integer(ct_tensor a, int64_t *CT_NONNULL value);
bool ct_read(ct_tensor a, void *CT_NONNULL destination, size_t bytes);
bool ct_is_same(ct_tensor a, ct_tensor b);
bool ct_equal(ct_tensor a, ct_tensor b, bool *CT_NONNULL result);
ct_tensor ct_to_type(ct_tensor a, ct_type type);
ct_tensor ct_to_device(ct_tensor a, bool cuda, int index);
ct_tensor ct_clone(ct_tensor a);
ct_tensor ct_contiguous(ct_tensor a, bool channels_last);

// Elementwise.cpp
typedef enum {
  CT_ABS, CT_NEG, CT_EXP, CT_LOG, CT_LOG1P, CT_SQRT, CT_RSQRT, CT_SQUARE, CT_SIN, CT_COS, CT_TANH, CT_ATANH, CT_SIGMOID,
  CT_RELU, CT_SIGN, CT_FLOOR, CT_CEIL, CT_ROUND, CT_RECIPROCAL, CT_ERF, CT_NOT, CT_ISNAN, CT_ISFINITE, CT_GELU,
  CT_SILU, CT_SOFTPLUS, CT_NONZERO, CT_EXPM1, CT_LOG_SIGMOID
} ct_unary_op;
typedef enum {
  CT_ADD, CT_SUB, CT_MUL, CT_DIV, CT_POW, CT_MINIMUM, CT_MAXIMUM, CT_REMAINDER, CT_EQ, CT_NE, CT_LT, CT_LE, CT_GT,
  CT_GE, CT_AND, CT_OR, CT_XOR, CT_MATMUL, CT_ATAN2, CT_DOT, CT_OUTER
} ct_binary_op;
ct_tensor ct_unary(ct_unary_op op, ct_tensor a);
ct_tensor ct_binary(ct_binary_op op, ct_tensor a, ct_tensor b);
ct_tensor ct_binary_scalar(ct_binary_op op, ct_tensor a, double b);
ct_tensor ct_scalar_binary(ct_binary_op op, double a, ct_tensor b);
ct_tensor ct_clamp(ct_tensor a, const double *CT_NULLABLE low, const double *CT_NULLABLE high);
ct_tensor ct_clamp_tensor(ct_tensor a, ct_tensor low, ct_tensor high);
ct_tensor ct_where(ct_tensor condition, ct_tensor a, ct_tensor b);
ct_tensor ct_masked_fill(ct_tensor a, ct_tensor mask, double value);
ct_tensor ct_lerp(ct_tensor a, ct_tensor b, double weight);
ct_tensor ct_leaky_relu(ct_tensor a, double slope);
ct_tensor ct_elu(ct_tensor a, double alpha);
// In place; a is changed and true returned, or the error slot filled.
bool ct_add_in_place(ct_tensor a, ct_tensor b, double alpha);
bool ct_multiply_in_place(ct_tensor a, double factor);
bool ct_addcmul_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value);
bool ct_addcdiv_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value);
bool ct_copy_in_place(ct_tensor a, ct_tensor b);
bool ct_fill_in_place(ct_tensor a, double value);
bool ct_clamp_in_place(ct_tensor a, const double *CT_NULLABLE low, const double *CT_NULLABLE high);

// Shape.cpp
ct_tensor ct_reshape(ct_tensor a, ct_ints shape, int rank);
ct_tensor ct_expand(ct_tensor a, ct_ints shape, int rank);
ct_tensor ct_permute(ct_tensor a, ct_ints order, int rank);
ct_tensor ct_transpose(ct_tensor a, int first, int second);
ct_tensor ct_squeeze(ct_tensor a, int dimension);
ct_tensor ct_unsqueeze(ct_tensor a, int dimension);
ct_tensor ct_flatten(ct_tensor a, int first, int last);
ct_tensor ct_select(ct_tensor a, int dimension, int64_t index);
ct_tensor ct_slice(ct_tensor a, int dimension, int64_t start, int64_t end, int64_t step);
ct_tensor ct_flip(ct_tensor a, ct_ints dimensions, int count);
ct_tensor ct_roll(ct_tensor a, ct_ints shifts, ct_ints dimensions, int count);
ct_tensor ct_repeat(ct_tensor a, ct_ints times, int count);
ct_tensor ct_repeat_interleave(ct_tensor a, int64_t times, int dimension);
ct_tensor ct_cat(const ct_tensor *CT_NONNULL parts, int count, int dimension);
ct_tensor ct_stack(const ct_tensor *CT_NONNULL parts, int count, int dimension);
ct_tensor ct_index_select(ct_tensor a, int dimension, ct_tensor index);
ct_tensor ct_gather(ct_tensor a, int dimension, ct_tensor index);
ct_tensor ct_scatter(ct_tensor a, int dimension, ct_tensor index, ct_tensor source);
ct_tensor ct_scatter_add(ct_tensor a, int dimension, ct_tensor index, ct_tensor source);
ct_tensor ct_masked_select(ct_tensor a, ct_tensor mask);
ct_tensor ct_nonzero_indices(ct_tensor a);
ct_tensor ct_pad(ct_tensor a, ct_ints widths, int count, double value);
ct_tensor ct_reflect_pad(ct_tensor a, ct_ints widths, int count);
ct_tensor ct_unfold(ct_tensor a, int dimension, int64_t size, int64_t step);
ct_tensor ct_triangle(ct_tensor a, bool upper, int64_t diagonal);
ct_tensor ct_diagonal(ct_tensor a);

// LookUp.cpp: bytes [N, C, …] to their entries in a table [C, 256]
ct_tensor ct_look_up(ct_tensor bytes, ct_tensor table);

// Moved.cpp: bytes [N, C, H, W] on the CPU, each seen through a window that is moved and mirrored by [N, 3] of int64
ct_tensor ct_moved(ct_tensor bytes, ct_tensor moves);

// Reduction.cpp
typedef enum {
  CT_SUM, CT_MEAN, CT_VAR, CT_STD, CT_AMAX, CT_AMIN, CT_LOGSUMEXP, CT_ALL, CT_ANY, CT_COUNT_NONZERO, CT_PROD
} ct_reduction;
ct_tensor ct_reduce(ct_reduction op, ct_tensor a, ct_ints dimensions, int count, bool keep);
ct_tensor ct_norm(ct_tensor a, double p, ct_ints dimensions, int count, bool keep);
ct_tensor ct_argmax(ct_tensor a, int dimension, bool keep, bool smallest);
ct_tensor ct_cumsum(ct_tensor a, int dimension);
bool ct_sort(ct_tensor a, int dimension, bool descending, ct_tensor *CT_NONNULL values, ct_tensor *CT_NONNULL indices);
bool ct_topk(ct_tensor a, int64_t k, int dimension, bool largest, ct_tensor *CT_NONNULL values, ct_tensor *CT_NONNULL indices);
ct_tensor ct_quantile(ct_tensor a, double q, int dimension, bool keep);
ct_tensor ct_median(ct_tensor a, int dimension, bool keep);
ct_tensor ct_softmax(ct_tensor a, int dimension, bool logarithm);
ct_tensor ct_bincount(ct_tensor a, int64_t minimum);

// NeuralNetwork.cpp
ct_tensor ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias);
ct_tensor ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding, ct_ints dilation, int64_t groups);
ct_tensor ct_conv_transpose2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding, ct_ints output_padding, int64_t groups, ct_ints dilation);
ct_tensor ct_max_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding);
ct_tensor ct_avg_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding);
ct_tensor ct_adaptive_avg_pool2d(ct_tensor input, ct_ints size);
ct_tensor ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance, bool training, double momentum, double epsilon);
// In evaluation, on a tensor that nobody else reads; the graph does not see it.
bool ct_normalise_in_place(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance,
                           double epsilon);
ct_tensor ct_layer_norm(ct_tensor input, ct_ints shape, int rank, ct_tensor weight, ct_tensor bias, double epsilon);
ct_tensor ct_cross_entropy(ct_tensor logits, ct_tensor labels, int reduction, double smoothing);
ct_tensor ct_nll_loss(ct_tensor log_probabilities, ct_tensor labels, int reduction);
ct_tensor ct_mse_loss(ct_tensor a, ct_tensor b, int reduction);
ct_tensor ct_bce_with_logits(ct_tensor logits, ct_tensor targets, int reduction);
ct_tensor ct_interpolate2d(ct_tensor a, int64_t rows, int64_t columns, bool bilinear);
ct_tensor ct_im2col(ct_tensor a, ct_ints kernel, ct_ints dilation, ct_ints padding, ct_ints stride);
ct_tensor ct_addmm(ct_tensor c, ct_tensor a, ct_tensor b);
ct_tensor ct_bmm(ct_tensor a, ct_tensor b);
ct_tensor ct_baddbmm(ct_tensor c, ct_tensor a, ct_tensor b);
ct_tensor ct_solve(ct_tensor a, ct_tensor b);
bool ct_svd(ct_tensor a, ct_tensor *CT_NONNULL u, ct_tensor *CT_NONNULL s, ct_tensor *CT_NONNULL vh);

// Random.cpp: everything random draws from an explicit generator of the CPU.
ct_generator_ref ct_generator_new(uint64_t seed);
void ct_generator_release(ct_generator_ref g);
ct_tensor ct_generator_state(ct_generator_ref g);
bool ct_generator_set_state(ct_generator_ref g, ct_tensor state);
ct_tensor ct_rand(ct_ints shape, int rank, double low, double high, ct_generator_ref g, ct_type type);
ct_tensor ct_randn(ct_ints shape, int rank, double mean, double deviation, ct_generator_ref g, ct_type type);
ct_tensor ct_randint(ct_ints shape, int rank, int64_t low, int64_t high, ct_generator_ref g);
ct_tensor ct_randperm(int64_t count, ct_generator_ref g);
ct_tensor ct_bernoulli(ct_tensor probabilities, ct_generator_ref g);
ct_tensor ct_multinomial(ct_tensor weights, int64_t count, bool replacement, ct_generator_ref g);
ct_tensor ct_dropout_mask(ct_tensor like, double keep, ct_generator_ref g);

// Autograd.cpp
bool ct_grad_mode(void);
void ct_set_grad_mode(bool enabled);
bool ct_requires_grad(ct_tensor a);
bool ct_set_requires_grad(ct_tensor a, bool required);
ct_tensor ct_detach(ct_tensor a);
bool ct_backward(ct_tensor a, ct_tensor gradient, bool retain, bool create);
ct_tensor ct_gradient_of(ct_tensor a);
void ct_clear_gradient(ct_tensor a);
// gradients[i] is NULL where output does not depend on input i.
bool ct_grad(const ct_tensor *CT_NONNULL outputs, const ct_tensor *CT_NULLABLE weights, int output_count,
             const ct_tensor *CT_NONNULL inputs, int input_count, bool retain, bool create,
             ct_tensor *CT_NONNULL gradients);

// TorchScript.cpp
ct_module_ref ct_module_load(const char *CT_NONNULL path);
void ct_module_release(ct_module_ref m);
ct_tensor ct_module_forward(ct_module_ref m, ct_tensor input);

// Optimise.cpp: one loop over all parameters, where a call per tensor and operation costs as much as the arithmetic.
bool ct_sgd_step(const ct_tensor *CT_NONNULL parameters, const ct_tensor *CT_NONNULL gradients,
                 const ct_tensor *CT_NONNULL momenta, int count, double rate, double momentum, double decay,
                 bool nesterov, bool first);

#ifdef __cplusplus
}
#endif
#endif
