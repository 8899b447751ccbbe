#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int codecs_fail(codecs_error *error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return -1;
}

int codecs_reserve(codecs_buffer *buffer, size_t *capacity, size_t more) {
  if (more > SIZE_MAX - buffer->count) return -1;
  size_t needed = buffer->count + more;
  if (needed <= *capacity) return 0;
  size_t grown = *capacity > SIZE_MAX / 2 ? needed : *capacity * 2;
  if (grown < needed) grown = needed;
  uint8_t *bytes = realloc(buffer->bytes, grown);
  if (!bytes) return -1;
  buffer->bytes = bytes;
  *capacity = grown;
  return 0;
}
