"""What mqload is asked to do, and which of its figures are compared."""

# Sizes that a broker of one thread on a small machine gets through in seconds.
ALL = {
    "q0_4pairs": "pubsub -N 4 -n 300000 --credit 2000 -s 64",
    "q0_100pairs": "pubsub -N 100 -n 10000 --credit 200 -s 64",
    "q0_fan100": "pubsub --layout fanout -N 1 -M 100 -n 8000 --credit 200 -s 64",
    "q0_1k": "pubsub -N 10 -n 30000 --credit 200 -s 1024",
    "q0_64k": "pubsub -N 4 -n 3000 --credit 20 -s 65536",
    "q1_4pairs": "pubsub -N 4 -q 1 -n 40000 -s 64",
    "q1_100pairs": "pubsub -N 100 -q 1 -n 2000 -w 20 -s 64",
    "q2_20pairs": "pubsub -N 20 -q 2 -n 4000 -w 20 -s 64",
    "q1_share": "pubsub --layout fanin --share g -N 100 -M 5 -q 1 -n 1500 -w 20 -s 16",
    "rate_q0_10k": "pubsub -N 100 -r 100 -D 5 --tick 500 -s 16",
    "rate_q1_10k": "pubsub -N 100 -r 100 -D 5 --tick 500 -q 1 -s 16",
    "rate_fan": "pubsub --layout fanout -N 1 -M 500 -r 40 -D 5 --tick 500 -q 1 -s 16",
    "churn": "churn -c 20 -D 5 --srcs 4",
    "subtree": "subtree -T 100000 -M 4 --match 4 --shape plus -n 20000",
    "tls_q0_4pairs": "pubsub --tls -N 4 -n 200000 --credit 2000 -s 64",
    "tls_q1_4pairs": "pubsub --tls -N 4 -q 1 -n 40000 -s 64",
    "tls_rate_10k": "pubsub --tls -N 100 -r 100 -D 5 --tick 500 -s 16",
    "ws_q0_4pairs": "pubsub --ws -N 4 -n 200000 --credit 2000 -s 64",
    "ws_q1_4pairs": "pubsub --ws -N 4 -q 1 -n 40000 -s 64",
    "ws_rate_10k": "pubsub --ws -N 100 -r 100 -D 5 --tick 500 -s 16",
    "wss_q0_4pairs": "pubsub --tls --ws -N 4 -n 200000 --credit 2000 -s 64",
    "retained": "retained -T 20000 -K 5",
    "connect": "connect -N 10000 -c 50 --hold 8 -k 60 --srcs 2",
}

# Every broker does these before anything is measured: a JIT compiler has its work behind it then.
WARM_UP = ["pubsub -N 10 -n 30000 --credit 200", "pubsub -N 10 -q 1 -n 5000"]

# What they are given for each transport that is measured beside TCP.
FLAGS = {"tls": " --tls", "ws": " --ws", "wss": " --tls --ws"}

# The broker is started afresh for it: memory per connection is only told by one that held none before.
ALONE = "connect"

# Our name of a figure, and mqload's names in the order of preference: a scenario has one of them.
FIGURES = {
    "rate": ("recv_rate", "cycle_rate", "conn_rate"),
    "cpu_us": ("broker_cpu_us_per_msg", "cycle_broker_cpu_us_per_op", "conn_broker_cpu_us_per_op"),
    "p50_us": ("lat_p50_us", "sub_complete_p50_us", "connack_p50_us"),
    "p99_us": ("lat_p99_us", "sub_complete_p99_us", "connack_p99_us"),
    "rss_kb": ("rss_held_kb", "rss_after_kb"),
}
# Bytes of resident memory that an idle connection takes.
IDLE = "bytes_per_connection"
FAULTS = ("lost", "dup", "ooo")


def figures(result):
    """The compared figures of one result of mqload."""
    found = {}
    for name, keys in FIGURES.items():
        key = next((key for key in keys if key in result), None)
        if key is not None:
            found[name] = result[key]
    if "rss_held_kb" in result:
        # After some seconds in which nobody said anything: the storm of connects has its own price.
        found[IDLE] = (result["rss_held_kb"] - result["rss_before_kb"]) * 1024 / result["connected"]
    for fault in FAULTS:
        found[fault] = result.get(fault, 0)
    found["ok"] = result.get("exit") == 0
    return found
