"""What the system and the network say, in Dutch: their own words are English, and tell people more than they need."""

import errno
import http.client
import os
import re
import shutil
import socket
import ssl

_SAID = {
    errno.ENOENT: "bestaat niet",
    errno.ENOTDIR: "ligt in iets dat geen map is",
    errno.EISDIR: "is een map",
    errno.EEXIST: "is geen map",
    errno.EACCES: "is niet toegankelijk voor deze gebruiker",
    errno.EPERM: "is niet toegankelijk voor deze gebruiker",
    errno.EROFS: "ligt op een schijf waar niet op te schrijven is",
    errno.ENOSPC: "past niet meer: de schijf is vol",
    errno.EDQUOT: "past niet meer: de ruimte van deze gebruiker is op",
    errno.EFBIG: "is groter dan een bestand hier mag zijn",
    errno.ENAMETOOLONG: "heeft een naam die te lang is",
    errno.ELOOP: "verwijst naar zichzelf",
    errno.EIO: "is niet te lezen of te schrijven: de schijf geeft een fout",
    errno.EMFILE: "gaat niet open: er staan te veel bestanden open",
    errno.ENFILE: "gaat niet open: er staan te veel bestanden open",
    errno.ECONNREFUSED: "de server neemt de verbinding niet aan",
    errno.ECONNRESET: "de server brak de verbinding af",
    errno.EPIPE: "de server brak de verbinding af",
    errno.ENETUNREACH: "er is geen netwerk",
    errno.EHOSTUNREACH: "de server is niet te bereiken",
}
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")


def in_words(error: BaseException) -> str:
    """Why something did not work, from the innermost cause that the system names; in its own words where we have none.

    Of our own files and folders it is the last error: the one before it, that a folder was not there yet, was to be mended.
    """
    innermost: BaseException | None = error
    while innermost is not None and getattr(error, "filename", None) is None:
        error, innermost = innermost, innermost.__cause__ or innermost.__context__
    if isinstance(error, socket.gaierror):
        return "de naam van de server is hier niet bekend"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"het certificaat is niet te vertrouwen: {error.verify_message}"
    if isinstance(error, http.client.IncompleteRead):
        return "de server brak halverwege af"
    if isinstance(error, shutil.Error):
        return "kopiëren lukt niet"
    if isinstance(error, OSError) and error.errno is not None:
        return _SAID.get(error.errno, os.strerror(error.errno))
    if refused := _TUNNEL.match(str(error)):
        return f"antwoord: status {refused[1]}{', een naam en wachtwoord zijn nodig' if refused[1] == '407' else ''}"
    if isinstance(error, ConnectionError):
        return _SAID[errno.ECONNRESET]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(error)).split())  # a server may have said it


# What goes wrong on our own disk, whatever the name of the file; the network has other numbers.
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


def is_of_the_disk(error: OSError) -> bool:
    """Whether an error is about our own files and not about a source on the network."""
    return error.filename is not None or error.errno in _OF_THE_DISK


def unusable(error: OSError) -> str:
    """What is wrong with a file, a folder or the disk, in a sentence that ends with what to do."""
    what = f"{error.filename} " if error.filename is not None else "Een bestand "
    return f"{what}{in_words(error)}. Maak ruimte op de schijf of geef deze gebruiker toegang, en probeer het opnieuw."
