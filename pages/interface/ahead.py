"""Beside the server, each version that readers see is worked out ahead of time, in a process of its own.

Until that is done, and where it cannot be done, pages work out what they show themselves: the same figures, but later.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st

from indicators.ahead import start_preparing, version_to_work_out

_LOOK_AGAIN = 15  # seconds between two looks at which version readers see
_POLL = 0.5  # seconds between two looks at whether the process has ended


@asynccontextmanager
async def working_ahead(_: st.App) -> AsyncIterator[None]:
    """For as long as the server runs, see to it that the published version is worked out."""
    work = asyncio.create_task(_follow_versions())
    try:
        yield
    finally:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work


async def _follow_versions() -> None:
    tried = None
    while True:
        try:
            version = version_to_work_out()
            if version and version != tried:
                await _prepare()
            tried = version  # what failed would fail again; what was there and was thrown away since, is made again
        except OSError as error:  # the data folder cannot be read, or no process started; that may pass
            logging.getLogger(__name__).warning("Cannot work ahead, will look again in %s seconds: %s", _LOOK_AGAIN, error)
        await asyncio.sleep(_LOOK_AGAIN)


async def _prepare() -> None:
    process = start_preparing()
    try:
        while process.poll() is None:
            await asyncio.sleep(_POLL)
    finally:  # the server stops: what is half done is thrown away
        process.terminate()
        process.wait()
