#ifndef CODECS_BUFFER_H
#define CODECS_BUFFER_H

#include "CCodecs.h"

// Writes the message, cut to size, and returns -1.
int codecs_fail(codecs_error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Makes room for `more` bytes behind the `count` that are there; `capacity` is what is allocated.
int codecs_reserve(codecs_buffer *buffer, size_t *capacity, size_t more);

#endif
