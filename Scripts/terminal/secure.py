#!/usr/bin/env python3
"""An ssh server of one's own on the loopback interface: own port, own keys, own configuration; gone with its folder.

    secure.py        tries whether one can be started here; else one line that says why not, and exit code 1
"""
import getpass
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


class Missing(Exception):
    """There is no sshd here, and none can be fetched."""


class Server:
    def __init__(self, folder):
        self.folder = folder
        found = subprocess.run([str(HERE / "sshd")], capture_output=True, text=True)
        if found.returncode != 0:
            raise Missing(found.stderr.strip())
        program, libraries, users = (found.stdout.split("\n") + ["", "", ""])[:3]
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{folder}/{key}"], check=True)
        os.rename(f"{folder}/user.pub", f"{folder}/authorized")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        pathlib.Path(f"{folder}/config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
            "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
            "PrintMotd no\nPrintLastLog no\nClientAliveInterval 1\nClientAliveCountMax 2\n")
        environment = dict(os.environ)
        if libraries:
            environment["LD_LIBRARY_PATH"] = libraries
        self.made = None
        if os.getuid() == 0:
            if users:
                self.pretend(environment, users)
            # Where root's sshd shuts its unprivileged half in; empty.
            if not os.path.isdir("/run/sshd"):
                os.mkdir("/run/sshd", 0o755)
                self.made = "/run/sshd"
        self.log = open(f"{folder}/log", "w+")
        self.process = subprocess.Popen(
            [program, "-D", "-e", "-f", f"{folder}/config"], env=environment, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, start_new_session=True)
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    said = pathlib.Path(f"{folder}/log").read_text()
                    self.stop()
                    raise Missing(f"sshd does not start: {said.strip()}") from None
                time.sleep(0.05)

    def pretend(self, environment, library):
        """A user file for this sshd alone: its own user, and a home that is not the person's."""
        me = pwd.getpwuid(os.getuid())
        pathlib.Path(f"{self.folder}/passwd").write_text(
            f"{me.pw_name}:x:{me.pw_uid}:{me.pw_gid}::{self.folder}:/bin/sh\n"
            "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/:/usr/sbin/nologin\n")
        pathlib.Path(f"{self.folder}/group").write_text(f"{me.pw_name}:x:{me.pw_gid}:\nnogroup:x:65534:\n")
        environment.update(
            LD_PRELOAD=library, NSS_WRAPPER_PASSWD=f"{self.folder}/passwd", NSS_WRAPPER_GROUP=f"{self.folder}/group")

    def client(self, *command, terminal=True):
        """The command line that runs `command` over this server."""
        options = {
            "Port": self.port, "IdentityFile": f"{self.folder}/user", "IdentitiesOnly": "yes", "BatchMode": "yes",
            "UserKnownHostsFile": f"{self.folder}/known", "StrictHostKeyChecking": "no", "LogLevel": "ERROR",
        }
        flags = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        return ["ssh", "-F", "none", *(["-tt"] if terminal else []), *flags, f"{getpass.getuser()}@127.0.0.1", *command]

    def sessions(self):
        """The processes that serve a connection."""
        listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True).stdout.split()
        pairs = list(zip(map(int, listed[2::2]), map(int, listed[3::2])))
        return [pid for pid, parent in pairs if parent == self.process.pid]

    def stop(self):
        for pid in self.sessions():
            os.kill(pid, signal.SIGKILL)
        self.process.terminate()
        self.process.wait()
        self.log.close()
        if self.made:
            os.rmdir(self.made)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="halftone-ssh-") as place:
        try:
            server = Server(place)
            answer = subprocess.run(server.client("true", terminal=False), stdin=subprocess.DEVNULL, capture_output=True, text=True)
            server.stop()
        except Missing as reason:
            sys.exit(str(reason).splitlines()[-1])
        if answer.returncode != 0:
            sys.exit("an sshd starts here, but lets nobody in: " + (answer.stderr.strip().splitlines() or ["?"])[-1])
