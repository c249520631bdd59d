"""Brokers as child processes, and mqload: what `bench/run` and `soak/run` share."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
IMAGE = ROOT / "target" / "heddle"
START_LIMIT = 60
STOP_LIMIT = 30

MOSQUITTO_CONF = """\
listener {port} 127.0.0.1
allow_anonymous true
max_queued_messages 0
max_inflight_messages 0
set_tcp_nodelay true
log_type none
"""


def fail(words):
    sys.exit(f"{pathlib.Path(sys.argv[0]).parent.name}: {words}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build_mqload():
    for command in ("gcc", "make"):
        if not shutil.which(command):
            fail(f"{command} is missing: install the package {command}")
    subprocess.run(["make", "--silent", "-C", HERE, "CC=gcc"], check=True)


def mqload(words, port, pid, limit=40):
    """Runs one scenario and returns its result; one that breaks off has an "error"."""
    command = [HERE / "mqload", *words.split(), "-p", str(port), "--pid", str(pid), "--json"]
    command += ["--timeout", str(limit)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=2 * limit + 30)
        return json.loads(run.stdout.strip().splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"exit": 1, "error": "mqload did not end"}
    except (ValueError, IndexError):
        return {"exit": 1, "error": run.stderr.strip()[-300:]}


class Broker:
    """One running broker. `start_ms` is the time from starting the process to the first accepted connection."""

    def __init__(self, name, command, port):
        self.name, self.port = name, port
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            self._await_port(begin + START_LIMIT)
        except BaseException:
            self.process.kill()
            raise
        self.start_ms = (time.monotonic() - begin) * 1000

    def _await_port(self, deadline):
        while True:
            if self.process.poll() is not None:
                fail(f"{self.name} ended: {self.process.stderr.read().strip()[-500:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    fail(f"{self.name} does not listen after {START_LIMIT} s")
                time.sleep(0.002)

    @property
    def pid(self):
        return self.process.pid

    def status(self, key):
        """A line of the process's status, such as VmRSS, in KB."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{key}:\s+(\d+)", text, re.M).group(1))

    def load(self, words, limit=40):
        return mqload(words, self.port, self.pid, limit)

    def stop(self):
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


def heddle(*settings):
    """The image on its shipped settings, but on free ports."""
    launcher = IMAGE / "bin" / "heddle"
    if not launcher.exists():
        fail("there is no image to measure: run `make image`")
    port = free_port()
    command = [launcher, "-D", f"listener.tcp.port={port}"]
    for other in ("listener.ws.port", "admin.port", "metrics.port"):
        command += ["-D", f"{other}=0"]
    for setting in settings:
        command += ["-D", setting]
    return Broker("heddle", command, port)


def mosquitto_program():
    program = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not program:
        fail("mosquitto is missing, to compare with: install the package mosquitto (Debian: apt-get install mosquitto)")
    return program


def mosquitto(folder):
    """Mosquitto without its limits of queue and window: it must not drop what it is to deliver."""
    port = free_port()
    conf = folder / f"mosquitto-{port}.conf"
    conf.write_text(MOSQUITTO_CONF.format(port=port))
    try:
        return Broker("mosquitto", [mosquitto_program(), "-c", conf], port)
    finally:
        conf.unlink()
