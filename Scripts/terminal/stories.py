#!/usr/bin/env python3
"""Stories of the whole program in a real terminal: keys in, frames out. Tests/CommandLineTests runs them.

    stories.py PROGRAM HOME screens [COLUMNSxROWS]   every screen, its overlays, resizes; each frame is that of a fresh draw
    stories.py PROGRAM HOME exits                    every way out while a run is on: the terminal as before, the run whole
    stories.py PROGRAM HOME suspend                  ^Z under a shell and back, while a run is on
    stories.py PROGRAM HOME lost                     a terminal that goes away
    stories.py PROGRAM HOME tmux                     keys, detach, attach in another size, resize
    stories.py PROGRAM HOME ssh                      over ssh on the loopback interface, and a connection that drops
    stories.py PROGRAM HOME follow other|own         a training is followed live: a column a checkpoint; another program's, which is then killed
    stories.py PROGRAM HOME console                  the kernel's own console: every screen in its glyphs and colours, and the way out

HOME is a store with a finished run in it; nothing is changed there.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

import console as kernel
import frames

SCREENS = ("Runs", "Training", "Layers", "Saliency", "Lesions", "Concepts")
failures = []


def expect(truth, what):
    if not truth:
        failures.append(what)


class Story:
    """A store of one's own, and what is played with it."""

    def __init__(self, program, home):
        self.program = os.path.abspath(program)
        self.folder = tempfile.TemporaryDirectory(prefix="halftone-story-")
        self.home = self.folder.name + "/home"
        shutil.copytree(home, self.home)
        # ui.json would carry a choice from one story into the next.
        pathlib.Path(self.home, "ui.json").unlink(missing_ok=True)

    def command(self, *arguments):
        return [self.program, "--home", self.home, "--threads", "1", *arguments]

    def open(self, columns=80, rows=24, **options):
        session = frames.Session(self.command(), columns, rows, **options)
        session.until("Halftone")
        session.settle(0.2)
        return session

    def headless(self, *arguments, **options):
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "HALFTONE_HOME": self.home}
        return subprocess.run([self.program, *arguments], env=environment, capture_output=True, text=True, **options)

    def runs(self):
        return [json.loads(line) for line in self.headless("runs", "list", "--json").stdout.splitlines()]

    def begun(self, settings):
        """A training in a program of its own: the process, and the run's id."""
        arguments = ["train", *settings, "--threads", "1", "--quiet", "--home", self.home]
        before = {path.name for path in pathlib.Path(self.home, "runs").iterdir()}
        process = subprocess.Popen(
            [self.program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"})
        end = time.monotonic() + 60
        while True:
            new = [p for p in pathlib.Path(self.home, "runs").iterdir() if p.name not in before and not p.name.startswith(".")]
            if new and (new[0] / "events.jsonl").exists() and '"point"' in (new[0] / "events.jsonl").read_text():
                break
            if time.monotonic() > end or process.poll() is not None:
                raise SystemExit("the training did not start")
            time.sleep(0.02)
        return process, new[0].name

    def interrupted(self, settings=("--train-limit", "600", "--epochs", "9999")):
        """A long training that has begun and stands still; its id."""
        process, run = self.begun(settings)
        process.send_signal(signal.SIGINT)
        process.wait(30)
        return run

    def events(self, run):
        return pathlib.Path(self.home, "runs", run, "events.jsonl").read_bytes().count(b"\n")

    def go_on(self, session, run):
        """Resumes the run in the workbench and waits until it moves."""
        before = self.events(run)
        session.send("r")
        end = time.monotonic() + 30
        while self.events(run) < before + 20:
            session.read(0.05)
            if time.monotonic() > end:
                raise SystemExit("the run does not go on in the workbench; it shows:\n" + "\n".join(session.text()))

    def whole(self, run, name):
        """After any end the run can be gone on with, and says so."""
        status = {each["id"]: each["status"] for each in self.runs()}.get(run)
        expect(status == "interrupted", f"{name}: the run is {status}")

    def close(self):
        self.folder.cleanup()


def fresh(session, name, quiet=0.15):
    """What is shown is what a fresh draw shows. Again where it is not: a message may go between two looks, but not at each."""
    for attempt in range(6):
        before = session.cells()
        session.send("\x0c")
        session.settle(quiet * (1 + attempt))  # a busy machine pauses longer within a frame
        after = session.cells()
        wrong = [(y, x, a, b) for y, (r, s) in enumerate(zip(before, after)) for x, (a, b) in enumerate(zip(r, s)) if a != b]
        if not wrong:
            return
    failures.append(f"{name}: {len(wrong)} cells differ from a fresh draw, such as {wrong[:2]}")


def shows(session, word, limit=20):
    """Waits for a word on a screen that never stands still, because a run is on."""
    session.until(word, limit, quiet=0)


def hides(session, word, limit=20):
    end = time.monotonic() + limit
    while any(word in line for line in session.text()) and time.monotonic() < end:
        session.read(0.05)


def tab(session):
    """The screen whose name stands out in the first row."""
    row = session.cells()[0]
    text = "".join(cell[0] or " " for cell in row)
    return [name for name in SCREENS if (at := text.find(name)) >= 0 and ("b" in row[at][3] or "r" in row[at][3])]


def screens(story, size="80x24"):
    columns, rows = map(int, size.split("x"))
    session = story.open(columns, rows)
    shown = {}
    for digit, screen in enumerate(SCREENS, 1):
        session.send(str(digit))
        session.settle(0.3)
        name = f"{screen} at {size}"
        if screen == "Saliency":  # its maps are computed now
            end = time.monotonic() + 20
            while sum("▀" in line for line in session.text()) < 4 and time.monotonic() < end:
                session.settle(0.3)
        expect(tab(session) == [screen], f"{name}: the bar shows {tab(session)}")
        expect("help" in session.text()[-1], f"{name}: the last row is {session.text()[-1]!r}")
        shown[screen] = session.text()[1:-1]
        fresh(session, name)
        for opens, word in (("?", "Keys"), (":", "›")):
            session.send(opens)
            session.settle()
            expect(any(word in line for line in session.text()), f"{name}: {opens} shows no {word!r}")
            session.resize(columns + 20, rows + 6)
            session.settle()
            expect(any(word in line for line in session.text()), f"{name}: a resize closed what {opens} opened")
            fresh(session, f"{name}, {opens} after a resize")
            session.resize(columns, rows)
            session.send("\x1b")
            session.settle()
        expect(session.text()[1:-1] == shown[screen], f"{name}: Escape does not bring the screen back")
    expect(len({"\n".join(lines) for lines in shown.values()}) == len(SCREENS), "two screens show the same")
    # Below the floor one screen says what is needed; a window without rows is one too; then all is as before.
    session.resize(50, 12)
    session.settle()
    said = " ".join(session.text())
    expect("60" in said and "18" in said, f"50×12: {said!r}")
    for small in ((1, 1), (200, 1), (1, 60)):
        session.resize(*small)
        session.settle(0.08)
    frames.fcntl.ioctl(session.fd, termios.TIOCSWINSZ, frames.struct.pack("HHHH", 0, 0, 0, 0))
    session.pass_time(0.2)
    session.resize(columns, rows)
    session.settle()
    expect(session.text()[1:-1] == shown[SCREENS[-1]], "after the small windows the screen is another")
    session.send("q")
    expect(session.close() == 0, f"q: ended with {session.status}")
    expect(not story.headless("runs", "list").stderr, "the store is not whole")


# Signals that a person's system or a fault sends; what must come of the process.
WAYS = {
    "quit": 0, "modal-quit": 0, "TERM": (143, -15), "HUP": (129, -1), "INT": (130, -2), "SEGV": -11, "ILL": -4, "TRAP": -5,
    "ABRT": -6, "BUS": -7, "QUIT": -3,
}
CRASHES = ("SEGV", "ILL", "TRAP", "ABRT", "BUS")


def exits(story):
    run = story.interrupted()
    for index, (way, codes) in enumerate(WAYS.items()):
        session = story.open(100, 30)
        modes = termios.tcgetattr(session.fd)
        story.go_on(session, run)
        # Something lies above the screen, each time another thing.
        opened, word = (("2", "Training"), ("?", "Keys"), (":", "›"))[index % 3]
        session.send(opened)
        shows(session, word)
        if way == "quit":
            session.send("q")
            session.pass_time(0.3)
            expect(session.status is None, "q: left without asking, though a run is on")
            session.send("y")
        elif way == "modal-quit":
            for _ in range(3):  # closes what lies above, asks, is meant
                session.send("\x03")
                session.pass_time(0.3)
        else:
            os.kill(session.pid, getattr(signal, "SIG" + way))
        attributes = left(session)
        name = f"leaving by {way}"
        raw = session.raw.decode(errors="replace")
        expect(session.status == codes or isinstance(codes, tuple) and session.status in codes, f"{name}: ended with {session.status}")
        expect(attributes[:4] != modes[:4], f"{name}: the modes were never changed")
        for undone in ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?1004l"):
            expect(undone in raw.rsplit("\x1b[?1049h", 1)[-1], f"{name}: {undone!r} was not sent")
        expect(attributes[3] & termios.ECHO and attributes[3] & termios.ICANON, f"{name}: the terminal does not echo")
        words = raw.rsplit("\x1b[?1049l", 1)[-1]
        if way in CRASHES:
            expect(story.home + "/runs" in words and "crash-" in words, f"{name}: nothing says where the report and the runs are: {words!r}")
        elif way != "QUIT":
            expect(run in words, f"{name}: nothing says how to go on: {words!r}")
        story.whole(run, name)


def left(session, limit=15):
    """Waits for the end; the modes that the terminal then has."""
    end = time.monotonic() + limit
    while session.status is None and time.monotonic() < end:
        session.read(0.05)
        if session.status is None:
            pid, status = os.waitpid(session.pid, os.WNOHANG)
            if pid:
                session.status = os.waitstatus_to_exitcode(status)
                session.settle(0.05)
    attributes = termios.tcgetattr(session.fd)
    session.close()
    return attributes


def gone(pid, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def lost(story):
    run = story.interrupted()
    session = story.open(100, 30)
    story.go_on(session, run)
    os.close(session.fd)
    ended = gone(session.pid)
    expect(ended, "the program outlives its terminal")
    if not ended:
        os.kill(session.pid, signal.SIGKILL)
    os.waitpid(session.pid, 0)
    story.whole(run, "a lost terminal")


def suspend(story):
    run = story.interrupted()
    shell = frames.Session(["bash", "--norc", "--noprofile", "-i"], 100, 30, environment={"PS1": "shell: "})
    shell.until("shell:")
    folder = story.folder.name
    shell.send(f"stty -a > {folder}/before; {' '.join(story.command())}\r")
    shows(shell, "Halftone")
    story.go_on(shell, run)
    for opened, word in (("2", "Training"), ("?", "Keys")):
        shell.send(opened)
        shows(shell, word)
        shell.send("\x1a")
        shows(shell, "Stopped")
        stood = story.events(run)
        shell.send(f"stty -a > {folder}/stopped; echo don''e\r")
        shows(shell, "done")
        shell.resize(110, 32)
        shell.send("fg\r")
        hides(shell, "Stopped")
        shows(shell, word)
        end = time.monotonic() + 20
        while story.events(run) <= stood + 5 and time.monotonic() < end:
            shell.pass_time(0.05)
        expect(story.events(run) > stood + 5, "after fg the run stands still")
        expect(modes(folder, "before") == modes(folder, "stopped"), "stty differs while the program is stopped")
    shell.send("\x1b")
    hides(shell, "Keys")
    shell.send("q")
    shell.pass_time(0.3)
    shell.send("y")
    shows(shell, run)
    shell.send(f"stty -a > {folder}/after; echo goo''d\r")
    shows(shell, "good")
    expect(modes(folder, "before") == modes(folder, "after"), "stty differs after the end")
    shell.send("exit\r")
    shell.close()
    story.whole(run, "after fg and q")


def modes(folder, name):
    """What `stty -a` said, but for the first line, which has the size."""
    return pathlib.Path(folder, name).read_text().split("\n", 1)[1]


class Tmux:
    """A tmux server of one's own, without anybody's configuration."""

    def __init__(self, folder):
        self.socket = folder + "/tmux"
        self.environment = {k: v for k, v in os.environ.items() if k not in frames.INHERITED} | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}

    def command(self, *arguments):
        return ["tmux", "-S", self.socket, "-f", "/dev/null", *arguments]

    def run(self, *arguments):
        return subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, text=True).stdout

    def lines(self):
        return self.run("capture-pane", "-p", "-t", "story").split("\n")

    def until(self, word, limit=20):
        end = time.monotonic() + limit
        while not any(word in line for line in self.lines()):
            if time.monotonic() > end:
                raise SystemExit(f"under tmux the screen never showed {word!r}; it shows:\n" + "\n".join(self.lines()))
            time.sleep(0.05)
        return self.steady()

    def steady(self, quiet=0.25):
        """The screen once it has stopped changing."""
        last = self.lines()
        end = time.monotonic() + 5
        while time.monotonic() < end:
            time.sleep(quiet)
            now = self.lines()
            if now == last:
                return now
            last = now
        return last


def tmux(story):
    server = Tmux(story.folder.name)
    quoted = " ".join(story.command())
    server.run("new-session", "-d", "-s", "story", "-x", "100", "-y", "30", f"{quoted}; echo ended with $?; sleep 60")
    try:
        # An Escape is not held back to see whether more follows it.
        server.run("set-option", "-g", "escape-time", "10")
        server.until("Halftone")
        plain = {}
        for digit, screen in enumerate(SCREENS[:3], 1):
            server.run("send-keys", "-t", "story", str(digit))
            plain[screen] = server.steady()
        # What tmux shows is what an emulator of 24 bit, as tmux is one, shows of the same store.
        session = story.open(100, 30, truecolor=True)
        for digit, screen in enumerate(SCREENS[:3], 1):
            session.send(str(digit))
            session.settle(0.3)
            want, got = session.text(), [line.rstrip() for line in plain[screen][:30]]
            different = [(a, b) for a, b in zip(want, got) if mask(a) != mask(b)]
            expect(not different, f"{screen} under tmux: {different[:2]}")
        session.send("q")
        session.close()
        # A client comes in another size, goes, comes again.
        for columns, rows in ((132, 43), (80, 24)):
            client = frames.Session(server.command("attach", "-t", "story"), columns, rows)
            expect(attached(client), f"attached at {columns}×{rows}: it shows {client.text()[0]!r} … {client.text()[-2]!r}")
            client.send("?")
            client.until("Keys")
            client.send("\x1b")
            hides(client, "Keys")
            client.pass_time(0.3)
            client.send("\x02d")
            expect(client.close(patience=10) == 0, "detaching does not end the client")
        server.run("resize-window", "-t", "story", "-x", "60", "-y", "18")
        server.steady()
        expect("help" in server.lines()[17], f"resized: {server.lines()[17]!r}")
        server.run("send-keys", "-t", "story", "C-z")
        time.sleep(0.2)
        server.run("send-keys", "-t", "story", "q")
        server.until("ended with 0")
    finally:
        server.run("kill-server")


def attached(client, limit=60):
    """Whether the first and the last row come. The emulator does not scroll as tmux may ask: tmux draws anew, too."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        client.pass_time(2)
        if "Halftone" in client.text()[0] and "help" in client.text()[-2]:
            return True
        client.send("\x02r")
    return False


def mask(line):
    """Ages run on between two pictures."""
    return re.sub(r"\s+(now|\d+ (s|min|h))(?=\s|│|$)", " AGE", line).rstrip()


def ssh(story):
    import secure

    run = story.interrupted()
    with tempfile.TemporaryDirectory(prefix="halftone-ssh-") as folder:
        server = secure.Server(folder)
        try:
            remote = " ".join(["exec", "env", "LANG=C.UTF-8", "OMP_NUM_THREADS=1", *story.command()])
            # Looked at and left.
            session = frames.Session(server.client(remote), 100, 30)
            session.until("Halftone")
            for digit, screen in enumerate(SCREENS, 1):
                session.send(str(digit))
                session.settle(0.3)
                expect(tab(session) == [screen], f"{screen} over ssh: the bar shows {tab(session)}")
                fresh(session, f"{screen} over ssh", quiet=1)  # the byte budget holds back what is not urgent
            session.resize(80, 24)
            session.settle(0.3)
            expect("help" in session.text()[-1], f"resized over ssh: {session.text()[-1]!r}")
            session.send("q")
            expect(session.close() == 0, f"q over ssh: ended with {session.status}")
            # The connection drops in the middle of a run: at this end, then at that one.
            for end in ("client", "server"):
                session = frames.Session(server.client(remote), 100, 30)
                shows(session, "Halftone")
                story.go_on(session, run)
                pid = int(subprocess.run(["pgrep", "-f", f"^{re.escape(' '.join(story.command()))}"], capture_output=True, text=True).stdout.split()[0])
                if end == "client":
                    os.kill(session.pid, signal.SIGKILL)
                else:
                    for each in server.sessions():
                        os.kill(each, signal.SIGKILL)
                ended = gone(pid, 15)
                expect(ended, f"the {end} dropped: the program goes on without anybody, {spinning(pid)}")
                if not ended:
                    os.kill(pid, signal.SIGKILL)
                session.close()
                story.whole(run, f"the {end} dropped")
            # And the run is none the worse.
            session = frames.Session(server.client(remote), 100, 30)
            shows(session, "Halftone")
            story.go_on(session, run)
            session.send("q")
            session.pass_time(0.5)
            session.send("y")
            session.close(patience=10)
            story.whole(run, "resumed after the drop")
        finally:
            server.stop()


def console(story):
    environment = {name: value for name, value in os.environ.items() if name not in ("COLORTERM", "TMUX", "STY", "SSH_TTY")}
    shell = ["/bin/sh", "-c", " ".join(story.command()) + "; echo ended with $?; read line"]
    terminal = kernel.Console(shell, {**environment, "TERM": "linux", "LC_ALL": "C.UTF-8"})
    try:
        before = terminal.mode()
        expect(terminal.until("Halftone"), "nothing appears")
        for digit, screen in enumerate(SCREENS, 1):
            terminal.send(str(digit))
            time.sleep(0.5)
            lines = terminal.lines()
            expect("Halftone" in lines[0] and screen in lines[0], f"{screen}: {lines[0]!r}")
            expect("quit" in lines[-1], f"{screen}: the last line is {lines[-1]!r}")
            expect(not terminal.strange(), f"{screen}: the font lacks {terminal.strange()}")
            expect(len(terminal.colors()) > 2, f"{screen}: {len(terminal.colors())} pairs of colours")
        terminal.send("?")
        expect(terminal.until("Keys"), "no help")
        terminal.send("\x1b")
        time.sleep(1)
        terminal.send("q")
        expect(terminal.until("ended with 0"), f"q does not end it: {terminal.lines()[-2:]}")
        expect(not any("Halftone" in line for line in terminal.lines()), "its last frame stays")
        expect(terminal.mode() == before, "the line's settings are not those of before")
    finally:
        terminal.close()


def columns(session):
    """The checkpoints above the map on the screen, and how many of them have a figure for the first unit."""
    inside = [line.split("│")[1].replace("checkpoint →", "") for line in session.text() if line.startswith("│")]
    for place, line in enumerate(inside):
        if line.strip() and re.fullmatch(r"[\s\d]+", line):
            unit = next((row for row in inside[place + 1:place + 4] if re.search(r"\bfc1\b", row)), "fc1")
            return line.split(), len(re.findall(r"\d+(?:\.\d+)?", unit.split("fc1", 1)[1]))
    return [], 0


def follow(story, whose):
    # A checkpoint every second or two.
    settings = ("--train-limit", "600", "--epochs", "99999", "--set", "checkpoints=" + ",".join(map(str, range(0, 20000, 50))))
    process = None
    if whose == "own":
        run = story.interrupted(settings)
        session = story.open(140, 40)
        story.go_on(session, run)
    else:
        session = story.open(140, 40)
        process, run = story.begun(settings)
        shows(session, "▶ train")  # it appears by itself in a list that was open before
        session.send("1gg")
    session.send("3")
    shows(session, "is still learning")
    session.send("w")
    shows(session, "Layer re-initialisation")
    session.send("\r")
    shows(session, " live ")
    seen, end = [], time.monotonic() + 90
    while len(seen) < 4 and time.monotonic() < end:
        session.read(0.05)
        labels, cells = columns(session)
        if labels and cells == len(labels) and labels not in seen:
            seen.append(labels)
    expect(len(seen) == 4, f"columns that appeared: {seen}")
    expect(all(len(a) < len(b) and a == b[:len(a)] for a, b in zip(seen, seen[1:])), f"columns do not only come: {seen}")
    status = {each["id"]: each["status"] for each in story.runs()}
    expect(status[run] == "running", f"the training is {status[run]} by then")
    if process:
        process.kill()
        process.wait(10)
        session.send("2")
        shows(session, "↯ interrupted")
    session.send("q")
    session.pass_time(0.5)
    session.send("y")
    session.close(patience=10)
    story.whole(run, "a followed training")


def spinning(pid):
    def ticks():
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])
    try:
        before = ticks()
        time.sleep(1)
        return f"at {ticks() - before} % of a processor"
    except OSError:
        return "no more"


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, home, what, *rest = sys.argv[1:]
    stories = {"screens": screens, "exits": exits, "suspend": suspend, "lost": lost, "tmux": tmux, "ssh": ssh,
               "console": console, "follow": follow}
    story = Story(program, home)
    try:
        stories[what](story, *rest)
    except SystemExit as reason:
        failures.append(str(reason))
    finally:
        story.close()
    for failure in failures[:20]:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
