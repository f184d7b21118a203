"""Load the reference facts: committees, working groups, agencies and policy challenges. Safe in production, any number
of times; what staff edited is kept (see `facts`)."""

from django.db import transaction

from places.models import Province
from workgroups import reference
from workgroups.models import (
    Agency,
    AgencyName,
    Challenge,
    ChallengeAgency,
    Duty,
    Membership,
    Person,
    PolicyLevel,
    Post,
    Workgroup,
    WorkgroupAlias,
)
from workgroups.services.facts import FactWriter

GROUP_TEXTS = [
    "name_th",
    "name_en",
    "short_th",
    "short_en",
    "mandate_th",
    "mandate_en",
    "note_th",
    "abbr_th",
    "abbr_en",
]
AGENCY_TEXTS = ["name_th", "name_en", "abbr_th", "abbr_en", "tier"]
SHORT_NAME = "อ.ก.พ.ร. "
LONG_NAME = "คณะอนุกรรมการพัฒนาระบบราชการ"


@transaction.atomic
def load_workgroups(stdout=None):
    """Write the reference facts that are missing or whose file changed; return the number of rows written.

    Needs the provinces of `places`.
    """
    writer = FactWriter()
    _load_agencies(writer)
    _load_committees(writer)
    for fact in reference.read("groups"):
        load_group(writer, fact, fact["slug"], **reference.origin(fact["source"]))
    _load_challenges(writer)
    if stdout:
        stdout.write(
            f"คณะทำงาน: {Workgroup.objects.real().count()} คณะ {Post.objects.count()} ตำแหน่ง"
            f" {Agency.objects.count()} หน่วยงาน {Challenge.objects.count()} โจทย์นโยบาย"
            f" เขียน {writer.written} แถว | workgroups"
        )
    return writer.written


def load_group(writer, fact, key, **common):
    """Write one group with its duties and seats; `common` goes to each row (source, source_url, as_of)."""
    origin = fact.get("origin", {})
    group = writer.put(
        f"group/{key}",
        Workgroup,
        {"slug": fact["slug"]},
        kind=fact["kind"],
        parent=_group(fact.get("parent")),
        province=Province.objects.get(slug=fact["province"]) if "province" in fact else None,
        secretariat=_agency(fact.get("secretariat")),
        origin_group=_group(origin.get("group")),
        origin_number=origin.get("number", ""),
        origin_date=origin.get("date"),
        **{f"origin_{name}": origin.get(name, "") for name in ("text_th", "purpose_th", "note_th")},
        **{name: fact.get(name, "") for name in GROUP_TEXTS},
        **fact.get("extra", {}),
        **common,
    )
    for order, text in enumerate(fact.get("duties", []), 1):
        writer.put(f"group/{key}/duty/{order}", Duty, {"group": group, "order": order}, text_th=text, **common)
    for order, seat in enumerate(fact.get("seats", []), 1):
        load_seat(writer, group, order, seat, f"group/{key}/seat/{order}", **common)
    return group


def load_seat(writer, group, order, fact, key, **common):
    """Write one seat, and the term of the person whom the document names for it."""
    named = "person" in fact
    post = writer.put(
        key,
        Post,
        {"group": group, "order": order},
        title_th=fact.get("title_th", ""),
        title_en=fact.get("title_en", ""),
        role=fact.get("role", Post.Role.MEMBER),
        filled_by=fact.get("filled_by", Post.FilledBy.PERSON if named else Post.FilledBy.REPRESENTATIVE),
        agency=_agency(fact.get("agency")),
        tier=fact.get("tier", ""),
        **common,
    )
    if named:
        title, name = fact["person"]
        person = writer.put(f"person/{title}{name}", Person, {"title_th": title, "name_th": name}, **common)
        writer.put(f"{key}/member", Membership, {"post": post, "person": person}, **common)


def _load_agencies(writer):
    for fact in reference.read("agencies"):
        key = f"agency/{fact['slug']}"
        agency = writer.put(
            key,
            Agency,
            {"slug": fact["slug"]},
            parent=_agency(fact.get("parent")),
            province=Province.objects.get(slug=fact["province"]) if "province" in fact else None,
            **{name: fact.get(name, "") for name in AGENCY_TEXTS},
            **reference.origin(fact["source"]),
        )
        for name in fact.get("names", []):
            writer.put(
                f"{key}/name/{name['name_th']}",
                AgencyName,
                {"agency": agency, "name_th": name["name_th"]},
                name_en=name.get("name_en", ""),
                valid_from=name.get("valid_from"),
                valid_to=name.get("valid_to"),
                **reference.origin(name["source"]),
            )


def _load_committees(writer):
    facts = reference.read("committees")
    common = reference.origin(facts["source"])
    commission = facts["commission"]
    load_group(writer, commission | {"kind": Workgroup.Kind.COMMISSION}, commission["slug"], **common)
    for fact in facts["subcommittees"]:
        _load_subcommittee(writer, fact, commission["slug"], common)


def _load_subcommittee(writer, fact, parent, common):
    chair = fact.get("chair_office")
    seat = chair | {"filled_by": Post.FilledBy.OFFICE} if chair else {"person": fact["chair"]}
    long_name = LONG_NAME + fact["name_th"].removeprefix(SHORT_NAME)
    extra = {"number": fact["number"], "ad_hoc": fact.get("ad_hoc", False), "official_th": long_name}
    slug = f"subcommittee-{fact['number']}"
    row = fact | {"slug": slug, "kind": Workgroup.Kind.SUBCOMMITTEE, "parent": parent, "extra": extra}
    group = load_group(writer, row | {"seats": [seat | {"role": Post.Role.CHAIR}]}, slug, **common)
    for alias in fact.get("aliases", []):
        name, source = alias["name_th"], reference.origin(alias["source"])["source"]
        writer.put(f"alias/{slug}/{name}", WorkgroupAlias, {"group": group, "name_th": name}, source=source)


def _load_challenges(writer):
    facts = reference.read("challenges")
    for order, fact in enumerate(facts["levels"], 1):
        texts = {name: fact[name] for name in ("name_th", "name_en", "who_th", "who_en")}
        origin = reference.origin(fact["source"])
        writer.put(f"level/{fact['key']}", PolicyLevel, {"key": fact["key"]}, order=order, **texts, **origin)
    for fact in facts["challenges"]:
        _load_challenge(writer, fact)


def _load_challenge(writer, fact):
    texts = ["name_th", "name_en", "goal_th", "due_note_th", "levels_note_th", "outputs_th", "note_th"]
    is_new = f"challenge/{fact['slug']}" not in writer.known
    challenge = writer.put(
        f"challenge/{fact['slug']}",
        Challenge,
        {"slug": fact["slug"]},
        year_be=fact["year_be"],
        order=fact["order"],
        due_month=fact.get("due_month"),
        **{name: fact.get(name, "") for name in texts},
        **reference.origin(fact["source"]),
    )
    if is_new:
        challenge.levels.set(PolicyLevel.objects.filter(key__in=fact["levels"]))
    for order, row in enumerate(fact["agencies"], 1):
        writer.put(
            f"challenge/{fact['slug']}/{row['agency']}",
            ChallengeAgency,
            {"challenge": challenge, "agency": _agency(row["agency"])},
            role=row["role"],
            task_th=row.get("task_th", ""),
            task_en=row.get("task_en", ""),
            order=order,
        )


def _agency(slug):
    return Agency.objects.filter(slug=slug).first() if slug else None


def _group(slug):
    return Workgroup.objects.filter(slug=slug).first() if slug else None
