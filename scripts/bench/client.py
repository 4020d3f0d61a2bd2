"""Requests, each on a connection of its own (the server's synchronous workers keep none alive)."""

import http.client
import multiprocessing
import signal
import time
from typing import NamedTuple


class Ask(NamedTuple):
    """A GET, or where there is a form a POST of it."""

    path: str
    cookie: str = ""
    form: str = ""


class Answer(NamedTuple):
    seconds: float
    queries: int
    size: int


class Unexpected(Exception):
    """The server did not answer as it should."""


def fetch(port: int, ask: Ask, accept: str = "identity") -> tuple[http.client.HTTPResponse, bytes]:
    """Return the response and its body as it was sent. A GET must be answered by 200, a POST by a redirect."""
    headers = {"Cookie": ask.cookie, "Accept-Encoding": accept, "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST" if ask.form else "GET", ask.path, ask.form or None, headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != (302 if ask.form else 200):
        raise Unexpected(f"{ask.path} answered {response.status}")
    return response, body


def measure(port: int, ask: Ask) -> Answer:
    started = time.perf_counter()
    response, body = fetch(port, ask)
    return Answer(time.perf_counter() - started, int(response.getheader("X-Queries")), len(body))


def send_all(port: int, asks: list[Ask], pipe) -> None:
    """Send the requests one after the other, and the list of answers through `pipe`."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    pipe.send([measure(port, ask) for ask in asks])


def at_once(port: int, asks: list[Ask], processes: int) -> list[Answer]:
    """Send the requests from that many processes. Raise EOFError if one of them fails."""
    started, ends = [], []
    try:
        for number in range(processes):
            end, other = multiprocessing.Pipe(duplex=False)
            started.append(multiprocessing.Process(target=send_all, args=(port, asks[number::processes], other)))
            started[-1].start()
            other.close()
            ends.append(end)
        return [answer for end in ends for answer in end.recv()]
    finally:
        for process in started:
            process.terminate()
            process.join()
