// Made by Scripts/torch-calls out of halftone_torch.h. Loader.c says why the functions are handed on.
#include "Loader.h"

enum {
  AT_ct_initialise,
  AT_ct_set_threads,
  AT_ct_get_threads,
  AT_ct_version,
  AT_ct_has_cuda,
  AT_ct_live_tensors,
  AT_ct_live_bytes,
  AT_ct_take_peak_bytes,
  AT_ct_has_error,
  AT_ct_take_error,
  AT_ct_release,
  AT_ct_from_bytes,
  AT_ct_full,
  AT_ct_empty,
  AT_ct_like,
  AT_ct_arange,
  AT_ct_linspace,
  AT_ct_eye,
  AT_ct_one_hot,
  AT_ct_rank,
  AT_ct_extent,
  AT_ct_type_of,
  AT_ct_is_cuda,
  AT_ct_device_index,
  AT_ct_item,
  AT_ct_item_integer,
  AT_ct_read,
  AT_ct_is_same,
  AT_ct_equal,
  AT_ct_to_type,
  AT_ct_to_device,
  AT_ct_clone,
  AT_ct_contiguous,
  AT_ct_unary,
  AT_ct_binary,
  AT_ct_binary_scalar,
  AT_ct_scalar_binary,
  AT_ct_clamp,
  AT_ct_clamp_tensor,
  AT_ct_where,
  AT_ct_masked_fill,
  AT_ct_lerp,
  AT_ct_leaky_relu,
  AT_ct_elu,
  AT_ct_add_in_place,
  AT_ct_multiply_in_place,
  AT_ct_addcmul_in_place,
  AT_ct_addcdiv_in_place,
  AT_ct_copy_in_place,
  AT_ct_fill_in_place,
  AT_ct_clamp_in_place,
  AT_ct_reshape,
  AT_ct_expand,
  AT_ct_permute,
  AT_ct_transpose,
  AT_ct_squeeze,
  AT_ct_unsqueeze,
  AT_ct_flatten,
  AT_ct_select,
  AT_ct_slice,
  AT_ct_flip,
  AT_ct_roll,
  AT_ct_repeat,
  AT_ct_repeat_interleave,
  AT_ct_cat,
  AT_ct_stack,
  AT_ct_index_select,
  AT_ct_gather,
  AT_ct_scatter,
  AT_ct_scatter_add,
  AT_ct_masked_select,
  AT_ct_nonzero_indices,
  AT_ct_pad,
  AT_ct_reflect_pad,
  AT_ct_unfold,
  AT_ct_triangle,
  AT_ct_diagonal,
  AT_ct_look_up,
  AT_ct_moved,
  AT_ct_reduce,
  AT_ct_norm,
  AT_ct_argmax,
  AT_ct_cumsum,
  AT_ct_sort,
  AT_ct_topk,
  AT_ct_quantile,
  AT_ct_median,
  AT_ct_softmax,
  AT_ct_bincount,
  AT_ct_linear,
  AT_ct_conv2d,
  AT_ct_conv_transpose2d,
  AT_ct_max_pool2d,
  AT_ct_avg_pool2d,
  AT_ct_adaptive_avg_pool2d,
  AT_ct_batch_norm,
  AT_ct_normalise_in_place,
  AT_ct_layer_norm,
  AT_ct_cross_entropy,
  AT_ct_nll_loss,
  AT_ct_mse_loss,
  AT_ct_bce_with_logits,
  AT_ct_interpolate2d,
  AT_ct_im2col,
  AT_ct_addmm,
  AT_ct_bmm,
  AT_ct_baddbmm,
  AT_ct_solve,
  AT_ct_svd,
  AT_ct_generator_new,
  AT_ct_generator_release,
  AT_ct_generator_state,
  AT_ct_generator_set_state,
  AT_ct_rand,
  AT_ct_randn,
  AT_ct_randint,
  AT_ct_randperm,
  AT_ct_bernoulli,
  AT_ct_multinomial,
  AT_ct_dropout_mask,
  AT_ct_grad_mode,
  AT_ct_set_grad_mode,
  AT_ct_requires_grad,
  AT_ct_set_requires_grad,
  AT_ct_detach,
  AT_ct_backward,
  AT_ct_gradient_of,
  AT_ct_clear_gradient,
  AT_ct_grad,
  AT_ct_module_load,
  AT_ct_module_release,
  AT_ct_module_forward,
  AT_ct_sgd_step,
  COUNT
};

void *halftone_torch_entries[COUNT];
const char *const halftone_torch_names[COUNT] = {
  "ct_initialise",
  "ct_set_threads",
  "ct_get_threads",
  "ct_version",
  "ct_has_cuda",
  "ct_live_tensors",
  "ct_live_bytes",
  "ct_take_peak_bytes",
  "ct_has_error",
  "ct_take_error",
  "ct_release",
  "ct_from_bytes",
  "ct_full",
  "ct_empty",
  "ct_like",
  "ct_arange",
  "ct_linspace",
  "ct_eye",
  "ct_one_hot",
  "ct_rank",
  "ct_extent",
  "ct_type_of",
  "ct_is_cuda",
  "ct_device_index",
  "ct_item",
  "ct_item_integer",
  "ct_read",
  "ct_is_same",
  "ct_equal",
  "ct_to_type",
  "ct_to_device",
  "ct_clone",
  "ct_contiguous",
  "ct_unary",
  "ct_binary",
  "ct_binary_scalar",
  "ct_scalar_binary",
  "ct_clamp",
  "ct_clamp_tensor",
  "ct_where",
  "ct_masked_fill",
  "ct_lerp",
  "ct_leaky_relu",
  "ct_elu",
  "ct_add_in_place",
  "ct_multiply_in_place",
  "ct_addcmul_in_place",
  "ct_addcdiv_in_place",
  "ct_copy_in_place",
  "ct_fill_in_place",
  "ct_clamp_in_place",
  "ct_reshape",
  "ct_expand",
  "ct_permute",
  "ct_transpose",
  "ct_squeeze",
  "ct_unsqueeze",
  "ct_flatten",
  "ct_select",
  "ct_slice",
  "ct_flip",
  "ct_roll",
  "ct_repeat",
  "ct_repeat_interleave",
  "ct_cat",
  "ct_stack",
  "ct_index_select",
  "ct_gather",
  "ct_scatter",
  "ct_scatter_add",
  "ct_masked_select",
  "ct_nonzero_indices",
  "ct_pad",
  "ct_reflect_pad",
  "ct_unfold",
  "ct_triangle",
  "ct_diagonal",
  "ct_look_up",
  "ct_moved",
  "ct_reduce",
  "ct_norm",
  "ct_argmax",
  "ct_cumsum",
  "ct_sort",
  "ct_topk",
  "ct_quantile",
  "ct_median",
  "ct_softmax",
  "ct_bincount",
  "ct_linear",
  "ct_conv2d",
  "ct_conv_transpose2d",
  "ct_max_pool2d",
  "ct_avg_pool2d",
  "ct_adaptive_avg_pool2d",
  "ct_batch_norm",
  "ct_normalise_in_place",
  "ct_layer_norm",
  "ct_cross_entropy",
  "ct_nll_loss",
  "ct_mse_loss",
  "ct_bce_with_logits",
  "ct_interpolate2d",
  "ct_im2col",
  "ct_addmm",
  "ct_bmm",
  "ct_baddbmm",
  "ct_solve",
  "ct_svd",
  "ct_generator_new",
  "ct_generator_release",
  "ct_generator_state",
  "ct_generator_set_state",
  "ct_rand",
  "ct_randn",
  "ct_randint",
  "ct_randperm",
  "ct_bernoulli",
  "ct_multinomial",
  "ct_dropout_mask",
  "ct_grad_mode",
  "ct_set_grad_mode",
  "ct_requires_grad",
  "ct_set_requires_grad",
  "ct_detach",
  "ct_backward",
  "ct_gradient_of",
  "ct_clear_gradient",
  "ct_grad",
  "ct_module_load",
  "ct_module_release",
  "ct_module_forward",
  "ct_sgd_step",
};
const int halftone_torch_count = COUNT;

#define CALL(name) ((__typeof__(&name))halftone_torch_entry(AT_##name))

void ct_initialise(void) { CALL(ct_initialise)(); }
void ct_set_threads(int count) { CALL(ct_set_threads)(count); }
int ct_get_threads(void) { return CALL(ct_get_threads)(); }
const char *CT_NONNULL ct_version(void) { return CALL(ct_version)(); }
bool ct_has_cuda(void) { return CALL(ct_has_cuda)(); }
int64_t ct_live_tensors(void) { return CALL(ct_live_tensors)(); }
int64_t ct_live_bytes(void) { return CALL(ct_live_bytes)(); }
int64_t ct_take_peak_bytes(void) { return CALL(ct_take_peak_bytes)(); }
bool ct_has_error(void) { return CALL(ct_has_error)(); }
const char *CT_NULLABLE ct_take_error(void) { return CALL(ct_take_error)(); }
void ct_release(ct_tensor a) { CALL(ct_release)(a); }
ct_tensor ct_from_bytes(const void *CT_NULLABLE bytes, ct_ints shape, int rank, ct_type type) { return CALL(ct_from_bytes)(bytes, shape, rank, type); }
ct_tensor ct_full(ct_ints shape, int rank, double value, ct_type type) { return CALL(ct_full)(shape, rank, value, type); }
ct_tensor ct_empty(ct_ints shape, int rank, ct_type type) { return CALL(ct_empty)(shape, rank, type); }
ct_tensor ct_like(ct_tensor a, double value) { return CALL(ct_like)(a, value); }
ct_tensor ct_arange(double start, double end, double step, ct_type type) { return CALL(ct_arange)(start, end, step, type); }
ct_tensor ct_linspace(double start, double end, int64_t count, ct_type type) { return CALL(ct_linspace)(start, end, count, type); }
ct_tensor ct_eye(int64_t size, ct_type type) { return CALL(ct_eye)(size, type); }
ct_tensor ct_one_hot(ct_tensor labels, int64_t classes) { return CALL(ct_one_hot)(labels, classes); }
int ct_rank(ct_tensor a) { return CALL(ct_rank)(a); }
int64_t ct_extent(ct_tensor a, int dimension) { return CALL(ct_extent)(a, dimension); }
ct_type ct_type_of(ct_tensor a) { return CALL(ct_type_of)(a); }
bool ct_is_cuda(ct_tensor a) { return CALL(ct_is_cuda)(a); }
int ct_device_index(ct_tensor a) { return CALL(ct_device_index)(a); }
bool ct_item(ct_tensor a, double *CT_NONNULL value) { return CALL(ct_item)(a, value); }
bool ct_item_integer(ct_tensor a, int64_t *CT_NONNULL value) { return CALL(ct_item_integer)(a, value); }
bool ct_read(ct_tensor a, void *CT_NONNULL destination, size_t bytes) { return CALL(ct_read)(a, destination, bytes); }
bool ct_is_same(ct_tensor a, ct_tensor b) { return CALL(ct_is_same)(a, b); }
bool ct_equal(ct_tensor a, ct_tensor b, bool *CT_NONNULL result) { return CALL(ct_equal)(a, b, result); }
ct_tensor ct_to_type(ct_tensor a, ct_type type) { return CALL(ct_to_type)(a, type); }
ct_tensor ct_to_device(ct_tensor a, bool cuda, int index) { return CALL(ct_to_device)(a, cuda, index); }
ct_tensor ct_clone(ct_tensor a) { return CALL(ct_clone)(a); }
ct_tensor ct_contiguous(ct_tensor a, bool channels_last) { return CALL(ct_contiguous)(a, channels_last); }
ct_tensor ct_unary(ct_unary_op op, ct_tensor a) { return CALL(ct_unary)(op, a); }
ct_tensor ct_binary(ct_binary_op op, ct_tensor a, ct_tensor b) { return CALL(ct_binary)(op, a, b); }
ct_tensor ct_binary_scalar(ct_binary_op op, ct_tensor a, double b) { return CALL(ct_binary_scalar)(op, a, b); }
ct_tensor ct_scalar_binary(ct_binary_op op, double a, ct_tensor b) { return CALL(ct_scalar_binary)(op, a, b); }
ct_tensor ct_clamp(ct_tensor a, const double *CT_NULLABLE low, const double *CT_NULLABLE high) { return CALL(ct_clamp)(a, low, high); }
ct_tensor ct_clamp_tensor(ct_tensor a, ct_tensor low, ct_tensor high) { return CALL(ct_clamp_tensor)(a, low, high); }
ct_tensor ct_where(ct_tensor condition, ct_tensor a, ct_tensor b) { return CALL(ct_where)(condition, a, b); }
ct_tensor ct_masked_fill(ct_tensor a, ct_tensor mask, double value) { return CALL(ct_masked_fill)(a, mask, value); }
ct_tensor ct_lerp(ct_tensor a, ct_tensor b, double weight) { return CALL(ct_lerp)(a, b, weight); }
ct_tensor ct_leaky_relu(ct_tensor a, double slope) { return CALL(ct_leaky_relu)(a, slope); }
ct_tensor ct_elu(ct_tensor a, double alpha) { return CALL(ct_elu)(a, alpha); }
bool ct_add_in_place(ct_tensor a, ct_tensor b, double alpha) { return CALL(ct_add_in_place)(a, b, alpha); }
bool ct_multiply_in_place(ct_tensor a, double factor) { return CALL(ct_multiply_in_place)(a, factor); }
bool ct_addcmul_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value) { return CALL(ct_addcmul_in_place)(a, b, c, value); }
bool ct_addcdiv_in_place(ct_tensor a, ct_tensor b, ct_tensor c, double value) { return CALL(ct_addcdiv_in_place)(a, b, c, value); }
bool ct_copy_in_place(ct_tensor a, ct_tensor b) { return CALL(ct_copy_in_place)(a, b); }
bool ct_fill_in_place(ct_tensor a, double value) { return CALL(ct_fill_in_place)(a, value); }
bool ct_clamp_in_place(ct_tensor a, const double *CT_NULLABLE low, const double *CT_NULLABLE high) { return CALL(ct_clamp_in_place)(a, low, high); }
ct_tensor ct_reshape(ct_tensor a, ct_ints shape, int rank) { return CALL(ct_reshape)(a, shape, rank); }
ct_tensor ct_expand(ct_tensor a, ct_ints shape, int rank) { return CALL(ct_expand)(a, shape, rank); }
ct_tensor ct_permute(ct_tensor a, ct_ints order, int rank) { return CALL(ct_permute)(a, order, rank); }
ct_tensor ct_transpose(ct_tensor a, int first, int second) { return CALL(ct_transpose)(a, first, second); }
ct_tensor ct_squeeze(ct_tensor a, int dimension) { return CALL(ct_squeeze)(a, dimension); }
ct_tensor ct_unsqueeze(ct_tensor a, int dimension) { return CALL(ct_unsqueeze)(a, dimension); }
ct_tensor ct_flatten(ct_tensor a, int first, int last) { return CALL(ct_flatten)(a, first, last); }
ct_tensor ct_select(ct_tensor a, int dimension, int64_t index) { return CALL(ct_select)(a, dimension, index); }
ct_tensor ct_slice(ct_tensor a, int dimension, int64_t start, int64_t end, int64_t step) { return CALL(ct_slice)(a, dimension, start, end, step); }
ct_tensor ct_flip(ct_tensor a, ct_ints dimensions, int count) { return CALL(ct_flip)(a, dimensions, count); }
ct_tensor ct_roll(ct_tensor a, ct_ints shifts, ct_ints dimensions, int count) { return CALL(ct_roll)(a, shifts, dimensions, count); }
ct_tensor ct_repeat(ct_tensor a, ct_ints times, int count) { return CALL(ct_repeat)(a, times, count); }
ct_tensor ct_repeat_interleave(ct_tensor a, int64_t times, int dimension) { return CALL(ct_repeat_interleave)(a, times, dimension); }
ct_tensor ct_cat(const ct_tensor *CT_NONNULL parts, int count, int dimension) { return CALL(ct_cat)(parts, count, dimension); }
ct_tensor ct_stack(const ct_tensor *CT_NONNULL parts, int count, int dimension) { return CALL(ct_stack)(parts, count, dimension); }
ct_tensor ct_index_select(ct_tensor a, int dimension, ct_tensor index) { return CALL(ct_index_select)(a, dimension, index); }
ct_tensor ct_gather(ct_tensor a, int dimension, ct_tensor index) { return CALL(ct_gather)(a, dimension, index); }
ct_tensor ct_scatter(ct_tensor a, int dimension, ct_tensor index, ct_tensor source) { return CALL(ct_scatter)(a, dimension, index, source); }
ct_tensor ct_scatter_add(ct_tensor a, int dimension, ct_tensor index, ct_tensor source) { return CALL(ct_scatter_add)(a, dimension, index, source); }
ct_tensor ct_masked_select(ct_tensor a, ct_tensor mask) { return CALL(ct_masked_select)(a, mask); }
ct_tensor ct_nonzero_indices(ct_tensor a) { return CALL(ct_nonzero_indices)(a); }
ct_tensor ct_pad(ct_tensor a, ct_ints widths, int count, double value) { return CALL(ct_pad)(a, widths, count, value); }
ct_tensor ct_reflect_pad(ct_tensor a, ct_ints widths, int count) { return CALL(ct_reflect_pad)(a, widths, count); }
ct_tensor ct_unfold(ct_tensor a, int dimension, int64_t size, int64_t step) { return CALL(ct_unfold)(a, dimension, size, step); }
ct_tensor ct_triangle(ct_tensor a, bool upper, int64_t diagonal) { return CALL(ct_triangle)(a, upper, diagonal); }
ct_tensor ct_diagonal(ct_tensor a) { return CALL(ct_diagonal)(a); }
ct_tensor ct_look_up(ct_tensor bytes, ct_tensor table) { return CALL(ct_look_up)(bytes, table); }
ct_tensor ct_moved(ct_tensor bytes, ct_tensor moves) { return CALL(ct_moved)(bytes, moves); }
ct_tensor ct_reduce(ct_reduction op, ct_tensor a, ct_ints dimensions, int count, bool keep) { return CALL(ct_reduce)(op, a, dimensions, count, keep); }
ct_tensor ct_norm(ct_tensor a, double p, ct_ints dimensions, int count, bool keep) { return CALL(ct_norm)(a, p, dimensions, count, keep); }
ct_tensor ct_argmax(ct_tensor a, int dimension, bool keep, bool smallest) { return CALL(ct_argmax)(a, dimension, keep, smallest); }
ct_tensor ct_cumsum(ct_tensor a, int dimension) { return CALL(ct_cumsum)(a, dimension); }
bool ct_sort(ct_tensor a, int dimension, bool descending, ct_tensor *CT_NONNULL values, ct_tensor *CT_NONNULL indices) { return CALL(ct_sort)(a, dimension, descending, values, indices); }
bool ct_topk(ct_tensor a, int64_t k, int dimension, bool largest, ct_tensor *CT_NONNULL values, ct_tensor *CT_NONNULL indices) { return CALL(ct_topk)(a, k, dimension, largest, values, indices); }
ct_tensor ct_quantile(ct_tensor a, double q, int dimension, bool keep) { return CALL(ct_quantile)(a, q, dimension, keep); }
ct_tensor ct_median(ct_tensor a, int dimension, bool keep) { return CALL(ct_median)(a, dimension, keep); }
ct_tensor ct_softmax(ct_tensor a, int dimension, bool logarithm) { return CALL(ct_softmax)(a, dimension, logarithm); }
ct_tensor ct_bincount(ct_tensor a, int64_t minimum) { return CALL(ct_bincount)(a, minimum); }
ct_tensor ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias) { return CALL(ct_linear)(input, weight, bias); }
ct_tensor ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding, ct_ints dilation, int64_t groups) { return CALL(ct_conv2d)(input, weight, bias, stride, padding, dilation, groups); }
ct_tensor ct_conv_transpose2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_ints stride, ct_ints padding, ct_ints output_padding, int64_t groups, ct_ints dilation) { return CALL(ct_conv_transpose2d)(input, weight, bias, stride, padding, output_padding, groups, dilation); }
ct_tensor ct_max_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding) { return CALL(ct_max_pool2d)(input, kernel, stride, padding); }
ct_tensor ct_avg_pool2d(ct_tensor input, ct_ints kernel, ct_ints stride, ct_ints padding) { return CALL(ct_avg_pool2d)(input, kernel, stride, padding); }
ct_tensor ct_adaptive_avg_pool2d(ct_tensor input, ct_ints size) { return CALL(ct_adaptive_avg_pool2d)(input, size); }
ct_tensor ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance, bool training, double momentum, double epsilon) { return CALL(ct_batch_norm)(input, weight, bias, mean, variance, training, momentum, epsilon); }
bool ct_normalise_in_place(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor mean, ct_tensor variance, double epsilon) { return CALL(ct_normalise_in_place)(input, weight, bias, mean, variance, epsilon); }
ct_tensor ct_layer_norm(ct_tensor input, ct_ints shape, int rank, ct_tensor weight, ct_tensor bias, double epsilon) { return CALL(ct_layer_norm)(input, shape, rank, weight, bias, epsilon); }
ct_tensor ct_cross_entropy(ct_tensor logits, ct_tensor labels, int reduction, double smoothing) { return CALL(ct_cross_entropy)(logits, labels, reduction, smoothing); }
ct_tensor ct_nll_loss(ct_tensor log_probabilities, ct_tensor labels, int reduction) { return CALL(ct_nll_loss)(log_probabilities, labels, reduction); }
ct_tensor ct_mse_loss(ct_tensor a, ct_tensor b, int reduction) { return CALL(ct_mse_loss)(a, b, reduction); }
ct_tensor ct_bce_with_logits(ct_tensor logits, ct_tensor targets, int reduction) { return CALL(ct_bce_with_logits)(logits, targets, reduction); }
ct_tensor ct_interpolate2d(ct_tensor a, int64_t rows, int64_t columns, bool bilinear) { return CALL(ct_interpolate2d)(a, rows, columns, bilinear); }
ct_tensor ct_im2col(ct_tensor a, ct_ints kernel, ct_ints dilation, ct_ints padding, ct_ints stride) { return CALL(ct_im2col)(a, kernel, dilation, padding, stride); }
ct_tensor ct_addmm(ct_tensor c, ct_tensor a, ct_tensor b) { return CALL(ct_addmm)(c, a, b); }
ct_tensor ct_bmm(ct_tensor a, ct_tensor b) { return CALL(ct_bmm)(a, b); }
ct_tensor ct_baddbmm(ct_tensor c, ct_tensor a, ct_tensor b) { return CALL(ct_baddbmm)(c, a, b); }
ct_tensor ct_solve(ct_tensor a, ct_tensor b) { return CALL(ct_solve)(a, b); }
bool ct_svd(ct_tensor a, ct_tensor *CT_NONNULL u, ct_tensor *CT_NONNULL s, ct_tensor *CT_NONNULL vh) { return CALL(ct_svd)(a, u, s, vh); }
ct_generator_ref ct_generator_new(uint64_t seed) { return CALL(ct_generator_new)(seed); }
void ct_generator_release(ct_generator_ref g) { CALL(ct_generator_release)(g); }
ct_tensor ct_generator_state(ct_generator_ref g) { return CALL(ct_generator_state)(g); }
bool ct_generator_set_state(ct_generator_ref g, ct_tensor state) { return CALL(ct_generator_set_state)(g, state); }
ct_tensor ct_rand(ct_ints shape, int rank, double low, double high, ct_generator_ref g, ct_type type) { return CALL(ct_rand)(shape, rank, low, high, g, type); }
ct_tensor ct_randn(ct_ints shape, int rank, double mean, double deviation, ct_generator_ref g, ct_type type) { return CALL(ct_randn)(shape, rank, mean, deviation, g, type); }
ct_tensor ct_randint(ct_ints shape, int rank, int64_t low, int64_t high, ct_generator_ref g) { return CALL(ct_randint)(shape, rank, low, high, g); }
ct_tensor ct_randperm(int64_t count, ct_generator_ref g) { return CALL(ct_randperm)(count, g); }
ct_tensor ct_bernoulli(ct_tensor probabilities, ct_generator_ref g) { return CALL(ct_bernoulli)(probabilities, g); }
ct_tensor ct_multinomial(ct_tensor weights, int64_t count, bool replacement, ct_generator_ref g) { return CALL(ct_multinomial)(weights, count, replacement, g); }
ct_tensor ct_dropout_mask(ct_tensor like, double keep, ct_generator_ref g) { return CALL(ct_dropout_mask)(like, keep, g); }
bool ct_grad_mode(void) { return CALL(ct_grad_mode)(); }
void ct_set_grad_mode(bool enabled) { CALL(ct_set_grad_mode)(enabled); }
bool ct_requires_grad(ct_tensor a) { return CALL(ct_requires_grad)(a); }
bool ct_set_requires_grad(ct_tensor a, bool required) { return CALL(ct_set_requires_grad)(a, required); }
ct_tensor ct_detach(ct_tensor a) { return CALL(ct_detach)(a); }
bool ct_backward(ct_tensor a, ct_tensor gradient, bool retain, bool create) { return CALL(ct_backward)(a, gradient, retain, create); }
ct_tensor ct_gradient_of(ct_tensor a) { return CALL(ct_gradient_of)(a); }
void ct_clear_gradient(ct_tensor a) { CALL(ct_clear_gradient)(a); }
bool ct_grad(const ct_tensor *CT_NONNULL outputs, const ct_tensor *CT_NULLABLE weights, int output_count, const ct_tensor *CT_NONNULL inputs, int input_count, bool retain, bool create, ct_tensor *CT_NONNULL gradients) { return CALL(ct_grad)(outputs, weights, output_count, inputs, input_count, retain, create, gradients); }
ct_module_ref ct_module_load(const char *CT_NONNULL path) { return CALL(ct_module_load)(path); }
void ct_module_release(ct_module_ref m) { CALL(ct_module_release)(m); }
ct_tensor ct_module_forward(ct_module_ref m, ct_tensor input) { return CALL(ct_module_forward)(m, input); }
bool ct_sgd_step(const ct_tensor *CT_NONNULL parameters, const ct_tensor *CT_NONNULL gradients, const ct_tensor *CT_NONNULL momenta, int count, double rate, double momentum, double decay, bool nesterov, bool first) { return CALL(ct_sgd_step)(parameters, gradients, momenta, count, rate, momentum, decay, nesterov, first); }
