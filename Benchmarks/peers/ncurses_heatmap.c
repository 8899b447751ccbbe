// The maps of Tests/TerminalProbe/Scenes.swift the way a careful ncurses program draws them: half blocks in 256 colours,
// pairs from alloc_pair, one refresh a frame. Prints frames and processor time as JSON.
//   ncurses_heatmap heatmap|noise|idle FRAMES
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SIDE = 64 };
static float values[SIDE * SIDE];

static double processor_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void compute(const char *scene, int time) {
  uint32_t state = (uint32_t)(time + 1) * 2654435761u;
  for (int i = 0; i < SIDE * SIDE; i++) {
    if (!strcmp(scene, "noise")) {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      values[i] = (float)(state >> 8) / (float)(1 << 24);
    } else {
      float x = i % SIDE, y = i / SIDE, t = !strcmp(scene, "idle") ? 0 : time;
      values[i] = 0.5f + 0.5f * sinf(0.13f * x + 0.21f * t) * cosf(0.11f * y - 0.17f * t);
    }
  }
}

// Sixteen steps from dark blue to yellow through the colour cube, as cividis goes.
static int color(float value) {
  static const int steps[] = {17, 18, 59, 60, 60, 102, 102, 103, 144, 144, 143, 185, 185, 186, 221, 227};
  int level = (int)(value * 16);
  return steps[level < 0 ? 0 : level > 15 ? 15 : level];
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  setlocale(LC_ALL, "C.UTF-8");
  if (!newterm(NULL, stdout, stdin)) return 2;
  raw(), noecho(), curs_set(0), start_color(), use_default_colors();
  int frames = atoi(arguments[2]);
  double began = 0;
  for (int frame = 0; frame <= frames; frame++) {
    compute(arguments[1], frame);
    for (int row = 0; row < SIDE / 2; row++) {
      for (int column = 0; column < SIDE; column++) {
        int pair = alloc_pair(color(values[2 * row * SIDE + column]), color(values[(2 * row + 1) * SIDE + column]));
        cchar_t cell;
        setcchar(&cell, L"\u2580", A_NORMAL, 0, &pair);
        mvadd_wch(row + 1, column + 2, &cell);
      }
    }
    refresh();
    if (frame == 0) began = processor_seconds();
    usleep(34000);
  }
  double seconds = processor_seconds() - began;
  endwin();
  printf("{\"frames\": %d, \"seconds\": %g}\n", frames, seconds);
}
