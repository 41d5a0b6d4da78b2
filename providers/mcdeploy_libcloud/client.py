"""libcloud's drivers, tamed: one per call, time-outs on every request, no retries.

A driver holds the state of its last request, so two threads never share one; idle ones are kept.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from libcloud.common.base import Connection
from libcloud.common.types import LibcloudError
from libcloud.http import LibcloudConnection
from libcloud.storage.providers import get_driver
from libcloud.storage.types import ContainerAlreadyExistsError

from mcdeploy.errors import McdeployError, UsageError
from mcdeploy.store.body import TIMEOUTS
from mcdeploy.store.session import InPieces, mount
from mcdeploy_libcloud import LibcloudSettings
from mcdeploy_libcloud.drivers import traits
from mcdeploy_libcloud.translate import Translator

_making = Lock()  # some drivers keep their host in a class while they are made

Driver = Any
"""One of libcloud's storage drivers; the library is not typed."""


class _TimedAdapter(InPieces):
    def send(self, *request: Any, **options: Any) -> Any:
        return super().send(*request, **{**options, "timeout": TIMEOUTS})


class _TimedConnection(LibcloudConnection):
    """libcloud gives streamed requests no time-out at all."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        session: Any = self.session
        mount(session, _TimedAdapter())


def _once(**_: object) -> Callable[[Any], Any]:
    """In the place of libcloud's retries, which an environment variable can turn on."""
    return lambda request: request


class Client:
    """The drivers of one target."""

    def __init__(self, name: str, settings: LibcloudSettings, region: str | None) -> None:
        self.name = name
        self.container = settings.container
        self.traits = traits(settings.driver)
        self.translator = Translator(name, settings)
        self._settings = settings
        self._region = region
        self._idle: list[Driver] = []
        self._closed = False

    @contextmanager
    def driver(self, operation: str) -> Iterator[Driver]:
        """A driver of one's own; what goes wrong with it becomes one of our errors."""
        driver = self._free() or self._make(operation)
        try:
            yield driver
        except McdeployError:
            raise
        except Exception as error:
            raise self.translator.translation(error, operation, last_response(driver)) from error
        finally:
            self._give_back(driver)

    def create(self) -> None:
        """Make the container. Idempotent."""
        with self.driver("create") as driver:
            try:
                driver.create_container(self.container)
            except ContainerAlreadyExistsError:
                driver.get_container(self.container)
        self.close()

    def close(self) -> None:
        self._closed = True
        while (driver := self._free()) is not None:
            _hang_up(driver)

    def _free(self) -> Driver | None:
        """An idle driver, taken in one step; None when there is none."""
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _give_back(self, driver: Driver) -> None:
        if self._closed:
            _hang_up(driver)
        else:
            self._idle.append(driver)

    def _make(self, operation: str) -> Driver:
        try:
            with _making:
                driver = self._construct()
        except ImportError as error:
            raise UsageError(
                self.name, str(error), remedy="pip install 'mcdeploy[libcloud]'"
            ) from error
        except (LibcloudError, TypeError, ValueError, KeyError) as error:
            raise self._unmade(error, operation) from error
        for connection in _connections(driver):
            connection.host = connection.host  # its own, whatever becomes of its class
            connection.conn_class = _TimedConnection
            connection.retryCls = _once
            if connection.connection is not None:
                connection.connect()
        return driver

    def _construct(self) -> Driver:
        given = self._settings
        make = get_driver(given.driver)
        options: dict[str, object] = {"secure": given.secure, "host": given.host}
        options["secret"] = given.secret and given.secret.get_secret_value()
        if given.port is not None:
            options["port"] = given.port
        if self._region and "region" in inspect.signature(make).parameters:
            options["region"] = self._region
        return make(given.key.get_secret_value(), **options)

    def _unmade(self, error: Exception, operation: str) -> McdeployError:
        if self._settings.driver == "local":
            return self.translator.no_container(operation)
        what = self.translator.said(error)
        return UsageError(
            self.name,
            f"the driver {self._settings.driver} cannot be used: {what}",
            remedy="check key, secret, host, port and region of the target",
        )


def last_response(driver: Driver) -> Any:
    """What the driver's last request was answered with, or None."""
    return getattr(getattr(driver.connection, "connection", None), "response", None)


def _connections(driver: Driver) -> list[Any]:
    own = [one for one in vars(driver).values() if isinstance(one, Connection)]
    return own + [
        inner for one in own for inner in vars(one).values() if isinstance(inner, Connection)
    ]


def _hang_up(driver: Driver) -> None:
    for connection in _connections(driver):
        if connection.connection is not None:
            connection.connection.session.close()
