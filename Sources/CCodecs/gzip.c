#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "buffer.h"

enum { gzip_window = 15 + 16, first_room = 64 * 1024 };

// zlib counts in 32 bits.
static uInt slice(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

// Inflates until the stream ends or `limit` bytes are out; `*finished` tells which.
static int inflate_stream(z_stream *stream, const uint8_t *input, size_t count, size_t limit,
                          codecs_buffer *output, int *finished, codecs_error *error) {
  size_t capacity = 0, consumed = 0;
  *finished = 0;
  while (output->count < limit) {
    size_t room = capacity - output->count;
    if (room == 0) {
      room = output->count < first_room ? first_room : output->count;
      if (room > limit - output->count) room = limit - output->count;
      if (codecs_reserve(output, &capacity, room)) return codecs_fail(error, "out of memory");
    }
    uInt given = slice(count - consumed), offered = slice(capacity - output->count);
    if ((size_t)offered > limit - output->count) offered = (uInt)(limit - output->count);
    stream->next_in = (Bytef *)(input + consumed);
    stream->avail_in = given;
    stream->next_out = output->bytes + output->count;
    stream->avail_out = offered;
    int status = inflate(stream, Z_NO_FLUSH);
    size_t eaten = given - stream->avail_in, made = offered - stream->avail_out;
    consumed += eaten;
    output->count += made;
    if (status == Z_STREAM_END) {
      if (consumed == count) {
        *finished = 1;
        return 0;
      }
      if (input[consumed] != 0x1f)
        return codecs_fail(error, "%zu bytes stand after the end of the gzip stream", count - consumed);
      if (inflateReset(stream) != Z_OK) return codecs_fail(error, "cannot start the next gzip member");
    } else if (status == Z_BUF_ERROR || (status == Z_OK && !eaten && !made)) {
      return codecs_fail(error, "the gzip stream ends early, after %zu bytes of data", output->count);
    } else if (status != Z_OK) {
      return codecs_fail(error, "%s after %zu bytes of data",
                         stream->msg ? stream->msg : "corrupt gzip stream", output->count);
    }
  }
  return 0;
}

// What `inflate_stream` leaves open when exactly `limit` bytes are out: is that the end?
static int expect_end(z_stream *stream, const uint8_t *input, size_t count, size_t limit,
                      codecs_error *error) {
  uint8_t beyond;
  for (;;) {
    stream->next_out = &beyond;
    stream->avail_out = 1;
    size_t consumed = (size_t)(stream->next_in - input);
    stream->avail_in = slice(count - consumed);
    int status = inflate(stream, Z_NO_FLUSH);
    if (!stream->avail_out) return codecs_fail(error, "holds more than %zu bytes of data", limit);
    consumed = (size_t)(stream->next_in - input);
    if (status == Z_STREAM_END) {
      if (consumed == count) return 0;
      if (input[consumed] != 0x1f)
        return codecs_fail(error, "%zu bytes stand after the end of the gzip stream", count - consumed);
      if (inflateReset(stream) != Z_OK) return codecs_fail(error, "cannot start the next gzip member");
    } else if (status == Z_BUF_ERROR || (status == Z_OK && consumed == count)) {
      return codecs_fail(error, "the gzip stream ends early, after %zu bytes of data", limit);
    } else if (status != Z_OK) {
      return codecs_fail(error, "%s after %zu bytes of data",
                         stream->msg ? stream->msg : "corrupt gzip stream", limit);
    }
  }
}

static int run(const uint8_t *input, size_t count, size_t limit, int whole, codecs_buffer *output,
               codecs_error *error) {
  z_stream stream = {0};
  int finished = 0;
  output->bytes = NULL;
  output->count = 0;
  if (inflateInit2(&stream, gzip_window) != Z_OK) return codecs_fail(error, "zlib does not start");
  stream.next_in = (Bytef *)input;
  int result = inflate_stream(&stream, input, count, limit, output, &finished, error);
  if (!result && whole && !finished) result = expect_end(&stream, input, count, limit, error);
  inflateEnd(&stream);
  if (result) {
    free(output->bytes);
    output->bytes = NULL;
    output->count = 0;
  }
  return result;
}

int codecs_gzip_inflate(const uint8_t *input, size_t count, size_t limit, codecs_buffer *output,
                        codecs_error *error) {
  return run(input, count, limit, 1, output, error);
}

int codecs_gzip_peek(const uint8_t *input, size_t count, size_t wanted, codecs_buffer *output,
                     codecs_error *error) {
  return run(input, count, wanted, 0, output, error);
}

int codecs_gzip_deflate(const uint8_t *input, size_t count, int level, codecs_buffer *output,
                        codecs_error *error) {
  z_stream stream = {0};
  size_t capacity = 0, consumed = 0;
  int status = Z_OK;
  output->bytes = NULL;
  output->count = 0;
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return codecs_fail(error, "zlib does not start at level %d", level);
  while (status != Z_STREAM_END) {
    if (capacity == output->count && codecs_reserve(output, &capacity, first_room)) {
      status = Z_MEM_ERROR;
      break;
    }
    uInt given = slice(count - consumed), offered = slice(capacity - output->count);
    stream.next_in = (Bytef *)(input + consumed);
    stream.avail_in = given;
    stream.next_out = output->bytes + output->count;
    stream.avail_out = offered;
    status = deflate(&stream, consumed + given == count ? Z_FINISH : Z_NO_FLUSH);
    consumed += given - stream.avail_in;
    output->count += offered - stream.avail_out;
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) break;
  }
  deflateEnd(&stream);
  if (status == Z_STREAM_END) return 0;
  free(output->bytes);
  output->bytes = NULL;
  output->count = 0;
  return codecs_fail(error, status == Z_MEM_ERROR ? "out of memory" : "zlib cannot compress");
}
