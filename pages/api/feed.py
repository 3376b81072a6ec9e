"""`/feed.xml`: what the data steward should know, as an Atom feed; each alert is an entry, and so is its end."""

import re
import uuid
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from indicators.agenda import home_region
from indicators.alert_log import Alert, AlertLog
from indicators.figures import configured_versions
from indicators.words import day_and_hour

NEWEST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_CONTROL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML has no way to write these


def feed(request: Request) -> Response:
    """`GET /feed.xml`: the newest alerts, newest first."""
    log = AlertLog(configured_versions().data_dir)
    newest = sorted(log.alerts(), key=_changed, reverse=True)[:NEWEST]
    return Response(atom(newest, str(request.base_url)), media_type="application/atom+xml")


def atom(alerts: list[Alert], base: str) -> bytes:
    """An Atom document (RFC 4287) with these alerts, in this order. `base` is the address of the dashboard, with its slash."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "nl"})
    _add(root, "id", _urn(home_region().code))
    _add(root, "title", f"Meldingen arbeidsmarktdashboard {home_region().naam}")
    _add(root, "updated", _time(max(map(_changed, alerts), default=datetime(2020, 1, 1, tzinfo=UTC))))
    _add(_add(root, "author"), "name", "Arbeidsmarktdashboard")
    _add(root, "link", rel="self", href=f"{base}feed.xml", type="application/atom+xml")
    _add(root, "link", rel="alternate", href=f"{base}bronnen", type="text/html")
    for alert in alerts:
        entry = _add(root, "entry")
        over = f"Voorbij sinds {day_and_hour(alert.over)}. " if alert.over else ""
        _add(entry, "id", _urn(f"{alert.event.key}/{alert.raised.isoformat()}"))
        _add(entry, "title", f"{'Voorbij: ' if over else ''}{alert.event.title}")
        _add(entry, "published", _time(alert.raised))
        _add(entry, "updated", _time(_changed(alert)))
        _add(entry, "link", rel="alternate", href=f"{base}bronnen", type="text/html")
        _add(entry, "content", f"{over}{alert.event.message}", type="text")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text) or None
    return child


def _changed(alert: Alert) -> datetime:
    return alert.over or alert.raised


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _urn(what: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"arbeidsmarktdashboard/{what}").urn
