// The terminal is restored on every way out. Handlers call only what is safe in one: write, pread, tcsetattr,
// sigaction, dup2, raise. The state below is set before the handlers are installed, and by the terminal's one thread.
#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Ends synchronised update, mouse, focus and paste modes, cursor-key and keypad modes, scroll region, colours; turns
// wrapping and the cursor on; leaves the alternate screen.
static const char restoring[] =
    "\033[?2026l\033[?1006l\033[?1003l\033[?1002l\033[?1000l\033[?1004l\033[?2004l\033[?1l\033>"
    "\033[r\033[m\033[?7h\033[?25h\033[?1049l\r";

static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
static const int ending[] = {SIGTERM, SIGHUP, SIGINT};
enum { FATAL = sizeof fatal / sizeof *fatal, ENDING = sizeof ending / sizeof *ending };

static struct {
  int tty, log, pipe;
  int standard_error;  // the descriptor 2 that we were started with, or -1 while it is in place
  off_t log_start;
  struct termios modes;
  struct sigaction previous[FATAL];
  bool installed, chain;
  char stack[64 * 1024];
} guard = {.tty = -1, .log = -1, .pipe = -1, .standard_error = -1};

static volatile sig_atomic_t armed = 0;
static volatile sig_atomic_t ended_by = 0;

static void write_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void tell(char byte) {
  int saved = errno;
  // A full pipe already wakes the loop.
  ssize_t ignored = write(guard.pipe, &byte, 1);
  (void)ignored;
  errno = saved;
}

void cn_guard_restore(void) {
  if (!armed) return;
  armed = 0;
  write_all(guard.tty, restoring, sizeof restoring - 1);
  tcsetattr(guard.tty, TCSANOW, &guard.modes);
  if (guard.standard_error >= 0) dup2(guard.standard_error, STDERR_FILENO);
}

size_t cn_guard_show_log(void) {
  if (guard.log < 0 || guard.standard_error < 0) return 0;
  off_t end = lseek(guard.log, 0, SEEK_END);
  enum { TAIL = 4096 };
  char tail[TAIL];
  off_t start = end - TAIL > guard.log_start ? end - TAIL : guard.log_start;
  if (end <= start) return 0;
  ssize_t count = pread(guard.log, tail, (size_t)(end - start), start);
  if (count <= 0) return 0;
  write_all(guard.standard_error, tail, (size_t)count);
  guard.log_start = end;
  return (size_t)count;
}

static void die(int signal) {
  bool was_armed = armed;
  cn_guard_restore();
  if (was_armed) cn_guard_show_log();
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
}

static void on_fatal(int signal) {
  die(signal);
  if (guard.chain) {
    for (int i = 0; i < FATAL; i++) {
      if (fatal[i] == signal) sigaction(signal, &guard.previous[i], NULL);
    }
  }
  // Blocked until we return; a fault would happen again by itself, a signal from outside would not.
  raise(signal);
}

static void on_ending(int signal) {
  bool again = ended_by != 0;
  ended_by = signal;
  // Without the screen no loop is there to end.
  if (!again && armed) {
    tell(CN_TERMINATE);
    return;
  }
  die(signal);
  raise(signal);
}

static void on_notice(int signal) {
  tell(signal == SIGWINCH ? CN_RESIZED : signal == SIGCONT ? CN_CONTINUED : CN_SUSPEND);
}

static void install(int signal, void (*handler)(int), int flags, struct sigaction *previous) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  // tcsetattr from a background process group would stop us in the middle of restoring.
  sigaddset(&action.sa_mask, SIGTTOU);
  sigaction(signal, &action, previous);
}

static void leave(void) {
  bool was_armed = armed;
  cn_guard_restore();
  if (was_armed) cn_guard_show_log();
}

bool cn_guard_install(int tty, int log, int signal_pipe) {
  if (tcgetattr(tty, &guard.modes) != 0) return false;
  guard.tty = tty;
  guard.pipe = signal_pipe;
  ended_by = 0;
  if (log >= 0) {
    guard.log = log;
    guard.log_start = lseek(log, 0, SEEK_END);
    if (guard.standard_error < 0) guard.standard_error = dup(STDERR_FILENO);
  }
  if (!guard.installed) {
    guard.installed = true;
    atexit(leave);
  }
  // A stack overflow leaves no room for a handler on the stack that overflowed.
  stack_t stack = {.ss_sp = guard.stack, .ss_size = sizeof guard.stack};
  sigaltstack(&stack, NULL);
  // Swift's backtracer takes the terminal for thirty seconds unless it is told how to behave.
  guard.chain = getenv("SWIFT_BACKTRACE") != NULL;
  for (int i = 0; i < FATAL; i++) install(fatal[i], on_fatal, SA_ONSTACK, &guard.previous[i]);
  for (int i = 0; i < ENDING; i++) {
    struct sigaction now;
    sigaction(ending[i], NULL, &now);
    if (now.sa_handler != SIG_IGN) install(ending[i], on_ending, SA_ONSTACK, NULL);  // nohup is honoured
  }
  install(SIGWINCH, on_notice, SA_ONSTACK, NULL);
  install(SIGCONT, on_notice, SA_ONSTACK, NULL);
  install(SIGTSTP, on_notice, SA_ONSTACK, NULL);
  install(SIGPIPE, SIG_IGN, 0, NULL);
  return true;
}

void cn_guard_arm(void) {
  if (guard.log >= 0) dup2(guard.log, STDERR_FILENO);
  armed = 1;
}

void cn_guard_disarm(void) {
  armed = 0;
  if (guard.standard_error >= 0) dup2(guard.standard_error, STDERR_FILENO);
}

void cn_guard_uninstall(void) {
  cn_guard_disarm();
  struct sigaction standard = {.sa_handler = SIG_DFL};
  static const int notices[] = {SIGWINCH, SIGCONT, SIGTSTP};
  for (unsigned i = 0; i < sizeof notices / sizeof *notices; i++) sigaction(notices[i], &standard, NULL);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &guard.previous[i], NULL);
  for (int i = 0; i < ENDING; i++) {
    struct sigaction now;
    sigaction(ending[i], NULL, &now);
    if (now.sa_handler == on_ending) sigaction(ending[i], &standard, NULL);
  }
  if (guard.standard_error >= 0) close(guard.standard_error);
  if (guard.log >= 0) close(guard.log);
  guard.standard_error = guard.log = guard.pipe = guard.tty = -1;
}

int cn_guard_signal(void) { return ended_by; }

void cn_suspend(void) {
  install(SIGTSTP, SIG_DFL, 0, NULL);
  kill(0, SIGTSTP);
  install(SIGTSTP, on_notice, SA_ONSTACK, NULL);
}
