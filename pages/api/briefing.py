"""`/briefing.pdf`: the briefing of a region or gemeente, made when it is asked for."""

from starlette.requests import Request
from starlette.responses import Response

from indicators.agenda import home_region
from indicators.agenda_files import agenda_mark
from indicators.figures import configured_versions, figures_of
from indicators.query import BadQuestion, known_region
from pages.api.endpoint import Parameter, check_parameters
from pages.interface.refusals import or_refusal
from pages.paper.pdf import briefing_pdf

_PARAMETERS = (
    Parameter("regio", "De code van een gebied. Zonder: de regio van de agenda.", "GM0363"),
    Parameter("versie", "De naam van een versie. Zonder: de nieuwste.", "20261101T060000000000Z"),
)


@or_refusal
def briefing(request: Request) -> Response:
    """`GET /briefing.pdf` with `regio` (else the home region) and `versie` (else the published one); 400 with a sentence."""
    asked = request.query_params
    check_parameters(asked, _PARAMETERS)
    version = _version(asked.get("versie"))
    region = known_region(figures_of(version), asked.get("regio") or home_region().code)
    pdf = briefing_pdf(version, region, str(request.base_url), agenda_mark())
    headers = {"Content-Disposition": f'inline; filename="briefing-{region}-{version[:8]}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _version(asked: str | None) -> str:
    """The version with this name, or the published one. Raises BadQuestion for one that is not kept, NothingPublished."""
    versions = configured_versions()
    if not asked:
        return versions.published()
    if asked not in [each.name for each in versions.all()]:
        raise BadQuestion(f"Versie '{asked}' is niet (meer) bewaard. Vraag de briefing zonder versie voor de nieuwste cijfers.")
    return asked
