"""Adapter for the test runner of github.com/WebAssembly/wasi-testsuite: python3 test-runner/wasi_test_runner.py
-t TESTS -r THIS_FILE. AMPHORA in the environment names another command than the ./amphora of this repository."""

import os
import shlex
import subprocess
from pathlib import Path

AMPHORA = shlex.split(os.getenv("AMPHORA", "")) or [str(Path(__file__).resolve().parents[3] / "amphora")]


def get_name():
    return "amphora"


def get_version():
    result = subprocess.run(AMPHORA + ["--version"], encoding="UTF-8", capture_output=True, check=True)
    return result.stdout.split()[1]


def get_wasi_versions():
    return ["wasm32-wasip1"]


def get_wasi_worlds():
    return ["wasi:cli/command"]


def get_timeout_seconds():
    return 60


def compute_argv(test_path, *given):
    """How to run a test. The arguments, the environment and the directories of it come first: one by one in older runners,
    as a tuple in newer ones, of which the latest give a single directory or none, to be the root."""
    args, env, dirs = given[0] if isinstance(given[0], tuple) else given[:3]
    if dirs is None:
        dirs = []
    elif isinstance(dirs, (str, Path)):
        dirs = [(dirs, "/")]
    argv = AMPHORA + ["run"]
    for key, value in env.items():
        argv += ["--env", f"{key}={value}"]
    for host, guest in dirs:
        argv += ["--dir", f"{host}::{guest}"]
    return argv + [str(test_path)] + list(args)
