// zlib, libpng and libjpeg behind a plain C header: whole buffers in, whole buffers out.
//
// Why C and not imports of the libraries themselves: libpng and libjpeg report errors by longjmp, which must
// not cross Swift frames, and by exit() unless told otherwise.
//
// Every function returns 0, or -1 with a message in `error`. An output buffer comes from malloc and is the
// caller's to free(); on -1 there is none.
#ifndef CCODECS_H
#define CCODECS_H

#include <stddef.h>
#include <stdint.h>

#define CODECS_MESSAGE_SIZE 200

typedef struct {
  char message[CODECS_MESSAGE_SIZE];
} codecs_error;

typedef struct {
  uint8_t *bytes;
  size_t count;
} codecs_buffer;

// 8 bits a channel, rows from the top, channels interleaved: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
typedef struct {
  uint8_t *pixels;
  uint32_t width, height, channels;
} codecs_image;

// Inflates a gzip stream (several members joined are one stream). The checksum and the length at its end are
// verified. More than `limit` bytes of output, and bytes after the stream, are errors.
int codecs_gzip_inflate(
    const uint8_t *input, size_t count, size_t limit, codecs_buffer *output, codecs_error *error);

// Inflates the first `wanted` bytes only; fewer come back when the stream ends before.
int codecs_gzip_peek(
    const uint8_t *input, size_t count, size_t wanted, codecs_buffer *output, codecs_error *error);

// Compresses into one gzip member without name or time, so that equal bytes give equal files.
int codecs_gzip_deflate(
    const uint8_t *input, size_t count, int level, codecs_buffer *output, codecs_error *error);

// Decodes a PNG of any kind. 16 bits become 8, palettes and small depths are expanded, gamma is left alone.
// Pictures of more than `limit` bytes of pixels are refused before any memory is taken.
int codecs_png_read(
    const uint8_t *input, size_t count, size_t limit, codecs_image *image, codecs_error *error);

int codecs_png_write(const codecs_image *image, codecs_buffer *output, codecs_error *error);

// Decodes a grey or colour JPEG. What libjpeg only warns about (an early end, corrupt data) is an error here.
int codecs_jpeg_read(
    const uint8_t *input, size_t count, size_t limit, codecs_image *image, codecs_error *error);

#endif
