#define _GNU_SOURCE
#include "CNcurses.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

bool cn_window_size(int fd, int *rows, int *columns) {
  struct winsize size = {0};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return false;
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

int cn_line_speed(int fd) {
  static const struct { speed_t code; int bits; } speeds[] = {
      {B300, 300},     {B600, 600},     {B1200, 1200},   {B2400, 2400},     {B4800, 4800},     {B9600, 9600},
      {B19200, 19200}, {B38400, 38400}, {B57600, 57600}, {B115200, 115200}, {B230400, 230400},
  };
  char path[256];
  struct termios modes;
  if (ttyname_r(fd, path, sizeof path) != 0 || tcgetattr(fd, &modes) != 0) return 0;
  static const char *const serial[] = {"/dev/ttyS", "/dev/ttyUSB", "/dev/ttyACM", "/dev/ttyAMA"};
  for (unsigned i = 0; i < sizeof serial / sizeof *serial; i++) {
    if (strncmp(path, serial[i], strlen(serial[i])) != 0) continue;
    for (unsigned k = 0; k < sizeof speeds / sizeof *speeds; k++) {
      if (cfgetospeed(&modes) == speeds[k].code) return speeds[k].bits;
    }
  }
  return 0;
}

bool cn_pipe(int *ends) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0; }

int cn_memory_file(void) { return memfd_create("standard error", MFD_CLOEXEC); }
