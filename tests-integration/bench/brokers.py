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


def transport(words):
    """What mqload speaks with these words: tcp, tls, ws or wss."""
    tls, ws = "--tls" in words.split(), "--ws" in words.split()
    return "wss" if tls and ws else "tls" if tls else "ws" if ws else "tcp"


def has_tls():
    """Whether mqload was built with OpenSSL."""
    run = subprocess.run([HERE / "mqload", "reflect", "--tls"], capture_output=True, text=True)
    return "libssl-dev" not in run.stderr


def certificate(folder):
    """A certificate for this machine and its key, made by OpenSSL for one run; anybody may read both."""
    files = folder / "server.crt", folder / "server.key"
    if not shutil.which("openssl"):
        fail("openssl is missing, to make a certificate: install the package openssl")
    if not files[0].exists():
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
        command += " -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
        made = subprocess.run([*command.split(), "-keyout", files[1], "-out", files[0]], capture_output=True, text=True)
        if made.returncode:
            fail(f"openssl made no certificate: {made.stderr.strip()[-300:]}")
        # Mosquitto gives its privileges up before it reads them.
        files[1].chmod(0o644)
    return files


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
    """
    One running broker. `start_ms` is the time from starting the process to the first accepted connection, and `ports`
    has the port of each transport.
    """

    def __init__(self, name, command, ports):
        self.name, self.ports, self.port = name, ports, ports["tcp"]
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            for port in ports.values():
                self._await_port(port, begin + START_LIMIT)
        except BaseException:
            self.process.kill()
            raise
        self.start_ms = (time.monotonic() - begin) * 1000

    def _await_port(self, port, deadline):
        while True:
            if self.process.poll() is not None:
                fail(f"{self.name} ended: {self.process.stderr.read().strip()[-500:]}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    fail(f"{self.name} does not listen at {port} after {START_LIMIT} s")
                time.sleep(0.002)

    @property
    def pid(self):
        return self.process.pid

    def status(self, key):
        """A line of the process's status, such as VmRSS, in KB."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{key}:\s+(\d+)", text, re.M).group(1))

    def load(self, words, limit=40):
        return mqload(words, self.ports[transport(words)], self.pid, limit)

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


def heddle(*settings, transports=(), folder=None):
    """The image on its shipped settings, but in memory, on free ports, with these transports beside TCP."""
    launcher = IMAGE / "bin" / "heddle"
    if not launcher.exists():
        fail("there is no image to measure: run `make image`")
    ports = {"tcp": free_port()}
    given = [f"listener.tcp.port={ports['tcp']}", "admin.port=0", "metrics.port=0", "data.directory="]
    if "ws" not in transports:
        given.append("listener.ws.port=0")
    for other in transports:
        ports[other] = free_port()
        given += [f"listener.{other}.transport={other}", f"listener.{other}.port={ports[other]}"]
        if other != "ws":
            crt, key = certificate(folder)
            given += [f"listener.{other}.tls.certificate={crt}", f"listener.{other}.tls.key={key}"]
    command = [launcher]
    for setting in (*given, *settings):
        command += ["-D", setting]
    return Broker("heddle", command, ports)


def mosquitto_program():
    program = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not program:
        fail("mosquitto is missing, to compare with: install the package mosquitto (Debian: apt-get install mosquitto)")
    return program


def mosquitto(folder, transports=(), more=""):
    """Mosquitto without its limits of queue and window: it must not drop what it is to deliver. `more` are further lines."""
    ports = {"tcp": free_port()}
    text = MOSQUITTO_CONF + more + f"listener {ports['tcp']} 127.0.0.1\n"
    for other in transports:
        ports[other] = free_port()
        text += f"listener {ports[other]} 127.0.0.1\n"
        if other != "tls":
            text += "protocol websockets\n"
        if other != "ws":
            crt, key = certificate(folder)
            text += f"certfile {crt}\nkeyfile {key}\n"
    conf = folder / f"mosquitto-{ports['tcp']}.conf"
    conf.write_text(text)
    try:
        return Broker("mosquitto", [mosquitto_program(), "-c", conf], ports)
    finally:
        conf.unlink()
