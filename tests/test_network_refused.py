import socket

import pytest


def test_the_tests_refuse_connections_to_other_machines():
    with pytest.raises(ConnectionRefusedError, match="may not connect"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
