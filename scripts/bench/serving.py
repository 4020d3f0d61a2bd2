"""The site served from a database and a folder of its own, and what that costs in CPU."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

from scripts.bench import client, figures

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


def ready(folder: Path) -> None:
    """Set Django up with the measured settings, for the database that DATABASE_URL names."""
    prefix = f"bench-{secrets.token_hex(4)}"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "scripts.bench.settings", "MEDIA_ROOT": str(folder / "media")}
    os.environ |= {"BENCH_FOLDER": str(folder), "BENCH_PREFIX": prefix, "PYTHONPATH": str(ROOT)}
    os.environ |= {"PRIVATE_ROOT": str(folder / "private")}
    import django

    django.setup()


@contextlib.contextmanager
def own_database(folder: Path):
    """Point DATABASE_URL to a database of our own: beside the PostgreSQL one it names, else in `folder`."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(("postgres", "psql", "pgsql")):
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
        yield
        return
    import psycopg

    name = f"ipslearn_bench_{secrets.token_hex(4)}"
    named = "postgresql:" + url.partition(":")[2]
    with psycopg.connect(named, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        base, question, options = url.partition("?")
        os.environ["DATABASE_URL"] = f"{base.rpartition('/')[0]}/{name}{question}{options}"
        try:
            yield
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def forget_cached() -> None:
    """Delete what this run put into a shared cache, and nothing else."""
    from django.core.cache import cache

    if hasattr(cache._cache, "get_client"):
        redis = cache._cache.get_client(write=True)
        for key in redis.scan_iter(f"{cache.key_prefix}:*"):
            redis.delete(key)


@contextlib.contextmanager
def serving(folder: Path):
    """Serve the site with gunicorn's synchronous workers; yield (port, process id of the master)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "ipslearn.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--log-level", "warning", "--no-control-socket"]
    with open(folder / "server.log", "w+") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            await_answer(port, server)
            yield port, server.pid
        except BaseException:
            log.seek(0)
            print(log.read()[-4000:], file=sys.stderr)
            raise
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def await_answer(port: int, server: subprocess.Popen) -> None:
    """Return once the server answers. Raise Unexpected if it ends instead, or needs two minutes."""
    until = time.monotonic() + 120
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            client.fetch(port, client.Ask("/en/"))
            return
        time.sleep(0.2)
    raise client.Unexpected("The server did not start.")


def cpu_ms(master: int) -> float:
    """Return the CPU milliseconds that the server and its workers have used so far, in user and kernel mode."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent, used = figures.parse_stat(path.read_text())
            ticks += used if master in (parent, int(path.parent.name)) else 0
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def peak_mb(master: int) -> float:
    """Return the most memory that any worker of the server has held at once, in MB."""
    peaks = [0]
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent, _used = figures.parse_stat((path / "stat").read_text())
            if parent == master:
                peaks.append(figures.parse_peak((path / "status").read_text()))
    return max(peaks) / 1000
