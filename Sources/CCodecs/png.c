#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

typedef struct {
  const uint8_t *input;
  size_t count, position;
  codecs_buffer *output;
  size_t capacity;
  codecs_error *error;
} state;

static void on_error(png_structp png, png_const_charp text) {
  state *self = png_get_error_ptr(png);
  codecs_fail(self->error, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void on_read(png_structp png, png_bytep bytes, size_t count) {
  state *self = png_get_io_ptr(png);
  if (count > self->count - self->position) png_error(png, "the file ends early");
  memcpy(bytes, self->input + self->position, count);
  self->position += count;
}

static void on_write(png_structp png, png_bytep bytes, size_t count) {
  state *self = png_get_io_ptr(png);
  if (codecs_reserve(self->output, &self->capacity, count)) png_error(png, "out of memory");
  memcpy(self->output->bytes + self->output->count, bytes, count);
  self->output->count += count;
}

static void on_flush(png_structp png) { (void)png; }

// Asks for 8 bits in 1 to 4 channels, whatever the file holds.
static void ask_for_bytes(png_structp png, png_infop info) {
  int colour = png_get_color_type(png, info), depth = png_get_bit_depth(png, info);
  if (depth == 16) png_set_scale_16(png);
  if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
}

int codecs_png_read(const uint8_t *input, size_t count, size_t limit, codecs_image *image,
                    codecs_error *error) {
  state self = {input, count, 0, NULL, 0, error};
  memset(image, 0, sizeof *image);
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, on_error, on_warning);
  if (!png) return codecs_fail(error, "libpng does not start");
  png_infop info = png_create_info_struct(png);
  // Locals that change after setjmp live behind this volatile pointer's target or are volatile themselves.
  png_bytep volatile pixels = NULL;
  png_bytepp volatile rows = NULL;
  if (!info || setjmp(png_jmpbuf(png))) {
    if (!info) codecs_fail(error, "out of memory");
    png_destroy_read_struct(&png, &info, NULL);
    free(pixels);
    free((void *)rows);
    return -1;
  }
  png_set_read_fn(png, &self, on_read);
  png_set_chunk_malloc_max(png, 8 * 1024 * 1024);
  png_read_info(png, info);
  ask_for_bytes(png, info);
  png_uint_32 width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  png_byte channels = png_get_channels(png, info);
  size_t row = png_get_rowbytes(png, info);
  if (row != (size_t)width * channels) png_error(png, "unexpected row size");
  if (row > limit / height) png_error(png, "the picture is too large");
  pixels = malloc(row * height);
  rows = malloc(height * sizeof *rows);
  if (!pixels || !rows) png_error(png, "out of memory");
  for (png_uint_32 y = 0; y < height; y++) rows[y] = pixels + y * row;
  png_read_image(png, rows);
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  free((void *)rows);
  *image = (codecs_image){pixels, width, height, channels};
  return 0;
}

int codecs_png_write(const codecs_image *image, codecs_buffer *output, codecs_error *error) {
  static const int colours[] = {
      0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  output->bytes = NULL;
  output->count = 0;
  if (image->channels < 1 || image->channels > 4)
    return codecs_fail(error, "%u channels, expected 1 to 4", image->channels);
  state self = {NULL, 0, 0, output, 0, error};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &self, on_error, on_warning);
  if (!png) return codecs_fail(error, "libpng does not start");
  png_infop info = png_create_info_struct(png);
  if (!info || setjmp(png_jmpbuf(png))) {
    if (!info) codecs_fail(error, "out of memory");
    png_destroy_write_struct(&png, &info);
    free(output->bytes);
    output->bytes = NULL;
    output->count = 0;
    return -1;
  }
  png_set_write_fn(png, &self, on_write, on_flush);
  png_set_IHDR(png, info, image->width, image->height, 8, colours[image->channels], PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  size_t row = (size_t)image->width * image->channels;
  for (uint32_t y = 0; y < image->height; y++) png_write_row(png, image->pixels + y * row);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return 0;
}
