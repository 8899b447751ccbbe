#!/usr/bin/env python3
"""Plays an asciicast in a terminal emulator (pyte) and prints, as JSON, what the screen shows after each frame.

    play.py session.cast
"""
import json
import sys

from frames import Screen, Stream


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        header = json.loads(file.readline())
        screen = Screen(header["width"], header["height"])
        stream = Stream(screen)
        shown = []
        for line in file:
            _, kind, data = json.loads(line)
            if kind == "r":
                columns, lines = map(int, data.split("x"))
                screen.resize(lines, columns)
            elif kind == "o":
                stream.feed(data.encode())
                shown.append("\n".join(row.rstrip(" ") for row in screen.display))
    json.dump(shown, sys.stdout)


if __name__ == "__main__":
    main()
