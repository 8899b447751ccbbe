#define _GNU_SOURCE
#include "CNcurses.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

bool cn_window_size(int fd, int *rows, int *columns) {
  struct winsize size = {0};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

int cn_readable(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 ? count : -1;
}

bool cn_make_raw(int fd, struct termios *saved) {
  if (tcgetattr(fd, saved) != 0) return false;
  struct termios raw = *saved;
  cfmakeraw(&raw);
  return tcsetattr(fd, TCSANOW, &raw) == 0;
}

int cn_open_nonblocking(int fd) {
  char path[256];
  if (ttyname_r(fd, path, sizeof path) != 0) return -1;
  return open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

bool cn_pipe(int *ends) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0; }

int cn_memory_file(void) { return memfd_create("standard error", MFD_CLOEXEC); }
