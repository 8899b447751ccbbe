// The terminal is restored on every way out. Handlers call only what is safe in one: write, pread, tcsetattr,
// sigaction, dup2, raise. The state below is set before the handlers are installed, and by the terminal's one thread.
#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Ends a string that was cut off, synchronised update, mouse, focus and paste modes, cursor-key and keypad modes, scroll region, colours; turns
// wrapping, the terminal's own order of text and the cursor on; leaves the alternate screen.
static const char restoring[] =
    "\033\\\033[?2026l\033[?1006l\033[?1003l\033[?1002l\033[?1000l\033[?1004l\033[?2004l\033[?1l\033>"
    "\033[r\033[m\033[8h\033[?7h\033[?25h\033[?1049l\r";

static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
static const int ending[] = {SIGTERM, SIGHUP, SIGINT};
enum { FATAL = sizeof fatal / sizeof *fatal, ENDING = sizeof ending / sizeof *ending };

static struct {
  int tty, log, pipe;
  int standard_error;  // the descriptor 2 that we were started with, or -1 while it is in place
  off_t log_start;
  struct termios modes;
  struct sigaction previous[FATAL];
  bool installed, chain, is_ascii;
  char report[512], note[1024];
  char stack[64 * 1024];
} guard = {.tty = -1, .log = -1, .pipe = -1, .standard_error = -1};

static volatile sig_atomic_t armed = 0;
static volatile sig_atomic_t ended_by = 0;

// A frame on a stalled link must not keep the way out shut: what the terminal has not taken is thrown away.
static void make_room(int tty) {
  struct pollfd writable = {.fd = tty, .events = POLLOUT};
  if (poll(&writable, 1, 0) == 0) tcflush(tty, TCOFLUSH);
}

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
  make_room(guard.tty);
  write_all(guard.tty, restoring, sizeof restoring - 1);
  tcsetattr(guard.tty, TCSANOW, &guard.modes);
  if (guard.standard_error >= 0) dup2(guard.standard_error, STDERR_FILENO);
}

enum { TAIL = 4096 };

// The end of what standard error got, as text: no byte of it may command the terminal.
static size_t read_log(char *tail) {
  if (guard.log < 0) return 0;
  off_t end = lseek(guard.log, 0, SEEK_END);
  off_t start = end - TAIL > guard.log_start ? end - TAIL : guard.log_start;
  if (end <= start) return 0;
  ssize_t count = pread(guard.log, tail, (size_t)(end - start), start);
  for (ssize_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)tail[i];
    bool is_control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    // U+0080 to U+009F are commands, too.
    bool is_second = i > 0 && (unsigned char)tail[i - 1] == 0xc2 && byte >= 0x80 && byte < 0xa0;
    if (is_second) tail[i - 1] = '?';
    if (is_control || is_second || (guard.is_ascii && byte >= 0x80)) tail[i] = '?';
  }
  return count > 0 ? (size_t)count : 0;
}

size_t cn_guard_show_log(void) {
  char tail[TAIL];
  if (guard.standard_error < 0) return 0;
  size_t count = read_log(tail);
  write_all(guard.standard_error, tail, count);
  if (count > 0) guard.log_start = lseek(guard.log, 0, SEEK_END);
  return count;
}

static void say(int fd, const char *text) { write_all(fd, text, strlen(text)); }

static const char *name(int signal) {
  switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGABRT: return "SIGABRT";
    default: return "a signal";
  }
}

// Once, by the thread that crashed first.
static void write_report(int signal) {
  static atomic_flag begun = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&begun) || guard.report[0] == '\0') return;
  int file = open(guard.report, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    say(file, "ended by ");
    say(file, name(signal));
    say(file, "\n");
    say(file, guard.note);
    say(file, "\n\nThe calls, innermost first (addr2line -e PROGRAM ADDRESS names a line):\n");
    void *calls[64];
    backtrace_symbols_fd(calls, backtrace(calls, 64), file);
    char tail[TAIL];
    size_t count = read_log(tail);
    say(file, "\nThe end of standard error:\n");
    write_all(file, tail, count);
    close(file);
  }
  say(STDERR_FILENO, "ended by ");
  say(STDERR_FILENO, name(signal));
  if (file >= 0) {
    say(STDERR_FILENO, "; the report is ");
    say(STDERR_FILENO, guard.report);
  }
  say(STDERR_FILENO, "\n");
  say(STDERR_FILENO, guard.note);
  say(STDERR_FILENO, "\n");
}

static void die(int signal, bool is_crash) {
  bool was_armed = armed;
  cn_guard_restore();
  // The report first: showing the log moves on in it.
  if (is_crash) write_report(signal);
  if (was_armed) cn_guard_show_log();
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
}

static void on_fatal(int signal) {
  die(signal, signal != SIGQUIT);
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
  die(signal, false);
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
  // A parent may have blocked it (a test runner, a job queue, an old shell), and what is blocked is inherited.
  sigset_t heard;
  sigemptyset(&heard);
  sigaddset(&heard, signal);
  pthread_sigmask(SIG_UNBLOCK, &heard, NULL);
}

static void leave(void) {
  bool was_armed = armed;
  cn_guard_restore();
  if (was_armed) cn_guard_show_log();
}

void cn_guard_describe(const char *report, const char *note) {
  strncpy(guard.report, report, sizeof guard.report - 1);
  strncpy(guard.note, note, sizeof guard.note - 1);
}

bool cn_guard_install(int tty, int log, int signal_pipe, bool is_ascii) {
  if (tcgetattr(tty, &guard.modes) != 0) return false;
  guard.is_ascii = is_ascii;
  // Its first call loads a library, which no handler may.
  void *call;
  backtrace(&call, 1);
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
