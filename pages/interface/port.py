"""The dashboard stands on the port that PORT asks for, also when it is started by `streamlit run app.py` alone."""

import os
import sys
from itertools import pairwise
from pathlib import Path

from streamlit import config

from pages.interface.settings import asked_port


def stand_on_asked_port() -> None:
    """Begin again on the port of PORT where the server stands on another: Streamlit has taken one before it reads `app.py`.

    What the command line says of the port goes before PORT. Raises WrongSetting for a PORT that is no port.
    """
    port = asked_port()
    started = any(Path(word).name == "streamlit" and then == "run" for word, then in pairwise(sys.orig_argv))
    if port is None or not started or config.is_manually_set("server.port") or port == config.get_option("server.port"):
        return
    print(f"PORT is {port}: het dashboard begint opnieuw, op die poort.", file=sys.stderr, flush=True)
    os.execve(sys.executable, sys.orig_argv, {**os.environ, "STREAMLIT_SERVER_PORT": str(port)})  # noqa: S606
