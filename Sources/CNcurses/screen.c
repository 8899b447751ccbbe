#define _GNU_SOURCE
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>  // its macros (columns, lines, …) would change every header after it
#include <unistd.h>

static bool names_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (unsigned i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *value = getenv(variables[i]);
    if (value && *value) return strcasestr(value, "UTF-8") || strcasestr(value, "UTF8");
  }
  return false;
}

bool cn_set_locale(void) {
  const char *set = setlocale(LC_ALL, "");
  bool is_utf8 = set && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!is_utf8) setlocale(LC_CTYPE, "C.UTF-8");
  // Numbers in files keep their point, whatever the person's language.
  setlocale(LC_NUMERIC, "C");
  return is_utf8 || (!set && names_utf8());
}

bool cn_open(const char *type) { return newterm(type, stdout, stdin) != NULL; }

bool cn_load_terminfo(const char *type) {
  int error = 0;
  return setupterm(type, STDOUT_FILENO, &error) == OK;
}

bool cn_has_string(const char *capability) {
  const char *value = tigetstr(capability);
  return value != NULL && value != (const char *)-1;
}

bool cn_is_ansi(void) {
  static const char form[] = "\033[%i%p1%d;%p2%dH";
  const char *value = tigetstr("cup");
  return value != NULL && value != (const char *)-1 && strncmp(value, form, sizeof form - 1) == 0;
}

void cn_set_modes(void) {
  raw();
  noecho();
  nonl();
  curs_set(0);
}

WINDOW *cn_key_pad(void) {
  WINDOW *pad = newpad(1, 1);
  if (!pad) return NULL;
  keypad(pad, TRUE);
  nodelay(pad, TRUE);
  return pad;
}
