"""The rows of the rule tables: Dutch fields for those who write them, English names in the code.

Here, and only here, the Dutch field names are mapped. Unknown fields are refused; every scalar is text
in the file and becomes a date or a number only where the row says so.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from pipeline.document import Role, UnitKind
from pipeline.ruleset.figurerows import FigureRow as FigureRow
from pipeline.ruleset.figurerows import TaskFieldRow as TaskFieldRow
from pipeline.ruleset.rows import AliasRow as AliasRow
from pipeline.ruleset.rows import Row as Row
from pipeline.ruleset.rows import Slug, Sure, Text, Texts
from pipeline.ruleset.themerow import ThemeRow

ROLES: dict[str, Role] = {
    "doelen": Role.GOALS,
    "activiteiten": Role.ACTIVITIES,
    "resultaten": Role.RESULTS,
    "tijd": Role.TIMING,
    "partners": Role.PARTNERS,
    "kaders": Role.FRAMEWORKS,
    "wetten": Role.LAWS,
    "kosten": Role.COSTS,
    "indicatoren": Role.INDICATORS,
    "ontwikkelingen": Role.DEVELOPMENTS,
    "toelichting": Role.EXPLANATION,
    "bijlage": Role.ANNEX,
    "inhoud": Role.CONTENTS,
    "afkortingen": Role.ABBREVIATIONS,
    "bron": Role.SOURCE,
    "stand": Role.STATUS,
}
DutchRole = Literal[
    "doelen", "activiteiten", "resultaten", "tijd", "partners", "kaders", "wetten", "kosten", "indicatoren",
    "ontwikkelingen", "toelichting", "bijlage", "inhoud", "afkortingen", "bron", "stand",
]  # fmt: skip
UNITS: dict[str, UnitKind] = {
    "kop": UnitKind.HEADING,
    "punt": UnitKind.ITEM,
    "cel": UnitKind.CELL,
    "zin": UnitKind.SENTENCE,
}
DutchUnit = Literal["kop", "punt", "cel", "zin"]
DutchSubject = Literal["wij", "overheid", "medewerkers", "partner", "doelgroep", "derden", "iets", "geen"]
DutchVerbKind = Literal["handeling", "toestand", "wens", "hulp", "onbekend"]
DutchForm = Literal["bedrijvend", "lijdend", "naamwoordelijk"]
DutchTime = Literal["heden", "verleden", "voltooid", "toekomst", "voorwaarde", "geen"]
DutchDocument = Literal["begroting", "jaarverslag", "beleidsplan", "uitvoeringsprogramma", "coalitieakkoord", "overig"]
STATUSES = {"gepland": "planned", "lopend": "ongoing", "gedaan": "done"}


class HeadingRow(Row):
    """``koppen``: what a heading, column or label says of the text under it. Matched fuzzily."""

    name: Slug = Field(alias="naam")
    role: DutchRole = Field(alias="rol")
    aliases: Texts = Field(alias="aliassen", min_length=1)
    announces: Texts = Field(default=(), alias="aankondiging")


class WordsRow(Row):
    """``woordenlijsten``: a named list of words or phrases, used in patterns as ``{naam}``."""

    name: Slug = Field(alias="naam")
    words: Texts = Field(alias="woorden", min_length=1)


class VerbRow(Row):
    """``werkwoorden``: an infinitive and what it says; irregular forms are listed, the rest generated.

    ``kind`` is what a subject does: an action, a state, a wish, or a way of speaking.
    """

    kind: Literal["handeling", "toestand", "wens", "hulp"] = Field(alias="soort")
    particle: Text | None = Field(default=None, alias="deeltje")
    present: Texts = Field(default=(), alias="tegenwoordig")
    past: Texts = Field(default=(), alias="verleden")
    participle: Texts = Field(default=(), alias="voltooid")


class CueRow(Row):
    """``doelen``, ``activiteiten``, ``status`` and ``verloop``: what a unit is or tells, or rules it out.

    A row holds where the document is one of ``documents``, the unit one of ``units``, its role one of ``roles`` (and
    none of ``not_roles``) and by one of ``headings`` (rows of ``koppen``), it has a number or goal code of its own
    (where ``coded``), it is the first thing said under a heading, or under one that only asks for it (where
    ``opening``), no main clause of it has a finite verb (where ``verbless``), one of ``patterns`` matches, and one of
    its clauses is what the fields of grammar ask (``subjects`` … ``clause``, a main clause unless that says otherwise);
    each of these counts only where it is given. A row with ``vetoes`` takes away what rows with no more certainty than
    its own have found.
    """

    name: Slug = Field(alias="naam")
    units: tuple[DutchUnit, ...] = Field(default=(), alias="eenheid")
    documents: tuple[DutchDocument, ...] = Field(default=(), alias="documentsoort")
    roles: tuple[DutchRole, ...] = Field(default=(), alias="in")
    not_roles: tuple[DutchRole, ...] = Field(default=(), alias="niet_in")
    headings: Texts = Field(default=(), alias="onder_kop")
    patterns: Texts = Field(default=(), alias="patronen")
    status: Literal["gepland", "lopend", "gedaan"] | None = None
    outcome: Literal["gedaan", "doorgegaan", "veranderd"] | None = Field(default=None, alias="uitkomst")
    detail: Literal["uitgesteld", "gestopt", "omvang", "bedrag", "partner", "vorm"] | None = Field(
        default=None, alias="aard"
    )
    vetoes: Literal["ja"] | None = Field(default=None, alias="uitsluiting")
    coded: Literal["ja"] | None = Field(default=None, alias="met_code")
    opening: Literal["ja", "antwoord"] | None = Field(default=None, alias="als_opening")
    verbless: Literal["ja"] | None = Field(default=None, alias="zonder_gezegde")
    subjects: tuple[DutchSubject, ...] = Field(default=(), alias="onderwerp")
    verb_kinds: tuple[DutchVerbKind, ...] = Field(default=(), alias="gezegde")
    verbs: Texts = Field(default=(), alias="werkwoord")
    forms: tuple[DutchForm, ...] = Field(default=(), alias="vorm")
    times: tuple[DutchTime, ...] = Field(default=(), alias="tijd")
    helpers: Texts = Field(default=(), alias="hulpwerkwoord")
    clause: Literal["hoofdzin", "bijzin"] | None = Field(default=None, alias="zinsdeel")
    negated: Literal["ja", "nee"] | None = Field(default=None, alias="ontkend")
    sure: Sure = Field(alias="zekerheid")

    @property
    def grammatical(self) -> bool:
        """Whether the row asks for a clause of a certain grammar."""
        asked = (self.subjects, self.verb_kinds, self.verbs, self.forms, self.times, self.helpers, self.clause)
        return any(asked) or self.negated is not None


class TimeRow(Row):
    """``tijd``: the words of time expressions; how they combine stands in ``extract/timegrammar``.

    ``kind`` says what sort of word it is and ``value`` what it means, from a closed list per kind. A row
    of kind ``vorm`` has no words: it gives a form of expression (a year, a date) its name and certainty.
    """

    VALUES: ClassVar[dict[str, tuple[str, ...]]] = {
        "vorm": ("jaar", "jaren", "dag", "maand", "kwartaal", "halfjaar", "seizoen", "schooljaar", "reeks",
                 "relatief", "herhaling"),
        "grens": ("vanaf", "na", "tot", "tot-en-met", "uiterlijk", "voor", "eerder", "per", "in", "van",
                  "tussen"),
        "gereed": ("ervoor", "erna", "moment"),
        "modificatie": ("begin", "medio", "eind", "circa", "loop"),
        "maand": tuple(str(n) for n in range(1, 13)),
        "maand-kort": tuple(str(n) for n in range(1, 13)),
        "seizoen": ("voorjaar", "zomer", "najaar", "winter"),
        "rang": ("1", "2", "3", "4", "laatste"),
        "getal": (*(str(n) for n in range(1, 101)), "enkele"),
        "eenheid": ("jaar", "jaren", "halfjaar", "helft", "kwartaal", "maand", "maanden", "week", "weken",
                    "dag", "schooljaar", "termijn", "elders", "tijd"),
        "letter": ("kwartaal", "halfjaar"),
        "lidwoord": (),
        "verbinding": ("en", "of", "streepje", "schuin"),
        "staart": ("verder",),
        "jaarwoord": (),
        "wijzer": ("komend", "volgend", "afgelopen", "laatst", "dit"),
        "relatief": (),
        "herhaling": (),
        "elk": (),
        "keer": ("los", "vol"),
        "om": (),
        "continu": ("", "alleen"),
        "geen-tijd": ("ervoor", "erna", "stempel", "uitdrukking", "kolom", "wetwoord"),
    }  # fmt: skip

    name: Slug = Field(alias="naam")
    kind: Literal[
        "vorm", "grens", "gereed", "modificatie", "maand", "maand-kort", "seizoen", "rang", "getal",
        "eenheid", "letter", "lidwoord", "verbinding", "staart", "jaarwoord", "wijzer", "relatief",
        "herhaling", "elk", "keer", "om", "continu", "geen-tijd",
    ] = Field(alias="soort")  # fmt: skip
    value: Text | None = Field(default=None, alias="waarde")
    words: Texts = Field(default=(), alias="woorden")
    sure: Sure = Field(default=0.95, alias="zekerheid")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        allowed = self.VALUES[self.kind] or ("",)
        if (self.value or "") not in allowed:
            choices = ", ".join(f"'{value}'" for value in allowed if value)
            raise ValueError(
                f"bij de soort '{self.kind}' moet de waarde een van deze zijn: {choices}"
                if choices
                else f"bij de soort '{self.kind}' hoort geen waarde"
            )
        if bool(self.words) is (self.kind == "vorm"):
            raise ValueError("bij de soort 'vorm' horen geen woorden, bij elke andere soort wel")
        return self


class LawRow(AliasRow):
    """``wetten``: a law by its short title.

    ``near`` settles an alias that several rows share, and is asked for where an alias of one word is
    this row's alone: for those in ``ambiguous``, or for all of them where that is empty.
    """

    kind: Literal["wet", "amvb", "regeling", "verdrag", "eu", "wetsvoorstel", "lokaal"] = Field(alias="soort")
    bwb_id: Annotated[str, StringConstraints(pattern=r"^BWB[RVW]\d{7}$")] | None = Field(default=None, alias="bwb")
    celex: Annotated[str, StringConstraints(pattern=r"^\d{5}[A-Z]\d{4}$")] | None = None
    ambiguous: Texts = Field(default=(), alias="dubbelzinnig")


class FrameworkRow(AliasRow):
    """``kaders``: a named agreement, agenda, programme, plan, vision, norm or method."""

    kind: Literal["akkoord", "agenda", "programma", "plan", "visie", "norm", "regeling", "methode"] = Field(
        alias="soort"
    )
    ambiguous: Texts = Field(default=(), alias="dubbelzinnig")


class PartnerRow(AliasRow):
    """``partners``: an organisation, a kind of organisations, or a part of the state.

    ``vague`` marks a kind of organisations that is meant as partner only where the text says so
    ("partijen", "organisaties").
    """

    kind: Literal["organisatie", "groep", "overheid"] = Field(alias="soort")
    type: Text | None = None
    ambiguous: Texts = Field(default=(), alias="dubbelzinnig")
    vague: Literal["ja"] | None = Field(default=None, alias="vaag")


class MunicipalityRow(AliasRow):
    """``gemeenten``: a municipality with its CBS code, as of a period."""

    cbs_code: Annotated[str, StringConstraints(pattern=r"^GM\d{4}$")] = Field(alias="cbs")


class NamePatternRow(Row):
    """``naampatronen``: words that make a name of what stands by them, or end one.

    ``table`` says what such a name is; ``place`` where the word stands: a name begins with it
    ("Stichting Barka", "Regiovisie Jeugd"), ends on it ("Diezer Bankstichting"), has it at the end of a
    compound ("Preventieakkoord"), comes after it ("samen met", "methodiek"), or stops before it.
    ``exceptions`` are words of that form that make no name.
    """

    name: Slug = Field(alias="naam")
    table: Literal["partners", "kaders", "wetten"] = Field(alias="tabel")
    place: Literal["begin", "einde", "samenstelling", "na", "stop"] = Field(alias="plek")
    kind: Text | None = Field(default=None, alias="soort")
    type: Text | None = None
    words: Texts = Field(alias="woorden", min_length=1)
    exceptions: Texts = Field(default=(), alias="uitzonderingen")
    sure: Sure = Field(default=0.7, alias="zekerheid")


class DocumentKindRow(Row):
    """``documentsoorten``: words in a title or name that tell the kind of document."""

    name: Slug = Field(alias="naam")
    kind: Literal["begroting", "jaarverslag", "beleidsplan", "uitvoeringsprogramma", "coalitieakkoord"] = Field(
        alias="soort"
    )
    words: Texts = Field(alias="woorden", min_length=1)


TABLES: dict[str, type[Row]] = {
    "koppen": HeadingRow, "woordenlijsten": WordsRow, "werkwoorden": VerbRow, "doelen": CueRow,
    "activiteiten": CueRow, "status": CueRow, "verloop": CueRow, "verwant": WordsRow, "tijd": TimeRow,
    "wetten": LawRow, "kaders": FrameworkRow, "partners": PartnerRow, "gemeenten": MunicipalityRow,
    "naampatronen": NamePatternRow, "documentsoorten": DocumentKindRow, "cijfers": FigureRow,
    "taakvelden": TaskFieldRow, "themas": ThemeRow,
}  # fmt: skip
# Records don't follow from these, so a change of them asks for no new extraction.
OVERVIEWS = frozenset({"themas", "verloop", "verwant"})
