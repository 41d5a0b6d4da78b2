"""One question to a port of this machine, past any proxy."""

from http.client import HTTPConnection, HTTPException

SECONDS = 1.0


def ask(port: int, path: str) -> tuple[int, bytes] | None:
    """Status and body of a GET, or None when nobody answers in time. Never raises."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
