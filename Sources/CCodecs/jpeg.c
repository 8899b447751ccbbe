#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// libjpeg's header uses FILE and size_t without including what declares them.
#include <jpeglib.h>

#include "buffer.h"

typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf jump;
  codecs_error *error;
} handler;

static void on_error(j_common_ptr codec) {
  handler *self = (handler *)codec->err;
  char text[JMSG_LENGTH_MAX];
  codec->err->format_message(codec, text);
  codecs_fail(self->error, "%s", text);
  longjmp(self->jump, 1);
}

// Level -1 is corrupt data that libjpeg would paint over; higher levels are tracing.
static void on_message(j_common_ptr codec, int level) {
  if (level < 0) on_error(codec);
}

int codecs_jpeg_read(const uint8_t *input, size_t count, size_t limit, codecs_image *image,
                     codecs_error *error) {
  struct jpeg_decompress_struct codec;
  handler self;
  memset(&codec, 0, sizeof codec);
  self.error = error;
  codec.err = jpeg_std_error(&self.manager);
  self.manager.error_exit = on_error;
  self.manager.emit_message = on_message;
  memset(image, 0, sizeof *image);
  uint8_t *volatile pixels = NULL;
  if (setjmp(self.jump)) {
    jpeg_destroy_decompress(&codec);
    free(pixels);
    return -1;
  }
  jpeg_create_decompress(&codec);
  jpeg_mem_src(&codec, input, count);
  jpeg_read_header(&codec, TRUE);
  if (codec.num_components != 1 && codec.num_components != 3) {
    jpeg_destroy_decompress(&codec);
    return codecs_fail(error, "%d colour components, expected 1 or 3", codec.num_components);
  }
  codec.out_color_space = codec.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  // One exact inverse transform on every machine.
  codec.dct_method = JDCT_ISLOW;
  jpeg_calc_output_dimensions(&codec);
  size_t row = (size_t)codec.output_width * (size_t)codec.output_components;
  if (!row || !codec.output_height || row > limit / codec.output_height) {
    jpeg_destroy_decompress(&codec);
    return codecs_fail(error, "the picture is too large: %u x %u", codec.output_width, codec.output_height);
  }
  pixels = malloc(row * codec.output_height);
  if (!pixels) {
    jpeg_destroy_decompress(&codec);
    return codecs_fail(error, "out of memory");
  }
  jpeg_start_decompress(&codec);
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW line = pixels + codec.output_scanline * row;
    jpeg_read_scanlines(&codec, &line, 1);
  }
  jpeg_finish_decompress(&codec);
  *image = (codecs_image){pixels, codec.output_width, codec.output_height, (uint32_t)codec.num_components};
  jpeg_destroy_decompress(&codec);
  return 0;
}
