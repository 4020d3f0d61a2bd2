"""Requests, each on a connection of its own (the server's synchronous workers keep none alive)."""

import http.client
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
