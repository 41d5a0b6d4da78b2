"""How many HTTP requests go over a link, seen from outside: no proxy stands in the way, and what is
counted pays nothing for it.

The kernel hands over only what begins with a method of HTTP. A client without pipelining waits for
each reply, so that every request begins a TCP segment of its own.
"""

import ctypes
import socket
import struct
import threading
from collections import Counter
from types import TracebackType
from typing import Self

ETH_P_ALL = 3
SOL_PACKET, PACKET_STATISTICS = 263, 6  # linux/if_packet.h
SO_ATTACH_FILTER, SO_RCVBUFFORCE = 26, 33  # asm-generic/socket.h
METHODS = (b"GET ", b"PUT ", b"POST", b"HEAD", b"DELE", b"PATC")
SNAP = 256  # bytes of a packet that are looked at
ROOM = 64 * 2**20

# Classic BPF (linux/filter.h): the opcodes that the filter needs.
LOAD_BYTE, LOAD_BYTE_AT_X, LOAD_WORD_AT_X, LOAD_HEADER_LENGTH = 0x30, 0x50, 0x40, 0xB1
AND, SHIFT_RIGHT, ADD_X, TO_X, JUMP_IF_EQUAL, RETURN = 0x54, 0x74, 0x0C, 0x07, 0x15, 0x06


class Tally:
    """Counts requests by method over one interface, for as long as the context lasts."""

    def __init__(self, interface: str) -> None:
        self.requests: Counter[str] = Counter()
        self._seen: set[bytes] = set()
        self._socket = _listening(interface)
        self._thread = threading.Thread(target=self._listen)
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        lost = struct.unpack("II", self._socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))[1]
        self._socket.close()
        if lost and kind is None:
            raise RuntimeError(f"{lost} packets went by uncounted: the machine is too busy")

    def _listen(self) -> None:
        while True:
            try:
                packet, (_, _, direction, *_) = self._socket.recvfrom(SNAP)
            except TimeoutError:
                if self._over.is_set():
                    return
                continue
            if direction == socket.PACKET_OUTGOING:
                self._count(packet)

    def _count(self, packet: bytes) -> None:
        """Once, however often the segment is sent: its port and sequence number tell."""
        start = (packet[0] & 15) * 4
        segment = packet[start : start + 2] + packet[start + 4 : start + 8]
        if segment not in self._seen:
            self._seen.add(segment)
            payload = packet[start + (packet[start + 12] >> 4) * 4 :]
            self.requests[payload.split(b" ", 1)[0].decode()] += 1


def _listening(interface: str) -> socket.socket:
    """From the IP header on, every packet that the filter lets through."""
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
    code = _filter()
    held = ctypes.create_string_buffer(code)
    program = struct.pack("HL", len(code) // 8, ctypes.addressof(held))
    tap.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
    tap.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, ROOM)
    tap.settimeout(0.2)
    tap.bind((interface, ETH_P_ALL))
    return tap


def _filter() -> bytes:
    """TCP over IPv4 whose payload begins with a method."""
    find_payload = [
        (LOAD_HEADER_LENGTH, 0, 0, 0),
        (LOAD_BYTE_AT_X, 0, 0, 12),
        (AND, 0, 0, 0xF0),
        (SHIFT_RIGHT, 0, 0, 2),
        (ADD_X, 0, 0, 0),
        (TO_X, 0, 0, 0),
        (LOAD_WORD_AT_X, 0, 0, 0),
    ]
    compare = [
        (JUMP_IF_EQUAL, len(METHODS) - number, 0, int.from_bytes(method))
        for number, method in enumerate(METHODS)
    ]
    tcp = [(LOAD_BYTE, 0, 0, 9), (JUMP_IF_EQUAL, 0, len(find_payload + compare), 6)]
    verdicts = [(RETURN, 0, 0, 0), (RETURN, 0, 0, SNAP)]
    return b"".join(struct.pack("HBBI", *one) for one in tcp + find_payload + compare + verdicts)
