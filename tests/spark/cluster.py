"""A standalone Spark cluster on this machine: a master and workers, each a process of its own, which can be killed."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Optional

import pyspark

WORK = Path(os.environ["SPARK_TEST_WORK"])
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _session_of(stat: Path) -> int:
    """The session that /proc/PID/stat tells of; 0 where the process has ended."""
    try:
        return int(stat.read_text(errors="replace").rpartition(")")[2].split()[3])
    except (OSError, IndexError):
        return 0


class Daemon:
    """A JVM, in a session of its own with whatever it starts: a worker's executors, and their Pythons, which make process
    groups of their own."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.log = WORK / f"{name}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [str(SPARK_CLASS), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                env={**os.environ, "SPARK_DAEMON_MEMORY": "256m"},
            )
        with open(WORK / "sessions", "a") as sessions:
            sessions.write(f"{self.process.pid}\n")

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """The first place of its log that matches."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(pattern, self.log.read_text(errors="replace"))
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"{self.log.name} never said {pattern}:\n{self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """kill -9 of the whole session, until nothing of it is left."""
        while pids := [stat.parent.name for stat in Path("/proc").glob("[0-9]*/stat") if self.has(stat)]:
            for pid in pids:
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            self.process.wait()
            time.sleep(0.02)

    def has(self, stat: Path) -> bool:
        """Whether a process of /proc/PID/stat is alive and of its session."""
        try:
            is_dead = stat.read_text(errors="replace").rpartition(")")[2].split()[0] in "ZX"
        except (OSError, IndexError):
            return False
        return not is_dead and _session_of(stat) == self.process.pid


class Cluster:
    """workers: how many, of one core each."""

    def __init__(self, workers: int, memory: str = "1g") -> None:
        self.memory = memory
        self.daemons: list[Daemon] = []
        self.workers: list[Daemon] = []
        try:
            master = self._start("master", "master.Master", "--port", "0")
            self.url = master.wait_for(r"Starting Spark master at (spark://\S+)")[1]
            for number in range(workers):
                self.workers.append(self.start_worker(f"worker-{number}"))
        except BaseException:
            self.close()
            raise

    def _start(self, name: str, kind: str, *arguments: str) -> Daemon:
        daemon = Daemon(
            name, f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", "--webui-port", "0", *arguments
        )
        self.daemons.append(daemon)
        return daemon

    def start_worker(self, name: str) -> Daemon:
        where = str(WORK / f"{name}.work")
        arguments = ("--cores", "1", "--memory", self.memory, "--work-dir", where, self.url)
        worker = self._start(name, "worker.Worker", *arguments)
        worker.wait_for(r"Successfully registered with master")
        return worker

    def worker_of(self, pid: int) -> Optional[Daemon]:
        """The worker to whose session a process belongs."""
        session = _session_of(Path(f"/proc/{pid}/stat"))
        return next((worker for worker in self.workers if worker.process.pid == session), None)

    def close(self) -> None:
        for daemon in reversed(self.daemons):
            daemon.kill()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def session(cluster: Cluster, memory: str = "512m") -> pyspark.sql.SparkSession:
    from pyspark.sql import SparkSession

    started = (
        SparkSession.builder.master(cluster.url)
        .appName("childplan")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", memory)
        .config("spark.executor.cores", "1")
        .config("spark.local.dir", str(WORK / "local"))
        .config("spark.sql.warehouse.dir", str(WORK / "warehouse"))
        # What a killed worker held is given up sooner than on a network that only stutters.
        .config("spark.shuffle.io.maxRetries", "1")
        .config("spark.shuffle.io.retryWait", "1s")
        .config("spark.task.maxFailures", "3")
        .config("spark.sql.shuffle.partitions", "4")
        # Of the Pythons on the workers, which are elsewhere than this one.
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .config("spark.executorEnv.CHILDPLAN_LIBRARY", os.environ["CHILDPLAN_LIBRARY"])
        .config("spark.executorEnv.SPARK_TEST_WORK", str(WORK))
        .getOrCreate()
    )
    started.sparkContext.setLogLevel("OFF")
    return started
