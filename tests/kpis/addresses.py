"""The rows of kpis in the table of addresses, and what they are about."""

from kpis.models import Round
from places.models import Province
from tests.kpis.factories import target_of

PUBLIC, NOBODY = [200] * 4, [404] * 4
SIGNED_IN, OWN, POSTED = [302, 200, 200, 200], [302, 200, 404, 200], [302, 405, 405, 405]

TABLE = {
    "kpis:index": ([], PUBLIC),
    "kpis:indicator": (["indicator"], PUBLIC),
    "kpis:target": (["indicator", "lampang"], PUBLIC),
    "kpis:province": (["lampang"], PUBLIC),
    "kpis:board_pdf": (["2569", "m12"], PUBLIC),
    "kpis:board_docx": (["2569", "m12"], PUBLIC),
    "kpis:self_assessment_pdf": (["2569", "m12", "lampang"], PUBLIC),
    "kpis:self_assessment_docx": (["2569", "m12", "lampang"], PUBLIC),
    "kpis:brief_pdf": (["2569", "m12", "lampang"], PUBLIC),
    "kpis:brief_docx": (["2569", "m12", "lampang"], PUBLIC),
    "kpis:freeze": (["2569", "m12"], [302, 404, 404, 200]),
    "kpis:matrix": ([], [302, 404, 404, 200]),
    "kpis:matrix_export": ([], [302, 404, 404, 200]),
    "kpis:reports": ([], SIGNED_IN),
    "kpis:report": (["target", "m12"], OWN),
    "kpis:report_save": (["target", "m12"], POSTED),
    "kpis:report_return": (["target", "m12"], POSTED),
    "kpis:report_approve": (["target", "m12"], POSTED),
    "kpis:report_accept": (["target", "m12"], POSTED),
    "kpis:report_publish": (["target", "m12"], POSTED),
    "kpis:report_evidence": ([0], NOBODY),
    "kpis:report_evidence_remove": ([0], POSTED),
}


def make():
    """A target of Lampang in an open cycle, over the pilot's facts."""
    target = target_of(province=Province.objects.get(slug="lampang"))
    assert Round.objects.filter(cycle=target.cycle, kind="m12").exists()
    return {"target": target.pk, "indicator": target.indicator.code}
