"""The ordinary words of news for who speaks: offices, kinds of people, bodies, outlets and documents."""

from __future__ import annotations

from functools import cache

Gender = str
"""`m`, `f`, or blank where a word does not tell."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNIQUE = _words(
    "president minister premier chancellor secretary king queen emir sultan prince princess pope patriarch governor mayor "
    "ambassador envoy spokesman spokeswoman spokesperson commissioner chairman chairwoman chairperson chair chief head "
    "director leader coordinator czar tsar speaker ayatollah archbishop undersecretary administrator rapporteur ceo "
    "vice-president taoiseach"
)
"""Offices that one person holds: told by such a one alone, a speaker is told by a role."""

OFFICIALS = _words(
    "official officer diplomat mediator negotiator commander general colonel major admiral lieutenant brigadier marshal "
    "captain sergeant senator congressman congresswoman representative lawmaker legislator deputy mp member aide adviser "
    "advisor delegate guarantor operative monitor inspector observer fighter soldier spymaster politician parliamentarian "
    "prosecutor guerrilla rebel militant councillor counselor councilman councilwoman figure guard policeman"
)
"""Kinds of people of whom a side has many, and who belong to it."""

PRIVATE = _words(
    "judge justice strategist manager editor professor analyst expert researcher lawyer attorney activist founder candidate "
    "nominee economist author journalist reporter correspondent columnist pollster consultant organizer organiser "
    "historian scholar fellow scientist doctor physician medic nurse surgeon teacher student veteran actor actress singer "
    "filmmaker businessman businesswoman billionaire worker volunteer resident witness survivor victim prisoner detainee "
    "hostage refugee farmer father mother brother sister son daughter wife husband uncle aunt cousin widow relative friend "
    "man woman boy girl person people family citizen civilian voter supporter critic protester demonstrator opponent ally donor "
    "insider source sheikh imam rabbi bishop cardinal cleric priest pastor reverend writer commentator pundit biographer "
    "neighbor neighbour colleague partner contractor trader investor banker elder chaplain whistleblower staffer blogger "
    "moderator host anchor rival somebody someone everyone everybody anybody anyone nobody many some others several few "
    "most other all one both interlocutor specialist scholar advocate campaigner negotiators passenger driver owner "
    "executive executor engineer coach player artist musician parent kid child youth executive co-founder commenter "
    "republican democrat conservative liberal progressive islamist evangelical skeptic sceptic environmentalist user "
    "reader viewer listener consumer employee"
)
"""People who speak for themselves: their country is not the side they speak for."""

RELATIONS = _words(
    "rival ally opponent critic supporter friend neighbor neighbour colleague partner man woman boy girl person people "
    "citizen voter other relative donor host moderator fellow kid child figure all both one republican democrat"
)
"""Kinds that say how one stands to another, and no office."""

HOLDERS = _words(
    "nominee candidate general commander judge justice prosecutor senator congressman congresswoman representative executive "
    "founder editor manager negotiator author professor widow wife husband mother father son daughter brother sister sheikh "
    "imam cardinal bishop rabbi officer coach owner deputy attorney"
)
"""With "the" before them, they tell one person by a role."""

RANKS = _words(
    "sheikh ayatollah imam rabbi cardinal bishop archbishop general colonel major captain lieutenant brigadier admiral "
    "marshal representative senator king prince"
)
"""Titles that stand between an office and a name, and tell no office of their own there."""

HEADS_OF_STATE = _words("president minister premier chancellor king queen emir sultan vice-president")
"""Offices that a country's own press tells without the country."""

SPOKESPEOPLE = _words("spokesman spokeswoman spokesperson")

WIDE = _words("official source person figure insider")
"""Words that may take up a speaker who was told in another way."""

STATE = _words(
    "government ministry army military police cabinet parliament authority authorities delegation embassy force forces "
    "navy intelligence presidency administration regime troops state security defence defense"
)
"""Bodies of a state."""

OWN = STATE | {"office", "cabinet", "parliament"}
"""Bodies of a state that its own press tells without the country."""

GROUP = _words(
    "office party movement group organisation organization committee commission council court agency team union company "
    "bank institute institution university mission command bureau forum coalition faction militia campaign "
    "department house senate congress assembly secretariat service wing body alliance opposition front charity hospital "
    "foundation association society network club centre center corporation firm league federation junta rebels leadership "
    "side mechanism panel chamber tribunal division unit brigade directorate municipality city council staff crew board "
    "industry community country nation kingdom republic"
)
"""Bodies and gatherings of people."""

MOVEMENT = _words(
    "group movement organisation organization militia faction party rebels front militants fighters side"
)
"""Words that take up a party to a conflict that is not a state."""

OUTLET = _words(
    "outlet site website newspaper paper daily weekly magazine channel network broadcaster station radio wire publication "
    "media press tabloid portal news television tv agency journal blog podcast"
)
"""Kinds of outlet."""

OUTLET_NAMES = _words(
    "Times Post News Herald Tribune Gazette Chronicle Journal Daily Radio TV Television Broadcasting Magazine Guardian "
    "Telegraph Examiner Inquirer Newswire Newspaper Weekly Today Mirror Courier Observer"
)
"""Words that end the names of outlets."""

DOCUMENT = _words(
    "report statement document study poll survey letter memo draft text lawsuit filing complaint indictment article book "
    "post tweet video transcript communique communiqué declaration interview release account tally count data figures "
    "findings analysis review investigation headline story ad advertisement email e-mail message speech website page"
)
"""What is written or sent; who stands behind it is told by its maker, where that is told."""

NAMELESS = _words(
    "unnamed anonymous unidentified undisclosed nameless anonymously anonymity unauthorized unauthorised"
)
"""Words that say that a name is kept back."""

OTHERS = _words("another other second third further additional separate different others")
"""Words that say that it is not the one before."""

PEOPLES = _words(
    "arab european african asian american kurdish druze sunni shiite shia muslim christian jewish islamic latin tigrayan "
    "catholic protestant orthodox republican democratic houthi western gulf hebrew arabic"
)
"""Adjectives of peoples, faiths and parties that keep their capital."""

DETERMINERS = _words(
    "the a an this that these those its his her their our my your another other second third some several many two three "
    "four five six seven eight nine ten dozen both one no each every any most few all certain multiple various numerous "
    "same said such only at least more than half a about"
)

KEPT = _words(
    "prime foreign deputy vice chief senior interior national military political "
    "general humanitarian high assistant first press presidential permanent federal supreme armed medical diplomatic "
    "religious judicial royal crown public internal external economic financial top special official local central "
    "ruling executive parliamentary legal regional civil chief lead principal spiritual joint"
)
"""Adjectives that belong to an office, and stay in its name."""

DROPPED = _words("special mideast eastern top official middle east veteran")
"""Words that news puts before an office and a record does not."""

REGIONS = frozenset({"mideast", "middle", "east", "gulf", "horn", "africa", "african", "region", "regional"})
"""Where an envoy is sent; a record does not say so in the office."""

PAST = _words("former ex onetime")
"""Words of an office that is over."""

PHASES = _words("outgoing incoming then late acting interim")
"""Words of the time of an office; they come before its side."""

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f",
    "dame": "f", "madam": "f", "dr": "", "dr.": "", "prof": "", "prof.": "",
}  # fmt: skip

ABBREVIATIONS = {
    "sen.": "senator", "sens.": "senator", "rep.": "representative", "reps.": "representative", "gov.": "governor",
    "gen.": "general", "lt.": "lieutenant", "col.": "colonel", "maj.": "major", "sgt.": "sergeant", "capt.": "captain",
    "adm.": "admiral", "brig.": "brigadier", "rev.": "reverend", "pm": "prime minister", "fm": "foreign minister",
    "del.": "delegate", "amb.": "ambassador",
}  # fmt: skip

MALE = _words(
    "spokesman chairman congressman businessman councilman policeman king prince sultan emir pope father brother son "
    "husband uncle man boy actor sheikh imam rabbi priest ayatollah"
)
FEMALE = _words(
    "spokeswoman chairwoman congresswoman businesswoman councilwoman queen princess mother sister daughter wife aunt widow "
    "woman girl actress"
)

PARTICLES = _words("bin ben ibn bint al el abu de del la las los da dos das von van der den di du ould y ag")
"""Small words inside names."""

RUN_BY = _words("run controlled led appointed ruled")
"""After a hyphen, they say whose a body is."""

NOT_PEOPLE = _words(
    "corridor crossing river street city accords accord agreement war strip bank valley day award prize university college "
    "school church act bill plan treaty party court house senate union league front army movement brigade brigades council "
    "committee commission forum summit conference centre center institute foundation association organisation organization "
    "group inc inc. corp corp. company airlines fund ministry department office agency authority bureau service services "
    "force forces police mission assembly parliament cabinet government administration tower palace square hospital hotel "
    "prison camp airport port gate bridge province state states county district region north south east west northern "
    "southern eastern western central island islands sea ocean lake mountain mountains peninsula desert gulf world olympics "
    "constitution amendment resolution convention protocol process talks deal truce ceasefire operation project initiative "
    "program programme security media press times post news society club red cross crescent islamic jihad republic kingdom "
    "federation democratic republican liberal labor labour conservative national international general-assembly "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december christmas ramadan easter eid god islam christian muslim jewish arab arabs jews muslims "
    "christians european asian african western americans campaign democrat democrats republicans facebook twitter telegram "
    "instagram youtube whatsapp google apple amazon breaking exclusive update video photo watch read more editor's"
)
"""Capitalised words that are no part of a person's name."""


PORTFOLIOS = _words(
    "homeland finance defence defense justice interior health energy security intelligence education economy trade "
    "labour labor agriculture transport environment culture information communications treasury home affairs press "
    "media peace reconciliation strategy state police army military navy force staff party opposition majority "
    "minority house prime foreign deputy vice chief senior national general ministry department council relief aid "
    "development housing infrastructure planning immigration migration water science technology sports tourism "
    "religious women youth family hostage human rights humanitarian governor mission"
)
"""What ministers and chiefs are of."""


@cache
def singular(word: str) -> str:
    """Return the singular of a noun, in small letters."""
    low = ABBREVIATIONS.get(word.lower(), word.lower())
    if low in IRREGULAR:
        return IRREGULAR[low]
    if low.endswith("men") and len(low) > 4:
        return f"{low[:-3]}man"
    if low.endswith("ies") and len(low) > 4:
        return f"{low[:-3]}y"
    if low.endswith(("sses", "ches", "shes", "xes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is", "news", "press")) and len(low) > 3:
        return low[:-1]
    return low


CALLED = {
    "premier": "minister", "prime minister": "minister", "foreign minister": "minister", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman",
    "adviser": "advisor", "army": "military", "forces": "military", "troops": "military", "head": "chief", "boss": "chief",
    "leader": "chief",
}  # fmt: skip
"""Nouns that take one another up, by one of each."""


def called(word: str) -> str:
    """Return the noun that stands for all that may take up the same figure."""
    one = singular(word)
    return CALLED.get(one, one)


IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "wives": "wife", "media": "media",
    "news": "news", "police": "police", "forces": "forces", "authorities": "authorities", "troops": "troops",
    "others": "others", "witnesses": "witness", "data": "data", "figures": "figure", "rebels": "rebel",
    "parties": "party", "attorneys": "attorney",
}  # fmt: skip


def gender_of(word: str) -> Gender:
    """Return the gender that a word for a person tells."""
    one = singular(word)
    return "m" if one in MALE else "f" if one in FEMALE else HONORIFICS.get(word.lower(), "")


def is_agent(word: str) -> bool:
    """Say whether a noun is formed like those for people who do something: "investigators", "settlers"."""
    return singular(word).endswith(("or", "er", "ist", "ian", "ant", "ent", "ee"))


def is_person(word: str) -> bool:
    """Say whether a noun stands for a person, or for people one by one."""
    one = singular(word)
    return one in UNIQUE or one in OFFICIALS or one in PRIVATE
