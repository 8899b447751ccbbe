// The terminal's C side: what Swift cannot import from ncurses, or must not do itself.
// Each function says which of the two it is.
#pragma once
// Without this the wide half of the interface (wget_wch, setcchar, define_key's callers) stays hidden.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <termios.h>
#include <wchar.h>

// ---- screen.c: macros and C globals that Swift does not import or rightly refuses (stdin, stdout, stdscr, curscr).

/// Sets the locale, and a UTF-8 one where the environment's is not: else get_wch drops every key outside ASCII.
/// Returns whether the environment's is UTF-8, by its name where it is not installed (ssh forwards such ones).
bool cn_set_locale(void);
/// newterm on standard input and output; false where the type is unknown. `FILE *` globals.
bool cn_open(const char *type);
/// Reads the terminfo entry without opening a screen; false where the type is unknown.
bool cn_load_terminfo(const char *type);
/// `tigetstr` has pointer results of 0 and -1 that mean "absent" and "not a string".
bool cn_has_string(const char *capability);
/// Whether the cursor is moved as ECMA-48 has it. `tigetstr` as above.
bool cn_is_ansi(void);
/// Modes: raw (so that ^C, ^Z, ^S and ^Q are keys), no echo, CR left as CR, no cursor.
void cn_set_modes(void);
/// A pad that is never shown: reading keys from it refreshes nothing.
WINDOW *cn_key_pad(void);

// ---- tty.c: variadic ioctl, what hides behind feature macros, and termios calls that belong together.

/// False if `fd` is no terminal; zeros where the terminal does not know.
bool cn_window_size(int fd, int *rows, int *columns);
/// The bytes that a read would return at once; -1 on error.
int cn_readable(int fd);
/// Raw mode for a short question to the terminal; returns false if `fd` is none.
bool cn_make_raw(int fd, struct termios *saved);
/// ttyname, opened once more with a file description of its own, which does not block.
int cn_open_nonblocking(int fd);
/// Bits a second of a serial line; 0 for any other terminal, whose speed means nothing. `Bnnn` are macros.
int cn_line_speed(int fd);
/// A pipe whose ends do not block and are not inherited. pipe2 hides behind a feature macro.
bool cn_pipe(int *ends);
/// A file in memory, not inherited. memfd_create hides behind a feature macro.
int cn_memory_file(void);

// ---- guard.c: signal handlers, which may not run Swift code.

/// The bytes that appear in the pipe of `cn_guard_install`.
enum {
  CN_RESIZED = 'W',    // SIGWINCH
  CN_CONTINUED = 'C',  // SIGCONT
  CN_SUSPEND = 'Z',    // SIGTSTP from outside
  CN_TERMINATE = 'T',  // SIGTERM, SIGHUP or SIGINT from outside; the second one ends the process
};

/// Installs every handler. Call before newterm, so that ncurses installs none of its own.
/// - `tty`: where the restoring bytes go; `log`: where standard error goes while the screen is up, or -1; closed with the guard.
/// - `signal_pipe`: a non-blocking descriptor that gets one byte a signal.
/// - `is_ascii`: whether the terminal is to get no byte above 0x7f, not even out of the log.
/// Returns false if the terminal's modes cannot be read.
bool cn_guard_install(int tty, int log, int signal_pipe, bool is_ascii);
/// Where a crash leaves its report (a file that is made then), and what is said of it beside that: a line or a few.
void cn_guard_describe(const char *report, const char *note);
/// From now on every way out restores the terminal; standard error goes to the log.
void cn_guard_arm(void);
/// The terminal is as it was: nothing to restore any more; standard error is itself again.
void cn_guard_disarm(void);
/// Writes the restoring bytes and modes if armed, then disarms.
void cn_guard_restore(void);
/// Writes the end of what standard error got since `cn_guard_install` to where it belongs. Returns the bytes shown.
size_t cn_guard_show_log(void);
/// Disarms, gives the signals back to the system (SIGPIPE stays ignored), and closes the log. The pipe may be closed after it.
void cn_guard_uninstall(void);
/// The signal behind the last CN_TERMINATE, or 0.
int cn_guard_signal(void);
/// Stops the process group as ^Z does and returns when it goes on.
void cn_suspend(void);
