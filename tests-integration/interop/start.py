"""Starts one script of the suite, in whose folder it runs: start.py SCRIPT PORT [TEST...]

The suite is not changed, but for one thing: subscribe and unsubscribe return when they are acknowledged. Some of its
tests go on without waiting, or wait for the acknowledgement of the other client (test_request_response,
test_subscribe_options), and then publish over another connection: which of the two packets is handled first is left
open by the standard, and by a broker with a thread for each client.
"""

import importlib
import runpy
import sys
import time
import unittest

LIMIT = 5


def acknowledged(method, answers):
    def call(client, *arguments, **options):
        identifier = method(client, *arguments, **options)
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            seen = getattr(client.callback, answers, None)
            # A client without these callbacks reads its packets itself.
            if seen is None or identifier in [each[0] if isinstance(each, tuple) else each for each in seen]:
                break
            time.sleep(0.01)
        return identifier

    return call


script, port, *tests = sys.argv[1:]
sys.path.insert(0, ".")
for version in "V311", "V5":
    client = importlib.import_module("mqtt.clients." + version).Client
    client.subscribe = acknowledged(client.subscribe, "subscribeds")
    client.unsubscribe = acknowledged(client.unsubscribe, "unsubscribeds")

# The suite and unittest read the same words, and unittest refuses those of the suite.
sys.argv[1:] = ["--hostname=127.0.0.1", "--port", port]
main = unittest.main
unittest.main = lambda: main(argv=[script, "-v"] + tests)
runpy.run_path(script, run_name="__main__")
